"""From cases to shown cells. True and noisy counts live in here only, in no log, error, cache or file."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, Protocol

import duckdb

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.noise import draw, shown
from dashboard.release.periods import Period
from dashboard.release.policy import Policy, Table

Codes = tuple[str, ...]
Row = tuple[str, str | None, str | None, int | None]
"""(table, first code, second code, shown)"""


class Source(Protocol):
    """Where cases are counted: a Projection, or anything with its `rows`."""

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...


def tabulate(
    source: Source, period: Period, quarters: Sequence[str], policy: Policy, key: bytes | bytearray
) -> list[Row]:
    """Return every cell of every table, sorted; the grid is full whatever the data.

    `quarters` are those of the period that were not published before. Raises ReleaseError when the cases
    do not fit the public code lists, or one case is there twice.
    """
    _check_once(source, quarters)
    rows: list[Row] = []
    for table in policy.tables:
        counts = _counts(source, table, quarters, policy)
        for codes in grid(table, policy):
            noisy = counts.get(codes, 0) + draw(key, table.spread, str(period), table.name, *codes)
            rows.append((table.name, *_two(codes), shown(noisy, table.floor)))
    return sorted(rows, key=lambda row: tuple(code or "" for code in row[:3]))


def grid(table: Table, policy: Policy) -> list[Codes]:
    """Return all cells of a table, from the public code lists."""
    return list(product(*(policy.domains[dim] for dim in table.dims)))


def _two(codes: Codes) -> tuple[str | None, str | None]:
    return (codes[0] if codes else None, codes[1] if len(codes) > 1 else None)


def _check_once(source: Source, quarters: Sequence[str]) -> None:
    sql = f"SELECT count(*), count(DISTINCT case_key) {_base(quarters)}"
    every, distinct = _ask(source, sql, quarters)[0]
    if every != distinct:
        raise ReleaseError(_("A case is in the projection twice. Rebuild it (ovtf projection rebuild) and try again."))


def _counts(source: Source, table: Table, quarters: Sequence[str], policy: Policy) -> Mapping[Codes, int]:
    columns = "".join(f'"{dim}", ' for dim in table.dims)
    found = _ask(source, f"SELECT {columns}count(*) {_base(quarters)} GROUP BY ALL", quarters)
    counts = {row[:-1]: int(row[-1]) for row in found}
    if not counts.keys() <= set(grid(table, policy)):
        raise ReleaseError(
            _(
                "Some cases have a code that is not on the public list, so table {name} cannot "
                "be counted. Correct those cases, or bring the code list up to date."
            ).format(name=repr(table.name))
        )
    return counts


def _base(quarters: Sequence[str]) -> str:
    return f"FROM core.cases WHERE reportable AND quarter IN ({', '.join('?' * len(quarters))})"


def _ask(source: Source, sql: str, params: Sequence[str]) -> list[tuple[Any, ...]]:
    try:
        return source.rows(sql, list(params))
    except duckdb.Error:
        raise ReleaseError(
            _("The cases cannot be counted. Rebuild the projection (ovtf projection rebuild) and try again.")
        ) from None


def agencies(source: Source, period: Period) -> int:
    """Return how many agencies had registered any case by the end of the period; not how many cases."""
    sql = "SELECT count(DISTINCT agency) FROM core.cases WHERE quarter <= ?"
    return int(_ask(source, sql, [period.quarters[-1]])[0][0])
