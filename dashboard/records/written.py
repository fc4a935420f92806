"""The place of a row in the order of writing, and what of a value is stored in its table."""

from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Table, func, select

from dashboard.records.tables import submissions


def place() -> ScalarSelect[int]:
    """Return the place after the newest entry, read by the statement that writes a row beside the entries.

    Tables count their rows each for itself, so the entries are the one order that they share. Of two rows between the same
    two entries it says nothing; in one table `seq` does.
    """
    return select(func.coalesce(2 * func.max(submissions.c.seq), 0) + 1).scalar_subquery()


def of_entry() -> ColumnElement[int]:
    """Return the place of a joined entry, 0 where there is none. Entries are even, so that between two there is one more."""
    return func.coalesce(2 * submissions.c.seq, 0).label("number")


def stored(value: Any, table: Table) -> dict[str, Any]:
    """Return the fields of a value that are columns of its table. The number of an entry is none: the record gives it."""
    # Not `asdict`: it copies every answer first, which was a fifth of the time that the demo takes.
    return {field.name: getattr(value, field.name) for field in fields(value) if field.name in table.c}
