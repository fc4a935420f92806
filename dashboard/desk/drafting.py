"""Drafts and submissions: nothing typed is lost, and a double click is one row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard.access import Permission, Principal, require
from dashboard.casework.intake import AREA, context, new_case
from dashboard.contract import Case
from dashboard.desk.cases import own_case
from dashboard.desk.effects import apply_effects
from dashboard.desk.house import House
from dashboard.errors import NotAllowed, RecordError
from dashboard.forms import Form, FormState, to_json
from dashboard.i18n import gettext as _
from dashboard.records import Tx, cases, drafts, submissions
from dashboard.records.drafts import Draft
from dashboard.records.submissions import Submission

__all__ = ["Outcome", "context", "discard", "open_draft", "save_draft", "submit"]


@dataclass(frozen=True)
class Outcome:
    """What came of a submission; with `problems` nothing was saved."""

    problems: dict[str, str] = field(default_factory=dict)
    submission_id: str = ""
    case_key: str = ""


def open_draft(house: House, who: Principal, area: str, form: str, case_key: str | None = None) -> Draft:
    """Return the person's open draft of this form, or start one; a once-form starts from what is on record."""
    require(who, Permission.work_cases)
    with house.records.write() as tx:
        case = own_case(tx, who, case_key) if case_key else None
        answers = _start(house, tx, house.form(area, form), area, case)
        return drafts.open(
            tx, person=who.person_id, case_key=case_key, area=area, form=form, answers=answers, at=house.now()
        )


def _start(house: House, tx: Tx, form: Form, area: str, case: Case | None) -> dict[str, Any]:
    latest = submissions.for_case(tx, case.key, area, form.name) if case and form.occurs == "once" else []
    if latest:
        return dict(latest[0].answers)
    return to_json(form, form.initial(now=house.now()))


def save_draft(house: House, who: Principal, draft_id: str, answers: Mapping[str, Any]) -> datetime:
    """Keep what was typed so far and return when it was saved; `answers` are JSON values."""
    at = house.now()
    with house.records.write() as tx:
        _own_draft(tx, who, draft_id)
        drafts.save(tx, draft_id, dict(answers), at)
    return at


def discard(house: House, who: Principal, draft_id: str) -> None:
    """Put a draft aside; nothing of it was ever part of the case."""
    with house.records.write() as tx:
        draft = _own_draft(tx, who, draft_id)
        drafts.discard(tx, draft_id, house.now())
        house.note(tx, who, "draft.discard", draft.case_key or "", form=f"{draft.area}.{draft.form}")


def _own_draft(tx: Tx, who: Principal, draft_id: str) -> Draft:
    require(who, Permission.work_cases)
    draft = drafts.get(tx, draft_id)
    if draft is None or draft.person != who.person_id:
        raise NotAllowed(_("This draft is not yours, or it was already sent in. Open the case again."))
    return draft


def submit(house: House, who: Principal, draft_id: str, answers: Mapping[str, Any]) -> Outcome:
    """Check and save a form; the draft's id is the submission's, so sending twice saves once."""
    with house.records.read() as tx:
        if earlier := submissions.get(tx, draft_id):
            return _sent_before(who, earlier)
        draft = _own_draft(tx, who, draft_id)
        case = own_case(tx, who, draft.case_key) if draft.case_key else None
    form = house.form(draft.area, draft.form)
    state = form.examine(answers, context=context(case), now=house.now())
    problems = state.problems | house.registry.check_answers(draft.area, form.name, state.answers)
    if problems:
        return Outcome(problems)
    outcome = _save(house, who, draft, form, case, state)
    house.settle()
    return outcome


def _sent_before(who: Principal, earlier: Submission) -> Outcome:
    if earlier.by != who.person_id:
        raise NotAllowed(_("This draft is not yours, or it was already sent in. Open the case again."))
    return Outcome(submission_id=earlier.id, case_key=earlier.case_key)


def _save(house: House, who: Principal, draft: Draft, form: Form, case: Case | None, state: FormState) -> Outcome:
    with house.records.write() as tx:
        if earlier := submissions.get(tx, draft.id):
            return _sent_before(who, earlier)
        if case is None:
            case = _open_case(house, tx, who, draft, state)
        sent = _submission(house, tx, who, draft, form, case, state)
        submissions.submit(tx, sent)
        apply_effects(house, tx, who, form, case, state.answers, sent)
        drafts.finish(tx, draft.id, sent.at)
        house.note(tx, who, "form.submit", case.key, form=f"{draft.area}.{form.name}", version=form.version)
    return Outcome(submission_id=sent.id, case_key=case.key)


def _open_case(house: House, tx: Tx, who: Principal, draft: Draft, state: FormState) -> Case:
    if draft.area != AREA or who.agency is None:
        raise RecordError(_("This form belongs to a case. Open the case first."))
    at = house.now()
    case = new_case(state.answers, key=cases.new_key(tx), agency=who.agency, case_manager=who.person_id, at=at)
    cases.add(tx, case, by=who.person_id, at=at)
    house.note(tx, who, "case.open", case.key)
    return case


def _submission(
    house: House, tx: Tx, who: Principal, draft: Draft, form: Form, case: Case, state: FormState
) -> Submission:
    at = house.now()
    submissions.declare(tx, draft.area, form.name, form.version, form.source, at)
    before = submissions.for_case(tx, case.key, draft.area, form.name) if form.occurs == "once" else []
    return Submission(
        id=draft.id,
        case_key=case.key,
        area=draft.area,
        form=form.name,
        form_version=form.version,
        answers=to_json(form, state.answers),
        at=at,
        by=who.person_id,
        supersedes=before[0].id if before else None,
    )
