"""The first action since a risk decision: it follows from what stands on record, so a clock can start again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from dashboard.casework.intake import AREA
from dashboard.casework.order import ItemKey
from dashboard.contract import ChecklistItem, ItemState
from dashboard.i18n import BAGHDAD

BEFORE = timedelta(hours=24)
"""Act first, finish the form afterwards: so long before the first decision an action meets its deadline."""


class Sent(Protocol):
    """A form that was sent in; it stands until another one supersedes it."""

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
    """The newest event of a step."""

    @property
    def state(self) -> ItemState: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Clock:
    """The clock of a case: the steps that stop it, the questions whose yes does, and the decision it runs from.

    Before a decision (`decided` is None) everything counts; `first` says that no other decision came before it.
    """

    steps: Mapping[ItemKey, ChecklistItem] = field(default_factory=dict)
    questions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    decided: datetime | None = None
    first: bool = True

    def counts(self, at: datetime) -> bool:
        """Whether what was done at this time answers the decision."""
        if self.decided is None:
            return True
        return at >= (self.decided - BEFORE if self.first else self.decided)

    def state(self, key: ItemKey, mark: Mark | None) -> ItemState:
        """Return the state of a step now: what stopped an earlier clock is to do again."""
        if mark is None or (key in self.steps and mark.state == "done" and not self.counts(mark.at)):
            return "pending"
        return mark.state

    def stopped_by(self, sent: Sent, at: datetime | None = None) -> bool:
        """Whether a form tells of an action; it was first told at `at`, otherwise with this form."""
        return self._tells(sent) and _sent_on(sent) >= _day(min(at or sent.at, self.decided or sent.at))

    def first_action(self, sent: Sequence[Sent], marks: Mapping[ItemKey, Mark]) -> datetime | None:
        """Return when the decision was first acted on, as far as it still stands; None while the clock runs.

        It is never before the decision: what was done before the first one meets its deadline at once.
        """
        if self.decided is None:
            return None
        found = [at for at in (*self._told(sent), *self._marked(sent, marks)) if self.counts(at)]
        return max(min(found), self.decided) if found else None

    def undone(self, sent: Sequence[Sent], marks: Mapping[ItemKey, Mark]) -> Iterator[ItemKey]:
        """Yield the steps that a form settled and that no standing form settles any more."""
        now = list(standing(sent))
        for key, mark in self._done(marks):
            if self._is_by_form(key, mark, sent) and not any(self._settles(key, each) for each in now):
                yield key

    def _told(self, sent: Sequence[Sent]) -> Iterator[datetime]:
        earlier = {each.id: each for each in sent}
        for each in standing(sent):
            begun = self._begun(each, earlier)
            if self.stopped_by(each, begun):
                yield begun

    def _begun(self, sent: Sent, earlier: Mapping[str, Sent]) -> datetime:
        """Return when an action was first told: a later word about it is no new action."""
        while (before := earlier.get(sent.supersedes or "")) and self._tells(before):
            sent = before
        return sent.at

    def _marked(self, sent: Sequence[Sent], marks: Mapping[ItemKey, Mark]) -> Iterator[datetime]:
        """Yield what people marked themselves; for a form's mark the form speaks."""
        yield from (mark.at for key, mark in self._done(marks) if not self._is_by_form(key, mark, sent))

    def _done(self, marks: Mapping[ItemKey, Mark]) -> Iterator[tuple[ItemKey, Mark]]:
        yield from ((key, marks[key]) for key in self.steps if key in marks and marks[key].state == "done")

    def _is_by_form(self, key: ItemKey, mark: Mark, sent: Iterable[Sent]) -> bool:
        return any(each.at == mark.at and self._settles(key, each) for each in sent)

    def _tells(self, sent: Sent) -> bool:
        question = self.questions.get((sent.area, sent.form), "")
        return sent.answers.get(question) == "yes" or any(self._settles(key, sent) for key in self.steps)

    def _settles(self, key: ItemKey, sent: Sent) -> bool:
        return self.steps[key].is_recorded(key[0], sent.area, sent.form, sent.answers)


def standing(sent: Iterable[Sent]) -> Iterator[Sent]:
    """Yield the forms that no later one supersedes."""
    every = list(sent)
    replaced = {each.supersedes for each in every}
    yield from (each for each in every if each.id not in replaced)


def _sent_on(sent: Sent) -> date:
    """Return the day of an action: a referral may be typed in long after it was sent."""
    day = sent.answers.get("sent_on") if (sent.area, sent.form) == (AREA, "referral") else None
    return date.fromisoformat(str(day)) if day else _day(sent.at)


def _day(at: datetime) -> date:
    return at.astimezone(BAGHDAD).date()
