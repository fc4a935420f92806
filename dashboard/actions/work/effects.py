"""What a saved form changes besides its own entry: consent, risk level, steps, risk clock, who is unsafe, reviews."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from dashboard.actions.acting import Act
from dashboard.actions.work import consents
from dashboard.actions.work.clock import clock_now, refresh_first_action
from dashboard.actions.work.persons import keep_unsafe
from dashboard.actions.work.steps import event_of
from dashboard.casework.clock import Clock
from dashboard.casework.intake import AREA, corrected
from dashboard.casework.order import ItemKey
from dashboard.casework.recording import settled_by
from dashboard.contract import Case
from dashboard.forms import Form
from dashboard.records import cases, checklists, reviews, risk, submissions
from dashboard.records.reviews import Review
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission

LEVELS = ("high", "medium", "normal")


@dataclass(frozen=True)
class Saved:
    """A form whose entry has just been written, and the action that wrote it."""

    act: Act
    form: Form
    case: Case
    answers: Mapping[str, Any]
    sent: Submission
    is_new_case: bool
    """Whether the form opened the case."""

    def value_of(self, name: str) -> Any:
        """Return what the form says of something the core knows, such as "risk_level"; its `sets` names the question."""
        return self.answers.get(self.form.sets.get(name, ""))


def apply_effects(saved: Saved) -> None:
    """Carry out everything that follows from a saved form.

    The order must stay. The risk decision comes before the risk clock (the time within which it is acted on) is read,
    because a decision starts that clock again. The first action on the decision is looked for after the steps are
    marked, because one of these steps may be that action.
    """
    if saved.sent.area == AREA and saved.form.name in _CORE:
        _CORE[saved.form.name](saved)
    if saved.value_of("risk_level") in LEVELS:
        _decide(saved)
    act = saved.act
    clock = clock_now(act.context, act.tx, saved.case)
    _mark_steps(saved, clock)
    refresh_first_action(act.context, act.tx, saved.case, clock)
    keep_unsafe(act, saved.case.key)
    if saved.form.review:
        request_review(act, saved.sent)


def _mark_steps(saved: Saved, clock: Clock) -> None:
    """Mark the checklist steps that the saved form records as done, and put steps back to pending that no form records.

    Back to pending goes a first safety action that a form had recorded and that, after this form was corrected, no form
    of the case records any more: nothing on record says now that somebody acted. Marks made by hand are left alone.
    """
    tx, who, sent = saved.act.tx, saved.act.who, saved.sent
    newest_marks = checklists.states(tx, saved.case.key)
    for step in _recorded_steps(saved):
        mark = newest_marks.get(step)
        if clock.state(step, mark) == "done" or (saved.act.clock and mark and mark.at > sent.at):
            continue  # a form from a telephone may be older than what somebody has said of the step since
        # A first safety action is marked only when this form reports a new one. Otherwise a typing error mended in an
        # old entry would be recorded as an action taken today, after the newest risk decision.
        if step in clock.steps and not _reports_new_action(saved, clock):
            continue
        checklists.mark(tx, event_of(sent.case_key, step, "done", sent.at, who))
    for step in clock.undone(submissions.for_case(tx, saved.case.key), newest_marks):
        checklists.mark(tx, event_of(sent.case_key, step, "pending", sent.at, who))


def _recorded_steps(saved: Saved) -> Iterator[ItemKey]:
    """Yield the checklist steps, of every active area, that are done because this form was sent in with its answers."""
    sent = saved.sent
    for plugin in saved.act.context.registry.active:
        yield from settled_by(
            plugin.checklists, plugin.name, sent.area, sent.form, sent.answers, child=saved.case.is_child
        )


def _reports_new_action(saved: Saved, clock: Clock) -> bool:
    """Whether this entry reports a first action on the risk decision, and the entry that it replaces did not."""
    replaced = submissions.get(saved.act.tx, saved.sent.supersedes) if saved.sent.supersedes else None
    return clock.stopped_by(saved.sent) and not (replaced and clock.stopped_by(replaced))


def _decide(saved: Saved) -> None:
    """Record the risk level that the form decided, with the level that was suggested and the reasons."""
    suggested, level, reasons = (saved.value_of(known) for known in ("suggested_level", "risk_level", "reasons"))
    suggested = suggested or None
    risk.decide(
        saved.act.tx,
        RiskDecision(
            id=str(uuid4()),
            case_key=saved.case.key,
            level=level,
            suggested=suggested,
            # A calculated question gives one text with spaces between the codes, a choice of several gives a list.
            reasons=tuple(reasons.split() if isinstance(reasons, str) else reasons or ()),
            override_reason=saved.value_of("override_reason") or "",
            at=saved.sent.at,
            by=saved.act.who.person_id,
            submission_id=saved.sent.id,
        ),
    )
    saved.act.audit("risk.decide", saved.case.key, level=level, suggested=suggested)


def request_review(act: Act, sent: Submission) -> None:
    """Ask the agency's supervisor to look at an entry."""
    reviews.add(
        act.tx,
        Review(
            id=str(uuid4()),
            case_key=sent.case_key,
            submission_id=sent.id,
            area=sent.area,
            form=sent.form,
            state="requested",
            at=act.at,
            by=act.who.person_id,
        ),
    )


def _intake(saved: Saved) -> None:
    """Write the first consents of a new case; an intake form that was revised corrects the case instead."""
    if saved.is_new_case:
        consents.from_intake(saved.act, saved.case, saved.answers, saved.sent.id)
        return
    changes = corrected(saved.case, saved.answers)
    if changes:
        act, case = saved.act, saved.case
        cases.amend(act.tx, case.key, case.version, changes, by=act.who.person_id, at=act.at)
        act.audit("case.amend", case.key, fields=sorted(changes))


def _consent(saved: Saved) -> None:
    """Write what a consent form changes into the consent log."""
    consents.from_form(saved.act, saved.case, saved.answers, saved.sent.id)


def _reopening(saved: Saved) -> None:
    """Open the case again and record that she agrees to services again, which the form asks for."""
    act, case = saved.act, saved.case
    cases.amend(act.tx, case.key, case.version, {"status": "open"}, by=act.who.person_id, at=act.at)
    act.audit("case.reopen", case.key)
    consents.write(act, case, {"services": "yes"}, saved.answers, saved.sent.id)


_CORE: Mapping[str, Callable[[Saved], None]] = {"intake": _intake, "consent": _consent, "reopening": _reopening}
