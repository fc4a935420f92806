"""Everything that a projection holds, for comparing two of them."""

from dashboard.projection import Projection


def contents(projection: Projection) -> dict[str, list[str]]:
    names = projection.rows("SELECT table_schema, table_name FROM information_schema.tables ORDER BY ALL")
    return {
        f"{schema}.{name}": sorted(map(str, projection.rows(f'SELECT * FROM "{schema}"."{name}"')))
        for schema, name in names
    }
