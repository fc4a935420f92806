"""Write an area's SELECT anew so that each of its rows is made from one case only.

A SELECT could otherwise count over every agency's cases, and write that number, or another case's secret, into the
rows of all: no noise hides what moves every case at once. So each relation is narrowed to the case at hand, and has no
column that says whose case it is. Source: decision 0039.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlglot import exp, parse_one

from dashboard.errors import SqlRefused
from dashboard.i18n import BAGHDAD

HIDDEN = {"core.cases": ("agency", "case_manager")}
"""Columns of a relation that no dataset has, by relation; of every other relation the agency."""
CLOCK = "core.clock"
"""A relation of one row with the time of asking, which every dataset may use."""
_KEPT = {"this", "db", "catalog", "alias", "joins"}
"""Parts of a relation in a FROM that the narrowed one has too."""


def hidden(relation: str) -> tuple[str, ...]:
    """Return the columns that a dataset does not see of a relation ("schema.name")."""
    return HIDDEN.get(relation, ("agency",))


def case_local(gated: str, now: datetime, case: str, place: Callable[[str], str] = lambda relation: relation) -> str:
    """Return SQL that passed the gate, rewritten for one case: the row named `case` of a query around it.

    `case` is a name that nobody can guess: the area's SQL could give it to a relation of its own. `place` says where
    a relation ("schema.name") is read. `now` is what core.clock tells.
    """
    tree = with_clock(parse_one(gated, read="duckdb"), now)
    for cast in list(tree.find_all(exp.Cast)):
        if type(cast) is exp.Cast:
            cast.replace(exp.TryCast(this=cast.this, to=cast.to))
    for table in list(tree.find_all(exp.Table)):
        if table.db:  # without a schema it is a name from WITH, which is made of narrowed relations
            table.replace(_narrowed(table, case, place))
    for column in tree.find_all(exp.Column):
        column.set("db", None)  # "core.cases.status" is a column of what stands for core.cases now
    return str(tree.sql(dialect="duckdb"))


def _narrowed(table: exp.Table, case: str, place: Callable[[str], str]) -> exp.Subquery:
    """Return a relation with the rows of one case, under the name that the SQL gave it."""
    if unknown := [part for part, value in table.args.items() if value and part not in _KEPT]:
        raise SqlRefused(f"A relation with {unknown[0]} cannot be narrowed to one case. Leave that out.")
    relation = _name(table)
    columns = ", ".join(hidden(relation))
    query = f"SELECT * EXCLUDE ({columns}) FROM {place(relation)} AS own WHERE own.case_key = {case}.case_key"
    alias = table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(table.name, quoted=True))
    return exp.Subquery(this=parse_one(query, read="duckdb"), alias=alias, joins=table.args.get("joins"))


def relations(gated: str) -> list[str]:
    """Return the relations ("schema.name") that SQL reads, each once; not the clock."""
    tables = parse_one(gated, read="duckdb").find_all(exp.Table)
    return list(dict.fromkeys(name for table in tables if table.db and (name := _name(table)) != CLOCK))


def with_clock(tree: exp.Expression, now: datetime) -> exp.Expression:
    """Put a constant row with the time `now` (UTC) and today's date in Iraq in the place of core.clock."""
    # A constant, so that all figures of a page have the same time, whenever each of them is computed.
    utc, today = now.astimezone(UTC), now.astimezone(BAGHDAD).date()
    row = f"SELECT CAST('{utc:%Y-%m-%d %H:%M:%S}' AS TIMESTAMP) AS now, CAST('{today}' AS DATE) AS today"
    for table in list(tree.find_all(exp.Table)):
        if _name(table) == CLOCK:
            table.replace(parse_one(row, read="duckdb").subquery(table.alias or "clock"))
    return tree


def _name(table: exp.Table) -> str:
    return f"{table.db}.{table.name}".lower()
