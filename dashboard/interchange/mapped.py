"""Rows of a file in our words: what the mapping made of them, before the rules of the forms are asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell, a row ("" as column) or a whole column (0 as row); the message never repeats a cell's text.

    `row` is the number that a spreadsheet shows.
    """

    row: int
    column: str
    message: str
    sheet: str = ""


MOST_FAULTS = 5_000
"""So many faults are told one by one: a file of 20,000 rows with a fault in each cell would fill the server's memory."""


def told(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults that are told: all of them, and behind the first 5,000 one for each row that has none among these."""
    kept: list[Fault] = []
    rows = set[tuple[str, int]]()
    for fault in faults:
        if len(kept) < MOST_FAULTS or (fault.sheet, fault.row) not in rows:
            kept.append(fault)
            rows.add((fault.sheet, fault.row))
    return tuple(kept)


@dataclass(frozen=True)
class Linked:
    """What came with a case on a sheet of its own: answers of one entry of a form, and where they stand."""

    form: str
    answers: Mapping[str, Any]
    sheet: str
    number: int


@dataclass(frozen=True)
class MappedRow:
    """One case of the file: typed values by element, and what came with it by form, each with its day.

    `values` has elements of a case (contract/elements.py), "opened_on", "status", "closed_on", "closure_reasons",
    "assent" and "guardian_consent" where the source has them; one that the source does not know is left out, and never guessed.
    `entries` has what stands in its own row, by form: "risk" (level, day), "need" and "referral" (answers of the core's
    forms); `linked` what stands on sheets of their own.
    """

    sheet: str
    number: int
    reference: str
    """As it stands in the file; it leaves the child process only as a keyed hash."""
    values: Mapping[str, Any]
    entries: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    linked: tuple[Linked, ...] = ()

    def of(self, form: str) -> list[tuple[Mapping[str, Any], tuple[str, int]]]:
        """Return the entries of a form, each with the sheet and the row where it stands."""
        own = [(answers, (self.sheet, self.number)) for answers in self.entries.get(form, ())]
        return own + [(each.answers, (each.sheet, each.number)) for each in self.linked if each.form == form]


@dataclass(frozen=True)
class Mapped:
    """The rows of a file in our words; `left_out` counts rows by the reason in words, `dropped` names personal columns.

    `read` counts the rows of all sheets that the mapping reads: each is among `rows` or beside one, has a fault, or is left
    out.
    """

    rows: tuple[MappedRow, ...]
    faults: tuple[Fault, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What was understood over a whole column: "1 and 0 were taken as yes and no"."""
    read: int = 0
