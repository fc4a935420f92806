"""Who at her side is not safe, read from the record; and keeping it there, whatever becomes of the form that said so."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.actions.work.case_file import CaseFile, case_files
from dashboard.casework.intake import AREA, intake_form
from dashboard.casework.unsafe import TAKEN_BACK, Unsafe, not_to_rely_on, recorded, words
from dashboard.contract import Case
from dashboard.errors import RecordError
from dashboard.forms import Form
from dashboard.i18n import gettext as _
from dashboard.records import person_safety, submissions
from dashboard.records.person_safety import PersonSafety
from dashboard.records.reviews import Review


def _forms(context: Context) -> list[tuple[str, Form]]:
    """Return (area, form) of every form that may say who is unsafe, also of areas that are switched off."""
    return [(AREA, intake_form()), *context.relations()]


def unsafe_people(context: Context, case: Case, case_file: CaseFile) -> Mapping[str, Unsafe]:
    """Return on whom nobody relies in this case, each with since when."""
    return not_to_rely_on(case, _recorded(context, case_file))


def _recorded(context: Context, case_file: CaseFile) -> dict[str, Unsafe]:
    return recorded(case_file.person_safety, case_file.submissions, _forms(context))


def nothing_to_take_back(context: Context, case_file: CaseFile, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return a problem by question when "Someone is safe after all" names people who are not recorded as unsafe themselves.

    A parent of an adult counts as unsafe with her relatives: approving "a parent is safe" would change nothing.
    """
    standing = _recorded(context, case_file)
    if standing.keys() >= set(answers.get("persons") or ()):
        return {}
    people = _(", ").join(map(words, standing)) or _("nobody")
    return {"persons": _("Recorded as not safe in this case: {people}. Choose from these only.").format(people=people)}


def keep_unsafe(act: Act, key: str) -> None:
    """Write down who is unsafe by the entries of a case and not on record as such yet, under the time of the entry."""
    case_file = case_files(act.tx, [key])[key]
    on_record = recorded(case_file.person_safety, (), ())
    for person, since in _recorded(act.context, case_file).items():
        if person not in on_record:
            fact = PersonSafety(
                id=str(uuid4()),
                case_key=key,
                person=person,
                state="unsafe",
                submission_id=since.entry,
                at=since.at,
                by=since.by,
            )
            person_safety.add(act.tx, fact)
            act.audit("person.unsafe", key, person=person)


def take_back(act: Act, review: Review) -> None:
    """Write down that people are safe after all, when a supervisor approves the form that asks for it.

    Raises RecordError when one of them was recorded as unsafe again after the form was sent in.
    """
    asked = submissions.get(act.tx, review.submission_id)
    if (review.area, review.form) != (AREA, TAKEN_BACK) or asked is None:
        return
    later = [entry for entry in submissions.for_case(act.tx, review.case_key) if entry.number > asked.number]
    again = recorded((), later, _forms(act.context))
    for person in asked.answers.get("persons") or ():
        if person in again:
            raise RecordError(_("This person was recorded as not safe again since then. Read it, then send this back."))
        fact = PersonSafety(
            id=str(uuid4()),
            case_key=review.case_key,
            person=person,
            state="safe",
            submission_id=asked.id,
            at=act.at,
            by=act.who.person_id,
        )
        person_safety.add(act.tx, fact)
        act.audit("person.safe", review.case_key, person=person)
