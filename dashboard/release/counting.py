"""Counting cases for a release: the only place where it reads cases. Small tables are counted in one statement."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

import duckdb

from dashboard.errors import DashboardError, MachineFault, ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.dimensions import COARSER
from dashboard.release.periods import Period
from dashboard.release.policy import Codes, Origin, Policy, Table

MOST = 1024
"""Cells that one statement counts at most (decision 0013). Beyond that, adding up the cells of each table takes longer
than reading the cases once more."""


class Rows(Protocol):
    """An area's rows, made case by case, in the table `name`; `ask` runs a statement of the product's own over it."""

    @property
    def name(self) -> str: ...

    def ask(self, statement: str, params: Sequence[Any] = (), *, most: int | None) -> list[tuple[Any, ...]]: ...


class Source(Protocol):
    """Where cases are counted: a Projection, or anything else that runs SQL and makes an area's rows case by case."""

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...

    def case_rows(
        self, area: str, sql: str, now: datetime, cases: str, params: Sequence[Any] = (), *, one: bool = False
    ) -> AbstractContextManager[Rows]: ...


def together(policy: Policy) -> list[list[Table]]:
    """Return the tables in groups that are counted by one statement each: of the same dataset, with at most MOST cells.

    Each table goes into the first group that it fits, the largest tables first.
    """
    groups: list[list[Table]] = []
    for table in sorted(policy.tables, key=lambda table: -_cells([table], policy)):
        fitting = [group for group in groups if _fits(table, group, policy)]
        if fitting:
            fitting[0].append(table)
        else:
            groups.append([table])
    return groups


def _fits(table: Table, group: list[Table], policy: Policy) -> bool:
    return _dataset(table) == _dataset(group[0]) and _cells([*group, table], policy) <= MOST


def _dataset(table: Table) -> tuple[str, str] | None:
    """Return the area and the SQL of the dataset that a table counts; None when it counts by columns of a case."""
    return (table.origin.area, table.origin.sql) if table.origin else None


def _cells(tables: Iterable[Table], policy: Policy) -> int:
    """Return how many cells there are when all dimensions of some tables are crossed."""
    return math.prod(len(policy.domains[dim]) for dim in _dims(tables))


def _dims(tables: Iterable[Table]) -> list[str]:
    """Return the dimensions of some tables, each once."""
    return list(dict.fromkeys(dim for table in tables for dim in table.dims))


def check_once(source: Source, quarters: Sequence[str]) -> int:
    """Return how many cases the release counts; raise ReleaseError when the projection has one of them twice.

    The budget holds for a case that is in one cell of each table; a case that is there twice would spend it twice.
    """
    # A projection made anew holds its cases in the order of their keys. Where each key comes after the one before, all
    # are different, which takes no memory to find out. In any other order a count of distinct keys has to tell.
    after_previous = "SELECT c.case_key > lag(c.case_key, 1, '') OVER () AS comes_after {}"
    count_in_order = f"SELECT count(*), count(*) FILTER (comes_after) FROM ({after_previous})"
    count_distinct = "SELECT count(*), count(DISTINCT c.case_key) {}"
    for sql in (count_in_order, count_distinct):
        cases, different = ask(source, sql.format(base(quarters)), quarters)[0]
        if cases == different:
            return int(cases)
    raise ReleaseError(_("A case is in the projection twice. Rebuild it (ovtf projection rebuild) and try again."))


def counts(
    source: Source, group: Sequence[Table], quarters: Sequence[str], policy: Policy
) -> Mapping[str, Mapping[Codes, int]]:
    """Return for each table of a group the true count of each cell that is not empty.

    Raises ReleaseError when the cases cannot be counted.
    """
    dims, origin = _dims(group), group[0].origin
    rows = _own(source, group, origin, quarters, policy) if origin else _core(source, dims, quarters, policy)
    return {table.name: _marginal(rows, [dims.index(dim) for dim in table.dims]) for table in group}


def _marginal(rows: Iterable[tuple[Any, ...]], places: Sequence[int]) -> Mapping[Codes, int]:
    """Return the counts by the codes at some `places` of each row, added up over the codes at all other places."""
    cells: Counter[Codes] = Counter()
    for row in rows:
        cells[tuple(str(row[place]) for place in places)] += row[-1]
    return cells


