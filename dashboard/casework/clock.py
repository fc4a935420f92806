"""The risk clock of a case: when its first action is due, what counts as one, and whether the clock still runs.

When a decision was first acted on is not stored once and for all: it follows from the forms and marks that stand now.
So a clock that an action had stopped runs again when that action turns out not to have happened, such as a referral that
was rejected or entered by mistake.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from dashboard.casework.intake import AREA
from dashboard.casework.order import ItemKey
from dashboard.contract import Case, ChecklistItem, ItemState
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
    """Return the deadline (aware UTC) of an open case whose clock still runs, else None."""
    if case.status != "open" or is_met(case):
        return None
    return deadline(case, normal_days)


class Sent(Protocol):
    """A form that was sent in. It stands until a newer version of it supersedes it."""

    @property
    def id(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...
    @property
    def at(self) -> datetime: ...
    @property
    def supersedes(self) -> str | None: ...


class Mark(Protocol):
    """The newest event of a checklist step."""

    @property
    def state(self) -> ItemState: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Clock:
    """What stops the clock of a case, and the decision that it runs from.

    `steps` stop it when they are done, `questions` (by area and form) when they are answered with yes. `decided` is the
    time of the newest risk decision; before one (None) every action counts. `first` says that it is the only decision.
    """

    steps: Mapping[ItemKey, ChecklistItem] = field(default_factory=dict)
    questions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    decided: datetime | None = None
    first: bool = True

    def counts(self, at: datetime) -> bool:
        """Whether an action at this time (aware UTC) answers the newest decision."""
        if self.decided is None:
            return True
        return at >= (self.decided - BEFORE if self.first else self.decided)

    def state(self, key: ItemKey, mark: Mark | None) -> ItemState:
        """Return the state of a step now. A step that stopped the clock of an earlier decision is pending again."""
        if mark is None or (key in self.steps and mark.state == "done" and not self.counts(mark.at)):
            return "pending"
        return mark.state

    def stopped_by(self, sent: Sent, at: datetime | None = None) -> bool:
        """Whether a form reports an action that answers the decision.

        `at` is when the action was first reported, where that was an earlier version of this form.
        """
        # A referral carries the day on which it was sent. One from before the decision does not answer it, even when it
        # is typed in afterwards. Only days are compared, because the form asks for no time of the day.
        return self._reports_action(sent) and _sent_on(sent) >= _day(min(at or sent.at, self.decided or sent.at))

    def first_action(self, sent: Sequence[Sent], marks: Mapping[ItemKey, Mark]) -> datetime | None:
        """Return when the decision was first acted on (aware UTC), None while the clock runs.

        Only what stands now is asked. When a referral is rejected or corrected, the newer version no longer reports an
        action, so the clock runs again from the same decision: she is still waiting for help.
        The time is never before the decision: an action of the 24 hours before it meets the deadline at once.
        """
        if self.decided is None:
            return None
        acted = [at for at in (*self._reported_at(sent), *self._marked_at(sent, marks)) if self.counts(at)]
        return max(min(acted), self.decided) if acted else None

    def undone(self, sent: Sequence[Sent], marks: Mapping[ItemKey, Mark]) -> Iterator[ItemKey]:
        """Yield the steps that a form marked as done and that no form that stands now settles."""
        standing_forms = list(standing(sent))
        for key, mark in self._done(marks):
            if self._is_by_form(key, mark, sent) and not any(self._settles(key, form) for form in standing_forms):
                yield key

    def _reported_at(self, sent: Sequence[Sent]) -> Iterator[datetime]:
        by_id = {form.id: form for form in sent}
        for form in standing(sent):
            at = self._first_reported(form, by_id)
            if self.stopped_by(form, at):
                yield at

    def _first_reported(self, sent: Sent, by_id: Mapping[str, Sent]) -> datetime:
        """Return when an action was first reported, going back through the versions of its form that report it."""
        # A newer version, such as an answer to a referral, is news about the same action. Counted by its own time, it
        # would answer a decision that was made after the action, or make an action that came in time look late.
        while (before := by_id.get(sent.supersedes or "")) and self._reports_action(before):
            sent = before
        return sent.at

    def _marked_at(self, sent: Sequence[Sent], marks: Mapping[ItemKey, Mark]) -> Iterator[datetime]:
        """Yield when steps were marked by hand. A form's own marks are left out: they follow from its answers."""
        yield from (mark.at for key, mark in self._done(marks) if not self._is_by_form(key, mark, sent))

    def _done(self, marks: Mapping[ItemKey, Mark]) -> Iterator[tuple[ItemKey, Mark]]:
        yield from ((key, marks[key]) for key in self.steps if key in marks and marks[key].state == "done")

    def _is_by_form(self, key: ItemKey, mark: Mark, sent: Iterable[Sent]) -> bool:
        # A mark that a form made bears the form's own time; a person's mark is an event of its own.
        return any(form.at == mark.at and self._settles(key, form) for form in sent)

    def _reports_action(self, sent: Sent) -> bool:
        question = self.questions.get((sent.area, sent.form), "")
        return sent.answers.get(question) == "yes" or any(self._settles(key, sent) for key in self.steps)

    def _settles(self, key: ItemKey, sent: Sent) -> bool:
        return self.steps[key].is_recorded(key[0], sent.area, sent.form, sent.answers)


def standing(sent: Iterable[Sent]) -> Iterator[Sent]:
    """Yield the forms that no newer version supersedes."""
    forms = list(sent)
    superseded = {form.supersedes for form in forms}
    yield from (form for form in forms if form.id not in superseded)


def _sent_on(sent: Sent) -> date:
    """Return the Iraqi day of an action: a referral may be typed in long after it was sent."""
    day = sent.answers.get("sent_on") if (sent.area, sent.form) == (AREA, "referral") else None
    return date.fromisoformat(str(day)) if day else _day(sent.at)


def _day(at: datetime) -> date:
    return at.astimezone(BAGHDAD).date()
