"""The place of a row in the order of writing, and what of a value is stored in its table."""

from dataclasses import fields
from typing import Any

from sqlalchemy import ScalarSelect, Table, func, select

from dashboard.records.tables import submissions


def place() -> ScalarSelect[int]:
    """Return the number of the newest entry, read by the statement that writes a row beside the entries.

    Tables count their rows each for itself, so the entries are the one order that they share. Of two rows between the same
    two entries it says nothing; in one table `seq` does.
    """
    return select(func.coalesce(func.max(submissions.c.seq), 0)).scalar_subquery()


def stored(value: Any, table: Table) -> dict[str, Any]:
    """Return the fields of a value that are columns of its table. The number of an entry is none: the record gives it."""
    # Not `asdict`: it copies every answer first, which was a fifth of the time that the demo takes.
    return {field.name: getattr(value, field.name) for field in fields(value) if field.name in table.c}
