"""Count the figures that views and indicators declare.

A plugin gives a SELECT of rows that passed the SQL gate; every GROUP BY over them is written by the dashboard.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.analysis.base import Cut
from dashboard.analysis.compile import compile_indicator, compile_view, render, source
from dashboard.contract import Dataset, Indicator, View
from dashboard.errors import ContractError, did_you_mean
from dashboard.projection import Projection

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
    """Counts by code: `rows` are (code of each dimension ..., count); None is "incomplete data"."""

    dimensions: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    total: int


@dataclass(frozen=True)
class Share:
    """How many cases or rows meet an indicator (`numerator`), of how many (`denominator`).

    `missing` is for how many it is not known; they are in neither of the two. A ratio is a Share as well.
    """

    numerator: int
    denominator: int
    missing: int = 0


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


def figure(projection: Projection, area: str, view: View, cut: Cut, dataset: Dataset | None = None) -> Figure:
    """Count a view's cases or rows by its dimensions; raise ContractError when it would list single cases."""
    gated = projection.gated(area, _sql(projection, area, view.dataset, dataset))
    kinds = _kinds(projection, gated, cut, view.by)
    lists = {name for name in view.by if kinds[name].endswith("[]")}
    # Each row: the code of each dimension, the count, and the total over all rows.
    counts = projection.ask(render(compile_view(view, source(gated, cut.now), lists, cut))).rows
    rows = [(*(_plain(value) for value in row[:-2]), int(row[-2])) for row in counts]
    total = int(counts[0][-1]) if counts else 0
    _check_counts(view, rows)
    return Figure(view.by, tuple(sorted(rows, key=_order)), total)


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
    gated = projection.gated(area, _sql(projection, area, indicator.dataset, dataset))
    row = projection.ask(render(compile_indicator(indicator, source(gated, cut.now), cut))).rows[0]
    return Times(*row) if indicator.kind == "duration" else Share(*row)


def _sql(projection: Projection, area: str, name: str, dataset: Dataset | None) -> str:
    """Return the SELECT of a dataset; without one, `name` is "cases" or a form of the area."""
    if dataset is not None:
        return dataset.sql
    if name == "cases":
        return "SELECT * FROM core.cases"
    if not projection.columns(area, name):
        raise ContractError(f"{area!r} has no form or dataset {name!r}.")
    return f'SELECT * FROM "{area}"."{name}" WHERE NOT superseded'


def _kinds(projection: Projection, gated: str, cut: Cut, by: tuple[str, ...]) -> dict[str, str]:
    """Return the types of a dataset's columns; raise ContractError when a dimension is none that can be counted by."""
    described = projection.ask(f"DESCRIBE {render(source(gated, cut.now))}")
    kinds = {row[0]: row[1] for row in described.rows}
    for name in by:
        if name not in kinds:
            raise ContractError(f"The dataset has no column {name!r}.{did_you_mean(name, kinds)}")
        if name in KEYS or kinds[name] not in COUNTED:
            raise ContractError(
                f"Cases cannot be counted by {name!r}: it is a key, a time or a decimal number, so nearly every case has "
                "a value of its own. Put the values into groups, in the dataset."
            )
    return kinds


def _plain(value: object) -> str | int | None:
    """Return the value of a dimension as a code: an int or None as it is, anything else as text."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return str(value)


def _order(row: tuple[str | int | None, ...]) -> tuple[object, ...]:
    """Return what to sort by: the largest count first, then by code; rows with incomplete data come last."""
    return (None in row[:-1], -int(row[-1] or 0), *(str(code) for code in row[:-1]))
