"""The projection's relations, to be loaded into another engine."""

import pyarrow as pa
import sqlglot
from sqlglot import exp

ARROW = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "BOOLEAN": pa.bool_(),
}
COLUMNS = """
SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns
WHERE table_name <> 'watermark' ORDER BY table_schema, table_name, ordinal_position
"""


def relations(projection):
    """Yield (schema, table, {column: DuckDB type}, rows)."""
    tables = {}
    for schema, table, column, kind in projection.rows(COLUMNS):
        tables.setdefault((schema, table), {})[column] = kind
    for (schema, table), columns in tables.items():
        yield schema, table, columns, projection.rows(f'SELECT * FROM "{schema}"."{table}"')


def translated(kind, dialect):
    """Return a DuckDB type in another dialect."""
    return exp.DataType.build(kind, dialect="duckdb").sql(dialect)


def arrow(columns, rows):
    """Return rows as an Arrow table."""
    values = zip(*rows, strict=True) if rows else ([] for _column in columns)
    arrays = [pa.array(list(each), ARROW[kind]) for each, kind in zip(values, columns.values(), strict=True)]
    return pa.table(dict(zip(columns, arrays, strict=True)))


def flat(sql):
    """Write `schema.table` as `schema__table`, for engines whose views have no schema."""
    tree = sqlglot.parse_one(sql, read="spark")
    for table in tree.find_all(exp.Table):
        if table.db:
            table.replace(exp.to_table(f"{table.db}__{table.name}", alias=table.alias or None))
    return tree.sql("spark")
