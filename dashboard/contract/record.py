"""CaseRecord: what a plugin may know of the work on a case, beside the case itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dashboard.contract.checklist import ItemState
from dashboard.contract.persons import PERPETRATORS
from dashboard.contract.written import Place, Written, is_after, newest
from dashboard.risk_clock import HOURS

MORNING = time(6, tzinfo=UTC)
"""Nine o'clock in Baghdad: when a task is due for which a day was agreed on."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A form as it was sent in; `answers` are JSON (dates are ISO text), `at` is aware UTC.

    `number` is its place in the order of writing: ask `is_after` which of two entries is the later one, because a clock that
    was set back makes the later one look older. Use `at` for deadlines and to show it.
    """

    id: str
    form: str
    answers: Mapping[str, Any] = field(hash=False)
    at: datetime
    number: int = 0

    def is_after(self, other: Written) -> bool:
        """Whether this was written after another entry, or after the risk decision (`CaseRecord.decision`)."""
        return is_after(self, other)

    def day(self, question: str) -> datetime | None:
        """Return nine in the morning in Baghdad (aware UTC) on the day that answers a question of kind date, or None."""
        written = self.answers.get(question)
        return datetime.combine(date.fromisoformat(written), MORNING) if isinstance(written, str) and written else None


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """What is on record for a case, as far as an area may see it.

    `forms` holds the entries of the area's own forms ("stay") and of the shell's ("core.need"), newest first, without
    those that a later one replaces. `steps` holds the state of the area's steps by "checklist.item", `consents` the
    value of each scope: "yes", "no" or "withdrawn". `child_material` says whether abuse material of a child is on record
    for the case, wherever it was told: see dashboard.contract.child_material. `hours` are those that the area declares,
    as this workspace has them. `unsafe` says who at her side is recorded as unsafe (codes of `PERSONS`), by any form of any
    area, and since when (aware UTC). `decided` is the place of the newest risk decision in the order of writing, see `decision`.
    """

    forms: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict, hash=False)
    steps: Mapping[str, ItemState] = field(default_factory=dict, hash=False)
    consents: Mapping[str, str] = field(default_factory=dict, hash=False)
    hours: Mapping[str, int] = field(default_factory=dict, hash=False)
    child_material: bool = False
    unsafe: Mapping[str, datetime] = field(default_factory=dict, hash=False)
    decided: int = 0

    def is_perpetrator(self, person: str) -> bool:
        """Whether an incident names a person of `PERSONS` as the one who does it, and no supervisor has taken that back."""
        incidents = self.entries("core.incident")
        return person in self.unsafe and any(
            incident.answers.get("relationship") == PERPETRATORS[person] for incident in incidents
        )

    def within(self, name: str) -> timedelta:
        """Return a time that the area declares in `hours`, as this workspace has it."""
        return timedelta(hours=self.hours[name])

    def entries(self, form: str) -> tuple[Entry, ...]:
        """Return the entries of a form that still count, newest first."""
        return self.forms.get(form, ())

    def latest(self, form: str) -> Entry | None:
        """Return the newest entry of a form, or None."""
        return next(iter(self.entries(form)), None)

    @staticmethod
    def newest(entries: Iterable[Entry]) -> Entry | None:
        """Return the entry that was written last, of whichever forms they are, or None."""
        return newest(entries)

    @property
    def last_talk(self) -> Entry | None:
        """The newest follow-up in which she was reached, or None."""
        return next(filter(was_reached, self.entries("core.follow_up")), None)

    def decision(self, decided: datetime) -> Place:
        """Return the newest risk decision, taken at the time `decided`, to ask of an entry whether it `is_after` it."""
        return Place(decided, self.decided)

    def has_come_back(self, decided: datetime | None) -> bool:
        """Whether the case was opened again after the risk was decided: the level is that of before."""
        again = self.latest("core.reopening")
        return bool(again and decided and is_after(again, self.decision(decided)))

    def reassess_by(self, decided: datetime | None) -> datetime | None:
        """Return by when the risk is assessed again (aware UTC): as quickly as high risk is acted on, after a talk since
        the decision in which the danger was higher or someone had taken revenge, or after she came back; else None.
        """
        talk, again = self.last_talk, self.latest("core.reopening")
        is_newer = talk and (decided is None or is_after(talk, self.decision(decided)))
        since = [talk.at] if talk and is_newer and got_worse(talk) else []
        if again and self.has_come_back(decided):
            since.append(again.at)
        return min(since) + timedelta(hours=HOURS["high"]) if since else None

    def has(self, item: str) -> bool:
        """Whether a step ("checklist.item") is done."""
        return self.steps.get(item) == "done"


def was_reached(follow_up: Entry) -> bool:
    """Whether she was reached at a follow-up. One that does not say how it was held counts as reached."""
    return follow_up.answers.get("mode") != "not_reached"


def got_worse(talk: Entry) -> bool:
    """Whether a follow-up tells that the danger is higher than before, or that someone has taken revenge."""
    return talk.answers.get("risk_change") == "higher" or talk.answers.get("retaliation") == "yes"
