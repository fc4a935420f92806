"""What was found in a file of entries: the answers of each, as texts, and where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard.interchange.mapped import Fault
from dashboard.interchange.places import Place


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """One entry. `answers` are texts by question, for a repeat a list of rows; `facts` what was said of the case."""

    place: Place
    instance: str
    """What the telephone calls the entry: the same one always has the same."""
    reference: str
    made_at: datetime | None
    """When it was filled in, None where that is no day and time."""
    version: str
    facts: Mapping[str, str]
    answers: Mapping[str, Any]
    rows: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    """Where the rows of each repeat stand."""

    def fault(self, question: str, message: str) -> Fault:
        """Return what is wrong with an answer; one in a repeat is named "repeat.number.question", the first row being 1."""
        repeat, _dot, inner = question.partition(".")
        number, _dot, name = inner.partition(".")
        sheet, row = self.place
        if number.isdecimal() and int(number) <= len(self.rows.get(repeat, ())):
            sheet, row = self.rows[repeat][int(number) - 1]
        return Fault(row, name or question, message, sheet)


@dataclass(frozen=True)
class Gathered:
    """The entries of a file; `left_out` counts rows by the reason in words."""

    filled: tuple[FilledForm, ...]
    faults: tuple[Fault, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
