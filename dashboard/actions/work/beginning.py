"""How a draft begins: from the entry that it replaces, or from what the record already knows."""

from typing import Any

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work.case_file import CaseFile
from dashboard.casework import consent
from dashboard.casework.intake import AREA
from dashboard.contract import Case
from dashboard.errors import RecordError
from dashboard.forms import Form, to_json
from dashboard.i18n import gettext as _
from dashboard.records import Tx, drafts
from dashboard.records.drafts import Draft
from dashboard.records.submissions import Submission


def base_of(form: Form, area: str, work: CaseFile | None, entry: str) -> Submission | None:
    """Return the standing entry that a new draft replaces: `entry`, or the only one of a once-form.

    Raises RecordError when `entry` was replaced in the meantime or this form's entries are not revised.
    """
    standing = work.entries(area, form.name) if work else []
    if form.occurs == "once":
        return standing[0] if standing else None
    if not entry:
        return None
    found = next((each for each in standing if each.id == entry), None)
    if found is None or not form.revisable:
        raise RecordError(_("This entry was changed in the meantime. Open the case again to see the newest."))
    return found


def waiting(tx: Tx, who: Principal, form: Form, area: str, work: CaseFile | None, entry: str) -> Draft | None:
    """Return one's own open draft about an entry, also when someone else has replaced the entry since."""
    newest = work.newest_of(entry) if work and entry else None
    if work is None or newest is None:
        return None
    for each in drafts.for_person(tx, who.person_id, newest.case_key):
        if (each.area, each.form) == (area, form.name) and each.base and work.newest_of(each.base) == newest:
            return each
    return None


def answers(
    context: Context, form: Form, area: str, case: Case | None, work: CaseFile | None, base: Submission | None
) -> Any:
    """Return the JSON answers that a new draft begins with, so that nothing is asked twice."""
    if base is not None:
        taken_back = consent.as_answers(work.consents) if work and (area, form.name) == (AREA, "consent") else {}
        return dict(base.answers) | taken_back
    begun = to_json(form, form.initial(now=context.now()))
    if case is None or work is None:
        return begun
    stands = consent.as_answers(work.consents) if (area, form.name) == (AREA, "consent") else {}
    return begun | _known(form, area, case, work) | stands


def _known(form: Form, area: str, case: Case, work: CaseFile) -> dict[str, Any]:
    found = {question: _look_up(source, area, case, work) for question, source in form.known.items()}
    return to_json(form, {name: value for name, value in found.items() if value not in (None, "", (), [])})


def _look_up(source: str, area: str, case: Case, work: CaseFile) -> Any:
    *path, name = source.split(".")
    if path == ["case"]:
        return getattr(case, name, None)
    where = (AREA, path[1]) if len(path) == 2 and path[0] == AREA else (area, path[-1])
    entries = work.entries(*where)
    return entries[0].answers.get(name) if entries else None
