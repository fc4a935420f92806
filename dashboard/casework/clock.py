"""The risk clock of a case: when its first action is due, what counts as one, and whether the clock still runs.

When a decision was first acted on is not stored once and for all: it follows from the forms and marks that stand now.
So a clock that an action had stopped runs again when that action turns out not to have happened, such as a referral that
was rejected or entered by mistake.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from dashboard.casework.intake import AREA
from dashboard.casework.order import ItemKey
from dashboard.casework.sent import Sent
from dashboard.contract import Case, ChecklistItem, ItemState, Written, is_after
from dashboard.i18n import BAGHDAD

BEFORE = timedelta(hours=24)
"""How long before the first decision an action still counts.

In an emergency people act first and fill in the risk assessment afterwards. Without these 24 hours the clock would ask
for a second first action, and figures would call the quickest help late. Before a later decision nothing counts: a new
level asks for a new action.
"""


def deadline(case: Case, normal_days: int = 7) -> datetime | None:
    """Return when the first safety action is due (aware UTC), or None before a risk level is decided."""
    if case.risk_level is None or case.risk_decided_at is None:
        return None
    return case.due_at or case.risk_decided_at + timedelta(days=normal_days)


def is_met(case: Case) -> bool:
    """Whether a first safety action or urgent referral followed the latest risk decision."""
    decided, acted = case.risk_decided_at, case.first_action_at
    return decided is not None and acted is not None and acted >= decided


def running(case: Case, normal_days: int = 7) -> datetime | None:
    """Return when the first action is due (aware UTC) in an open case that still waits for it, else None.

    After she took back her consent to services no clock runs. Of a child urgent help stays open all the same: those tasks,
    and the one to decide what is in the child's best interests, have days of their own.
    """
    if case.status != "open" or not case.consent_services or is_met(case):
        return None
    return deadline(case, normal_days)


class Mark(Protocol):
    """The newest mark of a checklist step: in which state it was put, and when."""

    @property
    def state(self) -> ItemState: ...
    @property
    def at(self) -> datetime: ...
    @property
    def number(self) -> int: ...


@dataclass(frozen=True)
class Clock:
    """The risk clock of a case: it runs from the newest risk decision until somebody acts on that decision.

    The checklist steps in `steps` stop the clock when they are done, the `questions` (their names by area and form)
    when they are answered with yes. `decided` is the newest risk decision, None before there is one: then
    every action counts. `first` says that the case has no earlier risk decision.
    """

    steps: Mapping[ItemKey, ChecklistItem] = field(default_factory=dict)
    questions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    decided: Written | None = None
    first: bool = True

    def counts(self, action: Written) -> bool:
        """Whether an action counts as acting on the newest risk decision."""
        if self.decided is None or not is_after(self.decided, action):
            return True
        return self.first and action.at >= self.decided.at - BEFORE

    def state(self, key: ItemKey, mark: Mark | None) -> ItemState:
        """Return the state of a step now; a first action on an earlier risk decision is pending after a new one."""
        if mark is None or (key in self.steps and mark.state == "done" and not self.counts(mark)):
            return "pending"
        return mark.state

    def stopped_by(self, sent: Sent, earlier: Sent | None = None) -> bool:
        """Whether a form reports an action on the newest risk decision.

        `earlier` is the version of this form that first reported the action, None when no earlier one did.
        """
        # A referral carries the day on which it was sent. One from before the decision does not answer it, even when it
        # is typed in afterwards. Only days are compared, because the form asks for no time of the day.
        day, first = _sent_on(sent), earlier or sent
        since = self.decided if self.decided and is_after(first, self.decided) else first
        return self._reports_action(sent) and (day is None or day >= _day(since.at))

    def first_action(self, sent: Sequence[Sent], marks: Mapping[ItemKey, Mark]) -> datetime | None:
        """Return when the newest risk decision was first acted on (aware UTC), None while nobody has acted on it.

        Only what stands now is asked. When a referral is rejected or corrected, the newer version no longer reports an
        action, so the clock runs again from the same decision: she is still waiting for help.
        The time is never before the decision: an action of the 24 hours before it meets the deadline at once.
        """
        if self.decided is None:
            return None
        actions: list[Written] = [*self._reported(sent), *self._marked(sent, marks)]
        acted = [action.at for action in actions if self.counts(action)]
        return max(min(acted), self.decided.at) if acted else None

    def undone(self, sent: Sequence[Sent], marks: Mapping[ItemKey, Mark]) -> Iterator[ItemKey]:
        """Yield the steps that a form marked as done and that, after corrections, no form records any more."""
        standing_forms = list(standing(sent))
        for step, mark in self._done(marks):
            is_recorded = any(self._records(form, step) for form in standing_forms)
            if self._is_by_form(step, mark, sent) and not is_recorded:
                yield step

    def _reported(self, sent: Sequence[Sent]) -> Iterator[Sent]:
        """Yield the form in which each action on the newest risk decision was first reported."""
        by_id = {form.id: form for form in sent}
        for form in standing(sent):
            first = self._first_reported(form, by_id)
            if self.stopped_by(form, first):
                yield first

    def _first_reported(self, sent: Sent, by_id: Mapping[str, Sent]) -> Sent:
        """Return the form that first reported the action of a form, by going back through the form's versions."""
        # A newer version, such as an answer to a referral, is news about the same action. Counted by its own time, it
        # would answer a decision that was made after the action, or make an action that came in time look late.
        first = sent
        while (older := by_id.get(first.supersedes or "")) and self._reports_action(older):
            first = older
        return first

    def _marked(self, sent: Sequence[Sent], marks: Mapping[ItemKey, Mark]) -> Iterator[Mark]:
        """Yield the marks that were made by hand. A form's own marks are left out: they follow from its answers."""
        for step, mark in self._done(marks):
            if not self._is_by_form(step, mark, sent):
                yield mark

    def _done(self, marks: Mapping[ItemKey, Mark]) -> Iterator[tuple[ItemKey, Mark]]:
        """Yield the steps that stop the clock and are marked as done, each with its mark."""
        for step in self.steps:
            if step in marks and marks[step].state == "done":
                yield step, marks[step]

    def _is_by_form(self, step: ItemKey, mark: Mark, sent: Iterable[Sent]) -> bool:
        """Whether a form that was sent in made this mark of a step, and not a person by hand."""
        # A mark that a form made bears the form's own time; a person's mark is an event of its own.
        return any(form.at == mark.at and self._records(form, step) for form in sent)

    def _reports_action(self, sent: Sent) -> bool:
        """Whether a form reports an action that stops the clock: it says yes to a question, or records a step."""
        question = self.questions.get((sent.area, sent.form), "")
        return sent.answers.get(question) == "yes" or any(self._records(sent, step) for step in self.steps)

    def _records(self, sent: Sent, step: ItemKey) -> bool:
        """Whether a form, with its answers, marks a step as done."""
        area, _checklist, _item = step
        return self.steps[step].is_recorded(area, sent.area, sent.form, sent.answers)


def standing(sent: Iterable[Sent]) -> Iterator[Sent]:
    """Yield the forms that still count: no newer version of the same entry replaces them."""
    forms = list(sent)
    superseded = {form.supersedes for form in forms}
    yield from (form for form in forms if form.id not in superseded)


def _sent_on(sent: Sent) -> date | None:
    """Return the Iraqi day of an action that names it: a referral may be typed in long after it was sent. Else None."""
    day = sent.answers.get("sent_on") if (sent.area, sent.form) == (AREA, "referral") else None
    return date.fromisoformat(str(day)) if day else None


def _day(at: datetime) -> date:
    """Return the day in Iraq of a time."""
    return at.astimezone(BAGHDAD).date()
