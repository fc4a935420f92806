"""Figures from views and indicators: the shell writes every GROUP BY."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.analysis.base import Cut
from dashboard.analysis.compile import compile_indicator, compile_view, render, source
from dashboard.contract import Dataset, Indicator, View
from dashboard.errors import ContractError, did_you_mean
from dashboard.projection import Projection

Datasets = Callable[[str], Dataset | None]
KEYS = frozenset({"case_key", "submission_id", "id"})
COUNTED = frozenset({"VARCHAR", "VARCHAR[]", "BIGINT", "INTEGER", "BOOLEAN", "DATE"})
"""Types of a dimension; a value of any other is one case's own."""
FEW_VALUES, MOST_VALUES, ALONE = 20, 200, 1.2
"""Few values are never refused; many are; in between, when hardly any value has more than one."""


@dataclass(frozen=True)
class Figure:
    """Counts by code: `rows` are (code of each dimension ..., count); None is "incomplete data"."""

    dimensions: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    total: int


@dataclass(frozen=True)
class Share:
    """What meets an indicator, of what could; `missing` is not known and in neither. A ratio has both as well."""

    numerator: int
    denominator: int
    missing: int = 0


@dataclass(frozen=True)
class Times:
    """Hours: how many are known, median and quartiles, how many still run, and how many are not known."""

    n: int
    running: int
    missing: int
    median: float | None
    low: float | None
    high: float | None


def figure(projection: Projection, area: str, view: View, cut: Cut, dataset: Dataset | None = None) -> Figure:
    """Count a view's measure by its dimensions."""
    gated = projection.gated(area, _sql(projection, area, view.dataset, dataset))
    kinds = _kinds(projection, gated, cut, view.by)
    lists = {name for name in view.by if kinds[name].endswith("[]")}
    found = projection.ask(render(compile_view(view, source(gated, cut.now), lists, cut))).rows
    rows = [(*(_plain(value) for value in row[:-2]), int(row[-2])) for row in found]
    total = int(found[0][-1]) if found else 0
    _check_counts(view, rows)
    return Figure(view.by, tuple(sorted(rows, key=_order)), total)


def _check_counts(view: View, rows: Sequence[tuple[str | int | None, ...]]) -> None:
    """Raise ContractError for a dimension that lists instead of counting: a value of its own for nearly every case."""
    counted = sum(int(row[-1] or 0) for row in rows)
    for at, name in enumerate(view.by):
        values = len({row[at] for row in rows})
        if values > MOST_VALUES or (values > FEW_VALUES and counted < ALONE * values):
            raise ContractError(
                f"The view {view.name!r} finds {values} values of {name!r} for {counted}: that is a list of cases, not a "
                "figure. Put the values into groups, in the dataset."
            )


def measure(
    projection: Projection, area: str, indicator: Indicator, cut: Cut, dataset: Dataset | None = None
) -> Share | Times:
    """Compute an indicator."""
    gated = projection.gated(area, _sql(projection, area, indicator.dataset, dataset))
    row = projection.ask(render(compile_indicator(indicator, source(gated, cut.now), cut))).rows[0]
    return Times(*row) if indicator.kind == "duration" else Share(*row)


def _sql(projection: Projection, area: str, name: str, dataset: Dataset | None) -> str:
    if dataset is not None:
        return dataset.sql
    if name == "cases":
        return "SELECT * FROM core.cases"
    if not projection.columns(area, name):
        raise ContractError(f"{area!r} has no form or dataset {name!r}.")
    return f'SELECT * FROM "{area}"."{name}" WHERE NOT superseded'


def _kinds(projection: Projection, gated: str, cut: Cut, by: tuple[str, ...]) -> dict[str, str]:
    found = projection.ask(f"DESCRIBE {render(source(gated, cut.now))}")
    kinds = {row[0]: row[1] for row in found.rows}
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
    return value if isinstance(value, int) and not isinstance(value, bool) else None if value is None else str(value)


def _order(row: tuple[str | int | None, ...]) -> tuple[object, ...]:
    """Most first, then by code; what is not known comes last."""
    return (None in row[:-1], -int(row[-1] or 0), *(str(code) for code in row[:-1]))
