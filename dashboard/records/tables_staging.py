"""Tables in which the rows of an import wait: as planned, and then in the very form of the tables that they will come into."""

from sqlalchemy import Column, Integer, String, Table, Text

from dashboard.records.tables_agencies import metadata

GIVEN = frozenset({"seq", "number"})
"""Columns that a row gets only when it comes in."""


def copy_of(table: Table) -> Table:
    """Return the table in which rows of `table` wait: the same columns, without keys that look for their case."""
    columns = [
        Column(column.name, column.type, nullable=column.nullable) for column in table.c if column.name not in GIVEN
    ]
    return Table(
        f"staged_{table.name}",
        metadata,
        Column("n", Integer, primary_key=True),
        Column("batch", String(36), nullable=False, index=True),
        Column("attempt", String(36), nullable=False, index=True),  # two people may commit one plan at once
        *(column for column in columns if column.name != "batch"),
    )


planned_rows = Table(
    "planned_rows",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("batch", String(36), nullable=False, index=True),
    Column("kind", String(10), nullable=False),  # new, changed, conflict, asked
    Column("ref_hash", String(64), nullable=False),
    Column("incoming", Text, nullable=False),
)
