"""What imports brought and the relations do not have yet: places in the record's table of imports, "1-250"."""

from collections.abc import Iterable

import duckdb

TABLE = "core.pending"


def create(db: duckdb.DuckDBPyConnection) -> None:
    """Make the table unless it is there."""
    db.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (places VARCHAR)")


def add(cursor: duckdb.DuckDBPyConnection, places: Iterable[str]) -> None:
    """Put places on the list, in the transaction that moves the watermark past their change."""
    for each in places:
        cursor.execute(f"INSERT INTO {TABLE} VALUES (?)", [each])


def next_one(db: duckdb.DuckDBPyConnection) -> str | None:
    """Return the places to read next, None when nothing is put off."""
    row = db.cursor().execute(f"SELECT places FROM {TABLE} ORDER BY rowid LIMIT 1").fetchone()
    return str(row[0]) if row else None


def remove(cursor: duckdb.DuckDBPyConnection, places: str) -> None:
    """Take places off the list, in the transaction that writes their rows."""
    cursor.execute(f"DELETE FROM {TABLE} WHERE places = ?", [places])


def clear(cursor: duckdb.DuckDBPyConnection) -> None:
    """Empty the list: every relation was made anew."""
    cursor.execute(f"DELETE FROM {TABLE}")
