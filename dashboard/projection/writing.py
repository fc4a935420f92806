"""Writing rows into DuckDB: whole tables at a time, and in one transaction."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from dashboard.projection.relations import CORE, KEYS
from dashboard.projection.rows import Row

_ARROW = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "BOOLEAN": pa.bool_(),
}


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a cursor in a transaction, which is committed at the end of the `with` block, or undone on an error."""
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    try:
        yield cursor
    except BaseException:
        cursor.execute("ROLLBACK")
        raise
    cursor.execute("COMMIT")


def create(cursor: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str]) -> None:
    """Make a table; `columns` are DuckDB types by column name."""
    declarations = [f"{_quoted(column)} {duckdb_type}" for column, duckdb_type in columns.items()]
    cursor.execute(f"CREATE TABLE {name} ({', '.join(declarations)})")


def insert(cursor: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    """Insert rows into the table `name`; `columns` are its DuckDB types by column name.

    It goes through Arrow: inserting row by row is a hundred times slower in DuckDB.
    """
    all_rows = list(rows)
    if not all_rows:
        return
    arrays = {
        column: pa.array([row[column] for row in all_rows], _ARROW[duckdb_type])
        for column, duckdb_type in columns.items()
    }
    cursor.register("incoming", pa.table(arrays))
    cursor.execute(f"INSERT INTO {name} SELECT * FROM incoming")
    cursor.unregister("incoming")


def put(cursor: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Row]) -> None:
    """Put rows into the core relation `name`, in the place of its rows with the same keys."""
    current = list(rows)
    if not current:
        return
    keys = [row[KEYS[name]] for row in current]
    cursor.execute(f"DELETE FROM core.{name} WHERE list_contains(?::VARCHAR[], {KEYS[name]})", [keys])
    insert(cursor, f"core.{name}", CORE[name], current)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
