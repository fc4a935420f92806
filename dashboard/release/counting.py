"""Counting the cases of one table: the only statements that a release runs."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import duckdb

from dashboard.errors import DashboardError, ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.policy import Origin, Table

Codes = tuple[str, ...]


class Source(Protocol):
    """Where cases are counted: a Projection, or anything with its ways in."""

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...

    def plugin_rows(self, area: str, sql: str, *, around: str = "{sql}", params: Sequence[Any] = ()) -> Any: ...


def counts(source: Source, table: Table, quarters: Sequence[str]) -> Mapping[Codes, int]:
    """Return the true count of each cell that has a case; raise ReleaseError when they cannot be counted."""
    found = _own(source, table, table.origin, quarters) if table.origin else _core(source, table, quarters)
    return {tuple(str(code) for code in row[:-1]): int(row[-1]) for row in found}


def base(quarters: Sequence[str]) -> str:
    """Return whose cases count: reportable, registered in these quarters (as parameters)."""
    return f"FROM core.cases c WHERE c.reportable AND c.quarter IN ({', '.join('?' * len(quarters))})"


def ask(source: Source, sql: str, params: Sequence[str]) -> list[tuple[Any, ...]]:
    """Run a statement of ours; raise ReleaseError when the projection cannot answer."""
    try:
        return source.rows(sql, list(params))
    except duckdb.Error:
        raise ReleaseError(
            _("The cases cannot be counted. Rebuild the projection (ovtf projection rebuild) and try again.")
        ) from None


def _core(source: Source, table: Table, quarters: Sequence[str]) -> list[tuple[Any, ...]]:
    columns = "".join(f'c."{dim}", ' for dim in table.dims)
    return ask(source, f"SELECT {columns}count(*) {base(quarters)} GROUP BY ALL", quarters)


def _own(source: Source, table: Table, origin: Origin, quarters: Sequence[str]) -> list[tuple[Any, ...]]:
    every, distinct = _area(source, table, origin, "SELECT count(*), count(DISTINCT case_key) FROM ({sql})", [])[0]
    if every != distinct:
        raise ReleaseError(
            _(
                "Table {name}: its dataset has a case twice. One case, one cell: correct the SQL of the area {area}."
            ).format(name=repr(table.name), area=repr(origin.area))
        )
    columns = ", ".join(_column(origin, dim) for dim in table.dims)
    joined = base(quarters).replace("core.cases c", "core.cases c LEFT JOIN ({sql}) d ON d.case_key = c.case_key")
    return _area(source, table, origin, f"SELECT {columns}, count(*) {joined} GROUP BY ALL", quarters)


def _column(origin: Origin, dim: str) -> str:
    if dim not in origin.columns:
        return f'c."{dim}"'
    otherwise = origin.otherwise.replace("'", "''")
    return f"""coalesce(CAST(d."{origin.columns[dim]}" AS VARCHAR), '{otherwise}')"""


def _area(source: Source, table: Table, origin: Origin, around: str, params: Sequence[str]) -> list[tuple[Any, ...]]:
    try:
        found: list[tuple[Any, ...]] = source.plugin_rows(origin.area, origin.sql, around=around, params=params).rows
    except (DashboardError, duckdb.Error):
        raise ReleaseError(
            _(
                "Table {name} cannot be counted: the SQL of the area {area} is broken, refused or too slow. Nothing was "
                "published. Ask its author, or build without it: --without {plain}."
            ).format(name=repr(table.name), area=repr(origin.area), plain=origin.area)
        ) from None
    return found