def base(quarters: Sequence[str]) -> str:
    """Return the SQL of the cases that count: reportable and registered in these quarters (given as parameters).

    Reportable: with consent to anonymised reporting, no duplicate, not reported by another member first.
    """
    return f"FROM core.cases c WHERE c.reportable AND c.quarter IN ({', '.join('?' * len(quarters))})"


def ask(source: Source, sql: str, params: Sequence[str]) -> list[tuple[Any, ...]]:
    """Run a statement of the product's own; raise ReleaseError when the projection cannot answer."""
    try:
        return source.rows(sql, list(params))
    except duckdb.Error:
        raise ReleaseError(
            _("The cases cannot be counted. Rebuild the projection (ovtf projection rebuild) and try again.")
        ) from None


def _core(source: Source, dims: Sequence[str], quarters: Sequence[str], policy: Policy) -> list[tuple[Any, ...]]:
    """Count by columns of a case."""
    columns = "".join(f"{_of_case(dim, policy)}, " for dim in dims)
    return ask(source, f"SELECT {columns}count(*) {base(quarters)} GROUP BY ALL", quarters)


def _own(
    source: Source, group: Sequence[Table], origin: Origin, quarters: Sequence[str], policy: Policy
) -> list[tuple[Any, ...]]:
    """Count cases by the columns of an area's dataset: each case in exactly one cell, whatever its SQL makes of it.

    A case counts as `otherwise` without a row in the dataset, with a code that is not on the table's list, and when the
    SQL fails for it. Of two rows the first counts. Nothing of this is said: what cases are like must decide about no
    message, or the area's author could ask about one case, as often as she likes and without a noise.
    """
    origins = {
        dim: table.origin or origin for table in group for dim in table.dims
    }  # a shared dimension once, as in _dims
    columns = ", ".join(_column(origins[dim], dim, policy) for dim in _dims(group))
    # What DuckDB said is left out of the message: an error of a statement can quote values of cases.
    try:
        with source.case_rows(
            origin.area, origin.sql, _end(quarters), f"SELECT c.case_key {base(quarters)}", quarters, one=True
        ) as rows:
            joined = base(quarters).replace("core.cases c", f"core.cases c LEFT JOIN {rows.name} d USING (case_key)")
            return rows.ask(f"SELECT {columns}, count(*) {joined} GROUP BY ALL", quarters, most=None)
    except MachineFault:
        raise too_small() from None
    except (DashboardError, duckdb.Error):
        raise ReleaseError(
            _(
                "Table {name} cannot be counted: the SQL of the area {area} is broken or refused. Nothing was "
                "published. Ask its author, or build without it: --without {plain}."
            ).format(name=repr(group[0].name), area=repr(origin.area), plain=origin.area)
        ) from None


def too_small() -> ReleaseError:
    """Return what stops a build when the machine has too little memory or disk for it."""
    return ReleaseError(
        _(
            "There is too little memory or room on the disk to read all cases. Nothing was published. Free some "
            "space, then build it again."
        )
    )


def _end(quarters: Sequence[str]) -> datetime:
    """Return the moment for which an area's dataset is asked: not that of the build, so that a build can be repeated."""
    return max(Period.parse(quarter).end for quarter in quarters)


def _column(origin: Origin, dim: str, policy: Policy) -> str:
    """Return the SQL of a dimension: the case's own column, or the dataset's with `otherwise` where it has no listed code."""
    if dim not in origin.columns:
        return _of_case(dim, policy)
    code = f'CAST(d."{origin.columns[dim]}" AS VARCHAR)'
    listed = ", ".join(_text(code) for code in policy.domains[dim])
    return f"CASE WHEN {code} IN ({listed}) THEN {code} ELSE {_text(origin.otherwise)} END"


def _of_case(dim: str, policy: Policy) -> str:
    """Return the SQL of a dimension of the case: its own column, or what the list puts the codes of a column into."""
    if dim not in policy.coarser:
        return f'c."{dim}"'
    cases = " ".join(f"WHEN {_text(fine)} THEN {_text(code)}" for fine, code in policy.coarser[dim].items())
    return f'CASE c."{COARSER[dim]}" {cases} END'


def _text(code: str) -> str:
    """Return a code as a text in SQL."""
    quoted = code.replace("'", "''")
    return f"'{quoted}'"
