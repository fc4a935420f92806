"""One View or Indicator, one SQL statement."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.analysis.base import LIVE
from dashboard.contract import Dataset, Indicator, View
from dashboard.errors import ContractError, did_you_mean
from dashboard.projection import Projection

Datasets = Callable[[str], Dataset | None]


@dataclass(frozen=True)
class Figure:
    """Counts by code: `rows` are (code of each dimension ..., count); None is "incomplete data"."""

    dimensions: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    total: int


@dataclass(frozen=True)
class Share:
    """Cases that meet an indicator, of those that could."""

    numerator: int
    denominator: int


def figure(projection: Projection, area: str, view: View, *, agency: str, dataset: Dataset | None = None) -> Figure:
    """Count a view's measure by its dimensions over an agency's own cases."""
    source = _source(projection, area, view.dataset, dataset)
    kinds = _kinds(projection, area, source, view.by)
    wanted = [f"unnest(d.{_name(by)})" if kinds[by].endswith("[]") else f"d.{_name(by)}" for by in view.by]
    columns = ", ".join(f"{each} AS by{at}" for at, each in enumerate(wanted))
    count = "count(DISTINCT case_key)" if view.measure.kind == "cases" else "count(*)"
    keys = ", ".join(f"by{at}" for at in range(len(wanted)))
    inner = f"SELECT d.case_key, {columns} FROM ({{sql}}) d JOIN core.cases c ON c.case_key = d.case_key WHERE {LIVE}"
    found = projection.plugin_rows(
        area,
        source,
        around=f"SELECT {keys}, {count} AS n FROM ({inner}) GROUP BY {keys} ORDER BY n DESC, {keys}",
        params=[agency],
    )
    total = projection.plugin_rows(
        area,
        source,
        around=f"SELECT {count} FROM (SELECT d.case_key FROM ({{sql}}) d JOIN core.cases c "
        f"ON c.case_key = d.case_key WHERE {LIVE})",
        params=[agency],
    )
    return Figure(view.by, tuple(tuple(_plain(value) for value in row) for row in found.rows), int(total.rows[0][0]))


def share(
    projection: Projection, area: str, indicator: Indicator, *, agency: str, dataset: Dataset | None = None
) -> Share:
    """Count an indicator's cases over an agency's own cases."""
    source = _source(projection, area, indicator.dataset, dataset)
    of = f"d.{_name(indicator.denominator)}" if indicator.denominator else "true"
    met = f"d.{_name(indicator.numerator)} AND {of}"
    around = (
        f"SELECT count(DISTINCT d.case_key) FILTER (WHERE {met}), count(DISTINCT d.case_key) FILTER (WHERE {of}) "
        f"FROM ({{sql}}) d JOIN core.cases c ON c.case_key = d.case_key WHERE {LIVE}"
    )
    row = projection.plugin_rows(area, source, around=around, params=[agency]).rows[0]
    return Share(int(row[0]), int(row[1]))


def _source(projection: Projection, area: str, name: str, dataset: Dataset | None) -> str:
    if dataset is not None:
        return dataset.sql
    if name == "cases":
        return "SELECT * FROM core.cases"
    if not projection.columns(area, name):
        raise ContractError(f"{area!r} has no form or dataset {name!r}.")
    return f'SELECT * FROM "{area}"."{name}" WHERE NOT superseded'


def _kinds(projection: Projection, area: str, source: str, by: tuple[str, ...]) -> dict[str, str]:
    found = projection.plugin_rows(area, source, around="DESCRIBE SELECT * FROM ({sql})")
    kinds = {row[0]: row[1] for row in found.rows}
    for name in by:
        if name not in kinds:
            raise ContractError(f"The dataset has no column {name!r}.{did_you_mean(name, kinds)}")
    return kinds


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _plain(value: object) -> str | int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None if value is None else str(value)
