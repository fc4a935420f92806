"""Count the figures that views and indicators declare.

A plugin gives a SELECT of rows that passed the SQL gate, each made from one case only; every GROUP BY over them is
written by the dashboard.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sqlglot import exp

from dashboard.analysis.base import Cut, keys
from dashboard.analysis.compile import compile_indicator, compile_view, render
from dashboard.contract import Dataset, Indicator, View
from dashboard.errors import ContractError, did_you_mean
from dashboard.projection import CaseRows, Projection

KEYS = frozenset({"case_key", "submission_id", "id"})
COUNTED = frozenset({"VARCHAR", "VARCHAR[]", "BIGINT", "INTEGER", "BOOLEAN", "DATE"})
"""Types that a dimension may have. A value of any other type (a time, a decimal number) nearly always belongs to one case."""
FEW_VALUES, MOST_VALUES, ALONE = 20, 200, 1.2
"""When a dimension is a list of cases and not a figure.

Up to 20 values are never refused, more than 200 always are. In between, a view is refused when it counts less than 1.2 for each
value. A plugin could otherwise show single cases by grouping them by something that only one case has.
"""


@dataclass(frozen=True)
class Figure:
    """Counts by code: `rows` are (code of each dimension ..., count); None is "incomplete data".

    `failed` is for how many cases it could not be computed; they are in none of the counts.
    """

    dimensions: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    total: int
    failed: int = 0


@dataclass(frozen=True)
class Share:
    """How many cases or rows meet an indicator (`numerator`), of how many (`denominator`).

    `missing` is for how many it is not known; they are in neither of the two. A ratio is a Share as well.
    """

    numerator: int
    denominator: int
    missing: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Times:
    """Times in hours: `n` are known, `running` have not ended, `missing` are not known.

    `median`, `low` and `high` are the median and the quartiles of the times that are known.
    """

    n: int
    running: int
    missing: int
    median: float | None
    low: float | None
    high: float | None
    failed: int = 0


def figure(projection: Projection, area: str, view: View, cut: Cut, dataset: Dataset | None = None) -> Figure:
    """Count a view's cases or rows by its dimensions; raise ContractError when it would list single cases."""
    with _rows(projection, area, view, cut, dataset) as rows:
        _check_kinds(rows.columns, view.by)
        lists = {name for name in view.by if rows.columns[name].endswith("[]")}
        # Each row: the code of each dimension, the count, and the total over all rows.
        counted = rows.ask(render(compile_view(view, _all(rows), lists, cut)))
        failed = rows.failed
    counts = [(*(_plain(value) for value in row[:-2]), int(row[-2])) for row in counted]
    total = int(counted[0][-1]) if counted else 0
    _check_counts(view, counts)
    return Figure(view.by, tuple(sorted(counts, key=_order)), total, failed)


def _check_counts(view: View, rows: Sequence[tuple[str | int | None, ...]]) -> None:
    """Raise ContractError for a dimension in which nearly every case has a value of its own."""
    counted = sum(int(row[-1] or 0) for row in rows)
    for position, name in enumerate(view.by):
        values = len({row[position] for row in rows})
        if values > MOST_VALUES or (values > FEW_VALUES and counted < ALONE * values):
            raise ContractError(
                f"The view {view.name!r} finds {values} values of {name!r} for {counted}: that is a list of cases, not a "
                "figure. Put the values into groups, in the dataset."
            )


def measure(
    projection: Projection, area: str, indicator: Indicator, cut: Cut, dataset: Dataset | None = None
) -> Share | Times:
    """Compute an indicator over the cases of a cut: Times for one of kind "duration", a Share for all others."""
    with _rows(projection, area, indicator, cut, dataset) as rows:
        row = rows.ask(render(compile_indicator(indicator, _all(rows), cut)))[0]
    measured = Times(*row) if indicator.kind == "duration" else Share(*row)
    return replace(measured, failed=rows.failed)


def _rows(
    projection: Projection, area: str, counted: View | Indicator, cut: Cut, dataset: Dataset | None
) -> AbstractContextManager[CaseRows]:
    """Return the rows of a figure's dataset over the cases that may count, each row made from one case only."""
    sql = _sql(projection, area, counted.dataset, dataset)
    return projection.case_rows(area, sql, cut.now, keys(cut, counted.base))


def _all(rows: CaseRows) -> exp.Expression:
    return exp.select("*").from_(rows.name)


def _sql(projection: Projection, area: str, name: str, dataset: Dataset | None) -> str:
    """Return the SELECT of a dataset; without one, `name` is "cases" or a form of the area."""
    if dataset is not None:
        return dataset.sql
    if name == "cases":
        return "SELECT * FROM core.cases"
    if not projection.columns(area, name):
        raise ContractError(f"{area!r} has no form or dataset {name!r}.")
    return f'SELECT * FROM "{area}"."{name}" WHERE NOT superseded'


def _check_kinds(kinds: Mapping[str, str], by: tuple[str, ...]) -> None:
    """Raise ContractError when a dimension is not among a dataset's columns, or is none that can be counted by."""
    for name in by:
        if name not in kinds:
            raise ContractError(f"The dataset has no column {name!r}.{did_you_mean(name, kinds)}")
        if name in KEYS or kinds[name] not in COUNTED:
            raise ContractError(
                f"Cases cannot be counted by {name!r}: it is a key, a time or a decimal number, so nearly every case has "
                "a value of its own. Put the values into groups, in the dataset."
            )


def _plain(value: object) -> str | int | None:
    """Return the value of a dimension as a code: an int or None as it is, anything else as text."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return str(value)


def _order(row: tuple[str | int | None, ...]) -> tuple[object, ...]:
    """Return what to sort by: the largest count first, then by code; rows with incomplete data come last."""
    return (None in row[:-1], -int(row[-1] or 0), *(str(code) for code in row[:-1]))
