"""Turn one View or Indicator into one SQL expression that DuckDB, PostgreSQL and Spark can all run."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlglot import exp, parse_one

from dashboard.analysis.base import Cut, condition
from dashboard.contract import Indicator, Measure, View
from dashboard.errors import ContractError
from dashboard.projection.case_local import with_clock

QUARTILES = {"median": 0.5, "low": 0.25, "high": 0.75}


def source(sql: str, now: datetime) -> exp.Expression:
    """Parse a dataset's SELECT as its author wrote it, with a constant time `now` in the place of core.clock."""
    return with_clock(_read(sql), now)


def compile_view(view: View, dataset: exp.Expression, lists: Collection[str], cut: Cut) -> exp.Expression:
    """Return the query that counts by a view's dimensions; `lists` are those with several values in one row."""
    # Columns get names of ours (by0, by1 ...): a plugin's names could clash with "n", "total" or "case_key".
    keys = {f"by{position}": dimension for position, dimension in enumerate(view.by)}
    steps = {"dataset": dataset, "base": _base(keys, view, cut)}
    last_step = "base"
    for key, dimension in keys.items():
        if dimension in lists:
            steps[f"each_{key}"] = _one_row_each(last_step, key, keys)
            last_step = f"each_{key}"
    counted = _count(view.measure)
    # The total is counted over "base", before lists become rows: a case with two values is one case in it.
    total = exp.select(counted.copy()).from_("base").subquery()
    query = exp.select(*keys, exp.alias_(counted, "n"), exp.alias_(total, "total")).from_(last_step).group_by(*keys)
    return _with(steps, query)


def compile_indicator(indicator: Indicator, dataset: exp.Expression, cut: Cut) -> exp.Expression:
    """Return the query for an indicator's numerator, denominator and missing values, or for its times."""
    columns = {"met": indicator.numerator, "asked": indicator.denominator, "running": indicator.running}
    declared = {key: column for key, column in columns.items() if column}
    steps = {"dataset": dataset, "base": _base(declared, indicator, cut)}
    asked = "asked" if indicator.denominator else "TRUE"
    if indicator.kind == "duration":
        return _with(steps, _duration(asked, "running" if indicator.running else "FALSE"))
    if indicator.kind == "ratio":
        return _with(steps, _select(_when("met"), _when("asked"), "0").from_("base"))
    if indicator.kind != "share":
        raise ContractError(f"{indicator.kind!r} is no kind of indicator. Write share, ratio or duration.")
    steps["each"] = _answers(asked, indicator.measure)
    return _with(steps, _select(_when("met = 1"), "count(met)", _when("asked = 1 AND met IS NULL")).from_("each"))


def render(statement: exp.Expression, dialect: str = "duckdb") -> str:
    """Write a statement for duckdb, postgres or spark."""
    if dialect == "spark":  # its percentile_cont wants another form; percentile interpolates in the same way
        statement = statement.transform(
            lambda node: exp.func("percentile", node.this, node.expression) if _quartile(node) else node
        )
    return str(statement.sql(dialect=dialect, pretty=True))


def _quartile(node: exp.Expression) -> bool:
    """Return whether a part of a statement is a percentile_cont, which gives a median or quartile."""
    return isinstance(node, exp.PercentileCont)


def _base(columns: Mapping[str, str], figure: View | Indicator, cut: Cut) -> exp.Expression:
    """Select the rows that count, with the dataset's `columns` under names of ours: the column by our name."""
    selected = [exp.alias_(exp.column(column, "d", quoted=True), key) for key, column in columns.items()]
    query = exp.select("d.case_key", *selected).from_("dataset AS d")
    query = query.join("core.cases AS c", on="c.case_key = d.case_key")
    return query.where(condition(cut, figure.base, figure.time_base))


def _one_row_each(step: str, key: str, keys: Mapping[str, str]) -> exp.Expression:
    """Give every value of the list in column `key` a row of its own, and an empty list one row with NULL.

    NULL is shown as "incomplete data". The rows are those of an earlier step of the query.
    """
    length = exp.func("coalesce", exp.ArraySize(this=exp.column(key)), exp.Literal.number(0))
    other_keys = [other_key for other_key in keys if other_key != key]
    values = exp.select("case_key", exp.alias_(exp.Explode(this=exp.column(key)), key), *other_keys).from_(step)
    empty = exp.select("case_key", exp.alias_(exp.cast(exp.null(), "VARCHAR"), key), *other_keys).from_(step)
    return values.where(length > 0).union(empty.where(length.eq(0)), distinct=False)


def _answers(asked: str, measure: Measure) -> exp.Expression:
    """Return one row for each row, or for each case, that was asked about: met 1, not met 0, not known NULL."""
    met = f"CASE WHEN {asked} AND met THEN 1 WHEN {asked} AND NOT met THEN 0 END"
    among = f"CASE WHEN {asked} THEN 1 END"
    if _counted_by(measure) == "rows":
        return _read(f"SELECT {met} AS met, {among} AS asked FROM base")
    return _read(f"SELECT max({met}) AS met, max({among}) AS asked FROM base GROUP BY case_key")


def _duration(asked: str, running: str) -> exp.Expression:
    """Return how many times are known, still running and missing, and the median and quartiles of those known."""
    # A negative time is a typing error in one of two dates: it counts as not known, and would spoil the median.
    hours = f"CASE WHEN {asked} AND met >= 0 THEN CAST(met AS DOUBLE) END"
    still_running = _when(f"{asked} AND met IS NULL AND {running}")
    missing = _when(f"{asked} AND (met < 0 OR met IS NULL AND NOT {running})")
    times = ", ".join(f"quantile_cont({hours}, {fraction}) AS {name}" for name, fraction in QUARTILES.items())
    return _read(f"SELECT count({hours}) AS n, {still_running} AS running, {missing} AS missing, {times} FROM base")


def _select(numerator: str, denominator: str, missing: str) -> exp.Expression:
    return exp.select(f"{numerator} AS numerator", f"{denominator} AS denominator", f"{missing} AS missing")


def _when(sql_condition: str) -> str:
    """Return the SQL that counts the rows for which a condition is true."""
    return f"count(CASE WHEN {sql_condition} THEN 1 END)"


def _count(measure: Measure) -> exp.Expression:
    """Return the SQL that counts what a view measures: cases, or rows."""
    return _read("count(DISTINCT case_key)" if _counted_by(measure) == "cases" else "count(*)")


def _counted_by(measure: Measure) -> str:
    if measure.kind not in ("cases", "rows"):
        raise ContractError(f"{measure.kind!r} cannot be counted. Write cases or rows.")
    return measure.kind


def _read(sql: str) -> exp.Expression:
    return parse_one(sql, read="duckdb")


def _with(steps: Mapping[str, exp.Expression], query: exp.Expression) -> exp.Expression:
    """Return a query with its earlier steps before it, each as WITH name AS (...)."""
    for name, step in steps.items():
        query = query.with_(name, as_=step)
    return query
