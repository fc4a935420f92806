"""Sending a form in: checked, ordered, and written once with all that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act, own_case
from dashboard.actions.context import Context
from dashboard.actions.work import checking
from dashboard.actions.work.case_file import CaseFile, work_on
from dashboard.actions.work.cases import own_draft
from dashboard.actions.work.effects import Saved, apply_effects
from dashboard.actions.work.ordering import keep_override, warnings
from dashboard.casework.intake import AREA, kept, new_case
from dashboard.contract import Case
from dashboard.errors import NotAllowed, RecordError
from dashboard.forms import Form, FormState, to_json
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.records import Tx, cases, consents, drafts, people, submissions
from dashboard.records.drafts import Draft
from dashboard.records.submissions import Submission


@dataclass(frozen=True)
class Outcome:
    """What came of a submission; with `problems`, `warnings` or a `conflict` nothing was saved."""

    problems: dict[str, str] = field(default_factory=dict)
    submission_id: str = ""
    case_key: str = ""
    warnings: tuple[str, ...] = ()
    conflict: str = ""


@dataclass(frozen=True)
class _Sheet:
    """A draft with everything around it."""

    draft: Draft
    form: Form
    case: Case | None
    work: CaseFile | None

    @property
    def step(self) -> str:
        return f"{self.draft.area}.{self.form.name}"


def submit(
    context: Context,
    who: Principal,
    draft_id: str,
    answers: Mapping[str, Any],
    *,
    override: str = "",
    replace: bool = False,
) -> Outcome:
    """Check and save a form; the draft's id is the submission's, so sending twice saves once.

    `override` says why a form is sent before what should come first; `replace` sends it in although someone else
    has changed the entry since the draft began.
    """
    with context.act(who, Permission.work_cases, audit="form.submit") as act:
        # A double click, or a browser that sends again after a lost answer: the draft's id is the entry's id.
        if earlier := submissions.get(act.tx, draft_id):
            act.nothing_changed()
            return _sent_before(who, earlier)
        sheet = _sheet(act, draft_id)
        state = checking.examine(context, sheet.form, sheet.case, answers)
        if refused := _refused(act, sheet, state, override, replace):
            act.nothing_changed()
            return refused
        return _save(act, sheet, state, override)


def _sheet(act: Act, draft_id: str) -> _Sheet:
    draft = own_draft(act.tx, act.who, draft_id)
    case = own_case(act.tx, act.who, draft.case_key) if draft.case_key else None
    work = work_on(act.tx, [case.key])[case.key] if case else None
    return _Sheet(draft, act.context.form(draft.area, draft.form), case, work)


def _refused(act: Act, sheet: _Sheet, state: FormState, override: str, replace: bool) -> Outcome | None:
    before = _replaces(sheet)
    if reason := checking.shut(sheet.case, sheet.work, sheet.draft.area, sheet.form, standing=before is not None):
        raise RecordError(reason)
    if problems := checking.problems(act.context, sheet.draft.area, sheet.form, sheet.work, state, before):
        return Outcome(problems)
    if not replace and (conflict := _conflict(act.tx, sheet)):
        return Outcome(conflict=conflict)
    missing = warnings(act.context, sheet.work, sheet.form.after) if sheet.work else {}
    return Outcome(warnings=tuple(missing.values())) if missing and not override else None


def _conflict(tx: Tx, sheet: _Sheet) -> str:
    newest = _replaces(sheet)
    if (newest.id if newest else "") == sheet.draft.base:
        return _taken_back(tx, sheet)
    if newest is None:
        return _("The entry that you were changing is not the newest any more. Open the case again and compare.")
    person = people.get(tx, newest.by)
    return _("{name} sent this form in {when}, after you began. Your answers are kept: compare, then decide.").format(
        name=person.name if person else "", when=moment(newest.at)
    )


def _taken_back(tx: Tx, sheet: _Sheet) -> str:
    """Return what to say when a consent was taken back while the consent form was open."""
    if sheet.case is None or sheet.step != f"{AREA}.consent":
        return ""
    rows = consents.history(tx, sheet.case.key)[:1]
    if not rows or rows[0].at <= sheet.draft.started_at:
        return ""
    person = people.get(tx, rows[0].by)
    return _("{name} changed her consent {when}, after you began. Your answers are kept: compare, then decide.").format(
        name=person.name if person else "", when=moment(rows[0].at)
    )


def _replaces(sheet: _Sheet) -> Submission | None:
    """Return the standing entry that this draft would replace now."""
    if sheet.work is None:
        return None
    if sheet.form.occurs == "once":
        return next(iter(sheet.work.entries(sheet.draft.area, sheet.form.name)), None)
    return sheet.work.newest_of(sheet.draft.base) if sheet.draft.base else None


def _sent_before(who: Principal, earlier: Submission) -> Outcome:
    if earlier.by != who.person_id:
        raise NotAllowed(_("This draft is not yours, or it was already sent in. Open the case again."))
    return Outcome(submission_id=earlier.id, case_key=earlier.case_key)


def _save(act: Act, sheet: _Sheet, state: FormState, override: str) -> Outcome:
    case = sheet.case or _open_case(act, sheet.draft, state)
    act.about, act.detail = case.key, {"form": sheet.step, "version": sheet.form.version}
    if sheet.work is not None:
        keep_override(act, case.key, sheet.step, warnings(act.context, sheet.work, sheet.form.after), override)
    sent = _submission(act, sheet, case, state)
    submissions.submit(act.tx, sent)
    apply_effects(Saved(act, sheet.form, case, state.answers, sent, opened=sheet.case is None))
    drafts.finish(act.tx, sheet.draft.id, sent.at)
    return Outcome(submission_id=sent.id, case_key=case.key)


def _open_case(act: Act, draft: Draft, state: FormState) -> Case:
    tx, who = act.tx, act.who
    if draft.area != AREA or draft.form != "intake" or who.agency is None:
        raise RecordError(_("This form belongs to a case. Open the case first."))
    case = new_case(state.answers, key=cases.new_key(tx), agency=who.agency, case_manager=who.person_id, at=act.at)
    cases.add(tx, case, by=who.person_id, at=act.at)
    act.audit("case.open", case.key)
    return case


def _submission(act: Act, sheet: _Sheet, case: Case, state: FormState) -> Submission:
    form, area = sheet.form, sheet.draft.area
    submissions.declare(act.tx, area, form.name, form.version, form.source, act.at)
    before = _replaces(sheet)
    over = kept(before.answers) if before and sheet.step == f"{AREA}.intake" else {}
    return Submission(
        id=sheet.draft.id,
        case_key=case.key,
        area=area,
        form=form.name,
        form_version=form.version,
        answers=over | to_json(form, state.answers),
        at=act.at,
        by=act.who.person_id,
        supersedes=before.id if before else None,
    )
