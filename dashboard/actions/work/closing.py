"""Closing a case, read from its record: what is still open, and why it cannot be closed like this."""

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.actions.context import Context
from dashboard.actions.work.case_file import CaseFile
from dashboard.actions.work.clock import clock_of
from dashboard.casework import closing
from dashboard.casework.closing import Matter
from dashboard.casework.dates import reported_at
from dashboard.casework.intake import AREA
from dashboard.contract import Case, CaseRecord, Place, Written
from dashboard.i18n import gettext as _


def matters(case_file: CaseFile) -> list[Matter]:
    """Return what is not finished in a case."""
    return closing.matters(_core_record(case_file), case_file.reviews)


def facts(context: Context, case: Case, case_file: CaseFile) -> dict[str, str]:
    """Return what the closing form knows of the case, by hidden question."""
    return {"assessed_since": "yes" if _is_assessed_since(context, case, case_file) else "no"}


def undecided(case_file: CaseFile, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return a problem, under its question of the closing form, when something that is not finished was not decided."""
    if closing.is_never_held_up(answers) or not (left := closing.undecided(matters(case_file), answers)):
        return {}
    labels = _(", ").join(matter.label for matter in left)
    return {"still_open": _("Say what becomes of each. Not decided yet: {matters}.").format(matters=labels)}


def changed_since(context: Context, case: Case, case_file: CaseFile, answers: Mapping[str, Any]) -> str:
    """Return why a closing that was sent in cannot be approved as the case stands now, "" when it can."""
    if left := undecided(case_file, answers):
        return left["still_open"]
    if closing.lacks_reason(case, answers, assessed_since=_is_assessed_since(context, case, case_file)):
        return _("Nobody has acted on the risk yet, or it was not assessed since, and no reason is given.")
    return ""


def _is_assessed_since(context: Context, case: Case, case_file: CaseFile) -> bool:
    return closing.is_assessed_since(case, _core_record(case_file), list(_acted(context, case, case_file)))


def _core_record(case_file: CaseFile) -> CaseRecord:
    return case_file.of_area(AREA, has_child_material=False)  # not asked for here


def _acted(context: Context, case: Case, case_file: CaseFile) -> Iterator[Written]:
    """Yield where somebody acted on the risk: a first safety action, a plan, a referral, a service that she received."""
    for step in clock_of(context, case, ()).steps:
        if (event := case_file.items.get(step)) and event.state == "done":
            yield event
    plans = {(area, form.name) for area, form in context.registry.forms() if "complete" in form.sets}
    # Every version of an entry is looked at: only the first tells at what time a referral was sent.
    for entry in case_file.submissions:
        if (entry.area, entry.form) in plans:
            yield entry
        if (entry.area, entry.form) == (AREA, "referral"):
            days = (entry.answers.get(question) for question in ("sent_on", "service_on"))
            for at in (reported_at(day, entry.at) for day in days if day):
                # A day that she named is compared as a time; the moment of recording has its place in the order.
                yield Place(at, entry.number if at == entry.at else 0)
