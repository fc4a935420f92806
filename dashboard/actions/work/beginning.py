"""What a new draft begins with: the entry that it replaces, or answers that are on record already."""

from typing import Any

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work import checking
from dashboard.actions.work.case_file import CaseFile
from dashboard.casework import consent
from dashboard.casework.intake import AREA
from dashboard.contract import Case
from dashboard.errors import RecordError
from dashboard.forms import Form, from_json, to_json
from dashboard.i18n import gettext as _
from dashboard.records import Tx, drafts
from dashboard.records.drafts import Draft
from dashboard.records.submissions import Submission


def base_of(form: Form, area: str, case_file: CaseFile | None, entry: str) -> Submission | None:
    """Return the standing entry that a new draft replaces: `entry`, or the only one of a once-form.

    Raises RecordError when `entry` was replaced in the meantime or this form's entries are not revised.
    """
    standing = case_file.entries(area, form.name) if case_file else []
    if form.occurs == "once":
        return standing[0] if standing else None
    if not entry:
        return None
    replaced = next((candidate for candidate in standing if candidate.id == entry), None)
    if replaced is None or not form.revisable:
        raise RecordError(_("This entry was changed in the meantime. Open the case again to see the newest."))
    return replaced


def waiting(tx: Tx, who: Principal, form: Form, area: str, case_file: CaseFile | None, entry: str) -> Draft | None:
    """Return the person's open draft that revises an entry, also when someone else has replaced the entry since."""
    newest = case_file.newest_of(entry) if case_file and entry else None
    if case_file is None or newest is None:
        return None
    for draft in drafts.for_person(tx, who.person_id, newest.case_key):
        if (draft.area, draft.form) == (area, form.name) and draft.base and case_file.newest_of(draft.base) == newest:
            return draft
    return None


def answers(
    context: Context, form: Form, area: str, case: Case | None, case_file: CaseFile | None, base: Submission | None
) -> Any:
    """Return the JSON answers that a new draft begins with, so that nothing is asked twice."""
    # The consent form shows consent as it stands now, not as its last entry says: it may have been withdrawn since.
    is_consent = (area, form.name) == (AREA, "consent")
    consents = consent.as_answers(case_file.consents) if case_file and is_consent else {}
    if base is not None:
        return dict(base.answers) | consents
    begun = to_json(form, form.initial(now=context.now())) | consents
    if case is not None and case_file is not None:
        begun = begun | _known(form, area, case, case_file) | consents
    return begun | to_json(form, checking.examine(context, form, case, case_file, from_json(form, begun)).fixed)


def _known(form: Form, area: str, case: Case, case_file: CaseFile) -> dict[str, Any]:
    """Return the answers that the form takes over from the case or from other forms (its `known` sources)."""
    known = {question: _look_up(source, area, case, case_file) for question, source in form.known.items()}
    return to_json(form, {question: answer for question, answer in known.items() if answer not in (None, "", (), [])})


def _look_up(source: str, area: str, case: Case, case_file: CaseFile) -> Any:
    """Return what a source stands for: "case.column", "core.form.question", or "form.question" of the same area."""
    *path, name = source.split(".")
    if path == ["case"]:
        return getattr(case, name, None)
    is_of_core = len(path) == 2 and path[0] == AREA
    entries = case_file.entries(AREA, path[1]) if is_of_core else case_file.entries(area, path[-1])
    return entries[0].answers.get(name) if entries else None
