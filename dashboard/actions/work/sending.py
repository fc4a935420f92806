"""Sending a form in: check it, refuse or warn, and write it once together with everything that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act, own_case
from dashboard.actions.context import Context
from dashboard.actions.work import checking, conflicts
from dashboard.actions.work.case_file import case_files, with_decisions
from dashboard.actions.work.cases import own_draft
from dashboard.actions.work.conflicts import Conflict
from dashboard.actions.work.ordering import warnings
from dashboard.actions.work.saving import Opened, save
from dashboard.errors import RecordError
from dashboard.forms import FormState, from_json, to_json
from dashboard.records import drafts, submissions
from dashboard.records.submissions import Submission


@dataclass(frozen=True)
class Outcome:
    """The result of sending a form in; with `problems`, `warnings` or a `conflict` nothing was saved.

    `elsewhere` says that another window has changed the draft, or has sent it in with other answers: nothing was saved,
    and saving the draft (drafting.py) tells what differs.
    """

    problems: dict[str, str] = field(default_factory=dict)
    submission_id: str = ""
    case_key: str = ""
    warnings: tuple[str, ...] = ()
    conflict: Conflict | None = None
    elsewhere: bool = False


def submit(
    context: Context,
    who: Principal,
    draft_id: str,
    answers: Mapping[str, Any],
    *,
    override: str = "",
    over: str = "",
    seen: Mapping[str, Any] | None = None,
) -> Outcome:
    """Check and save a form; sending the same answers of a draft twice saves them once.

    `override` says why a form is sent before what should come first; `over` is the id of the entry (Conflict.entry)
    that was compared and is replaced all the same. `seen` are the answers of the draft (JSON) that the screen was drawn
    with: when the draft has changed since, she has not seen what she would send.
    """
    with context.act(who, Permission.work_cases, audit="form.submit") as act:
        # A double click, or a browser that sends again because the answer was lost: the entry takes the draft's id, so
        # the second time finds the first and returns the same result instead of a second entry.
        if earlier := submissions.get(act.tx, draft_id):
            act.nothing_changed()
            return _sent_before(act, earlier, answers)
        opened = _open(act, draft_id)
        if seen is not None and _as_read(opened) != seen:
            act.nothing_changed()
            return Outcome(elsewhere=True)
        state = checking.examine(context, opened.form, opened.case, opened.case_file, answers)
        if refused := _refused(act, opened, state, override, over):
            act.nothing_changed()
            return refused
        return _save(act, opened, state, override)


def _as_read(opened: Opened) -> dict[str, Any]:
    """Return the answers of a draft as its form reads them, so that two readings can be compared."""
    return to_json(opened.form, from_json(opened.form, opened.draft.answers))


def _open(act: Act, draft_id: str) -> Opened:
    draft = own_draft(act.tx, act.who, draft_id, act.at)
    case = own_case(act.tx, act.who, draft.case_key, act.at) if draft.case_key else None
    case_file = None
    if case:
        case_file = with_decisions(act.context, case_files(act.tx, [case.key])[case.key], child=case.is_child)
    return Opened(draft, act.context.form(draft.area, draft.form), case, case_file)


def _refused(act: Act, opened: Opened, state: FormState, override: str, over: str) -> Outcome | None:
    """Return why nothing is saved, None when all is well; raise RecordError when the case does not take this form now.

    What is wrong with the answers comes first, then somebody else's change, and last the order: a warning can be
    overridden, so it is shown only when it is the last obstacle.
    """
    replaced, area = opened.replaced, opened.draft.area
    if reason := checking.shut(opened.case, opened.case_file, area, opened.form, standing=replaced is not None):
        raise RecordError(reason)
    if problems := checking.problems(act.context, area, opened.form, opened.case, opened.case_file, state, replaced):
        return Outcome(problems)
    conflict = conflicts.with_newest(act.tx, opened.draft, replaced, opened.case)
    if conflict and conflict.entry != over:
        return Outcome(conflict=conflict)
    missing = warnings(act.context, opened.case_file, opened.form.after) if opened.case_file else {}
    return Outcome(warnings=tuple(missing.values())) if missing and not override else None


def _sent_before(act: Act, earlier: Submission, answers: Mapping[str, Any]) -> Outcome:
    """Return the outcome of a draft that was sent in already; raise NotAllowed when somebody else sent it in."""
    conflicts.check_own(act.who, earlier)
    case, form = own_case(act.tx, act.who, earlier.case_key, act.at), act.context.form(earlier.area, earlier.form)
    case_file = case_files(act.tx, [case.key])[case.key]
    if not conflicts.is_same(act.context, form, case, case_file, answers, earlier):
        return Outcome(elsewhere=True)
    return Outcome(submission_id=earlier.id, case_key=earlier.case_key)


def _save(act: Act, opened: Opened, state: FormState, override: str) -> Outcome:
    """Write the entry and everything that follows from it, and end its draft."""
    sent = save(act, opened, state, override)
    act.about, act.detail = sent.case_key, {"form": opened.step, "version": opened.form.version}
    drafts.finish(act.tx, opened.draft.id, sent.at)
    return Outcome(submission_id=sent.id, case_key=sent.case_key)
