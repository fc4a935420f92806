"""Who at her side is recorded as unsafe, since when, and who may take that back.

Once recorded it stands: a calmer answer in a newer entry may have been given under pressure, or about another day. Only a
supervisor who approves the form "Someone is safe after all" ends it, and a later entry can bring it back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from dashboard.casework.sent import Sent
from dashboard.contract import Case, Written
from dashboard.contract.persons import PERSONS, unsafe
from dashboard.forms import Form
from dashboard.i18n import gettext as _

TAKEN_BACK = "safe_again"
"""The form of the core with which a case manager asks her supervisor to take it back."""
FAMILY = ("guardian", "relative")


class Fact(Written, Protocol):
    """What the record keeps of it beside the entries."""

    @property
    def person(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def submission_id(self) -> str: ...
    @property
    def by(self) -> str: ...


@dataclass(frozen=True)
class Unsafe:
    """Since when a person is recorded as unsafe (aware UTC), in which entry, who sent it in, and the place of that entry."""

    at: datetime
    entry: str
    by: str
    number: int = 0


def words(person: str) -> str:
    """Return a person of `PERSONS` in words."""
    return {
        "guardian": _("a parent or guardian"),
        "relative": _("a brother, uncle or another relative"),
        "partner": _("a husband, fiancé or partner"),
    }[person]


def told(form: Form | None, answers: Mapping[str, Any]) -> list[str]:
    """Return the people whom a form with these answers records as unsafe."""
    return [person for person in PERSONS if form and form.tells(unsafe(person), answers)]


def recorded(facts: Iterable[Fact], sent: Iterable[Sent], forms: Iterable[tuple[str, Form]]) -> dict[str, Unsafe]:
    """Return the people who are recorded as unsafe now; `sent` are all entries of a case, replaced ones too.

    The entries are read beside the facts, because those from before facts were kept have none.
    """
    declared = {(area, form.name): form for area, form in forms}
    heard = [(fact.number, fact.at, fact.person, fact.state, fact.submission_id, fact.by) for fact in facts]
    for entry in sent:
        people = told(declared.get((entry.area, entry.form)), entry.answers)
        heard += [(entry.number, entry.at, person, "unsafe", entry.id, entry.by) for person in people]
    standing: dict[str, Unsafe] = {}
    # By the order of writing: by its time, what was told after the clock was set back would count as taken back already.
    for number, at, person, state, entry_id, by in sorted(heard):
        if state == "unsafe":
            standing.setdefault(person, Unsafe(at, entry_id, by, number))
        else:
            standing.pop(person, None)
    return standing


def not_to_rely_on(case: Case, standing: Mapping[str, Unsafe]) -> dict[str, Unsafe]:
    """Return on whom nobody relies in this case.

    An adult's parents are her relatives: the forms ask about a guardian for a child only, so for her the two are one.
    """
    family = [standing[person] for person in FAMILY if person in standing]
    if case.is_child or not family:
        return dict(standing)
    return {**standing, **dict.fromkeys(FAMILY, min(family, key=lambda since: (since.number, since.at)))}
