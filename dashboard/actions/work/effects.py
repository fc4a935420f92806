"""What a saved form changes beside itself: consent, the risk level and its clock, reviews, the case."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from dashboard.actions.acting import Act
from dashboard.actions.work import consents
from dashboard.actions.work.clock import clock_now, follow
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
    """A form that has just been written, in the transaction of the action that wrote it; `opened` when it opened the case."""

    act: Act
    form: Form
    case: Case
    answers: Mapping[str, Any]
    sent: Submission
    opened: bool

    def said(self, name: str) -> Any:
        """Return the answer to the question that the form names in `sets`."""
        return self.answers.get(self.form.sets.get(name, ""))


def apply_effects(saved: Saved) -> None:
    """Carry out everything that follows from a saved form."""
    if saved.sent.area == AREA and saved.form.name in _CORE:
        _CORE[saved.form.name](saved)
    if saved.said("risk_level") in LEVELS:
        _decide(saved)
    act = saved.act
    clock = clock_now(act.context, act.tx, saved.case)
    _mark_steps(saved, clock)
    follow(act.context, act.tx, saved.case, clock)
    if saved.form.review:
        request_review(act, saved.sent)


def _mark_steps(saved: Saved, clock: Clock) -> None:
    """Mark every step that this form settles as done.

    Steps that stopped the risk clock because of an older version of the form, and no longer do, go back to pending.
    """
    tx, who, sent = saved.act.tx, saved.act.who, saved.sent
    marks = checklists.states(tx, saved.case.key)
    for key in _recorded(saved):
        if clock.state(key, marks.get(key)) != "done" and (key not in clock.steps or _is_new(saved, clock)):
            checklists.mark(tx, event_of(sent.case_key, key, "done", sent.at, who))
    for key in clock.undone(submissions.for_case(tx, saved.case.key), marks):
        checklists.mark(tx, event_of(sent.case_key, key, "pending", sent.at, who))


def _recorded(saved: Saved) -> Iterator[ItemKey]:
    sent = saved.sent
    for plugin in saved.act.context.registry.active:
        yield from settled_by(
            plugin.checklists, plugin.name, sent.area, sent.form, sent.answers, child=saved.case.is_child
        )


def _is_new(saved: Saved, clock: Clock) -> bool:
    """Whether the form tells of an action that the entry before it did not: a later word is no new action."""
    before = submissions.get(saved.act.tx, saved.sent.supersedes) if saved.sent.supersedes else None
    return clock.stopped_by(saved.sent) and not (before and clock.stopped_by(before))


def _decide(saved: Saved) -> None:
    suggested, level = saved.said("suggested_level") or None, saved.said("risk_level")
    risk.decide(
        saved.act.tx,
        RiskDecision(
            id=str(uuid4()),
            case_key=saved.case.key,
            level=level,
            suggested=suggested,
            reasons=_reasons(saved.said("reasons")),
            override_reason=saved.said("override_reason") or "",
            at=saved.sent.at,
            by=saved.act.who.person_id,
            submission_id=saved.sent.id,
        ),
    )
    saved.act.audit("risk.decide", saved.case.key, level=level, suggested=suggested)


def _reasons(value: Any) -> tuple[str, ...]:
    return tuple(value.split()) if isinstance(value, str) else tuple(value or ())


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
    if saved.opened:
        consents.from_intake(saved.act, saved.case, saved.answers, saved.sent.id)
        return
    changes = corrected(saved.case, saved.answers)
    if changes:
        act, case = saved.act, saved.case
        cases.amend(act.tx, case.key, case.version, changes, by=act.who.person_id, at=act.at)
        act.audit("case.amend", case.key, fields=sorted(changes))


def _consent(saved: Saved) -> None:
    consents.from_form(saved.act, saved.case, saved.answers, saved.sent.id)


def _reopening(saved: Saved) -> None:
    act, case = saved.act, saved.case
    cases.amend(act.tx, case.key, case.version, {"status": "open"}, by=act.who.person_id, at=act.at)
    act.audit("case.reopen", case.key)
    consents.write(act, case, {"services": "yes"}, saved.answers, saved.sent.id)


_CORE: Mapping[str, Callable[[Saved], None]] = {"intake": _intake, "consent": _consent, "reopening": _reopening}
