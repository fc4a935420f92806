"""Writing rows into DuckDB: whole tables at a time, and in one transaction."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import duckdb
import pyarrow as pa

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
    """Yield a cursor in a transaction: kept at the end, undone on an error."""
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
    cursor.execute(f"CREATE TABLE {name} ({', '.join(f'{_quoted(c)} {kind}' for c, kind in columns.items())})")


def insert(cursor: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    """Insert rows through Arrow: row-wise inserts are a hundred times slower in DuckDB."""
    written = list(rows)
    if not written:
        return
    table = pa.table({c: pa.array([row[c] for row in written], _ARROW[kind]) for c, kind in columns.items()})
    cursor.register("incoming", table)
    cursor.execute(f"INSERT INTO {name} SELECT * FROM incoming")
    cursor.unregister("incoming")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
