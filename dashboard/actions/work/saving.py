"""Writing a form that was checked: its entry, everything that follows from it, and the case itself when it opens one."""

from dataclasses import dataclass

from dashboard.actions.acting import Act
from dashboard.actions.work import closing
from dashboard.actions.work.case_file import CaseFile
from dashboard.actions.work.effects import Saved, apply_effects
from dashboard.actions.work.ordering import keep_override, warnings
from dashboard.casework.closing import FORM as CLOSURE
from dashboard.casework.closing import rows_with
from dashboard.casework.intake import AREA, FORM, kept, new_case
from dashboard.contract import Case
from dashboard.errors import RecordError
from dashboard.forms import Form, FormState, to_json
from dashboard.i18n import gettext as _
from dashboard.records import cases, submissions
from dashboard.records.drafts import Draft
from dashboard.records.submissions import Submission


@dataclass(frozen=True)
class Opened:
    """A draft that is being sent in, with its form, the case that it is about and what is recorded on that case."""

    draft: Draft
    form: Form
    case: Case | None
    case_file: CaseFile | None

    @property
    def step(self) -> str:
        """The whole name of the form, as order rules and the audit write it: "safety.plan"."""
        return f"{self.draft.area}.{self.form.name}"

    @property
    def replaced(self) -> Submission | None:
        """The standing entry that this draft would replace now."""
        if self.case_file is None:
            return None
        if self.form.occurs == "once":
            return next(iter(self.case_file.entries(self.draft.area, self.form.name)), None)
        return self.case_file.newest_of(self.draft.base) if self.draft.base else None


def save(act: Act, opened: Opened, state: FormState, override: str) -> Submission:
    """Write the entry, everything that follows from it, and the case itself when the form opens one; return the entry.

    `override` is the reason why it is written before what should come first, "" where nothing is missing.
    """
    case = opened.case or _open_case(act, opened.draft, state)
    if opened.case_file is not None:
        keep_override(act, case.key, opened.step, warnings(act.context, opened.case_file, opened.form.after), override)
    new = _submission(act, opened, case, state)
    submissions.submit(act.tx, new)
    sent = submissions.get(act.tx, new.id) or new  # as it stands in the record: with its place in the order of writing
    apply_effects(Saved(act, opened.form, case, state.answers, sent, is_new_case=opened.case is None))
    return sent


def _open_case(act: Act, draft: Draft, state: FormState) -> Case:
    """Write the new case that an intake form describes; raise RecordError for any other form."""
    tx, who = act.tx, act.who
    if draft.area != AREA or draft.form != FORM or who.agency is None:
        raise RecordError(_("This form belongs to a case. Open the case first."))
    case = new_case(state.answers, key=cases.new_key(tx), agency=who.agency, case_manager=draft.person, at=act.at)
    cases.add(tx, case, by=who.person_id, at=act.at)
    act.audit("case.open", case.key)
    return case


def _submission(act: Act, opened: Opened, case: Case, state: FormState) -> Submission:
    form, area = opened.form, opened.draft.area
    submissions.declare(act.tx, area, form.name, form.version, form.source, act.at)
    replaced = opened.replaced
    # Consent is asked once, when the case is opened: a corrected intake form keeps the answers on consent of the one
    # that it replaces.
    unasked = kept(replaced.answers) if replaced and opened.step == f"{AREA}.{FORM}" else {}
    answers = dict(state.answers)
    if opened.step == f"{AREA}.{CLOSURE}" and opened.case_file:
        # A closing that is never held up says all the same what stays open.
        answers["still_open"] = tuple(rows_with(closing.matters(opened.case_file), answers))
    return Submission(
        id=opened.draft.id,
        case_key=case.key,
        area=area,
        form=form.name,
        form_version=form.version,
        answers=unasked | to_json(form, answers),
        at=act.at,
        by=act.who.person_id,
        supersedes=replaced.id if replaced else None,
    )
