"""Write an area's SELECT anew so that each of its rows is made from one case only.

A SELECT could otherwise count over every agency's cases, and write that number, or another case's secret, into the
rows of all: no noise hides what moves every case at once. So each relation is narrowed to the case at hand, and has no
column that says whose case it is. Names from WITH get a prefix that nobody can guess: out of its scope such a name would
be one of DuckDB's catalog. And nothing is left to the order in which DuckDB comes upon rows. Source: decision 0039.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
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
    prefix = f"with_{secrets.token_hex(8)}_"
    for cast in list(tree.find_all(exp.Cast)):
        if type(cast) is exp.Cast:
            cast.replace(exp.TryCast(this=cast.this, to=cast.to))
    for table in list(tree.find_all(exp.Table)):
        if table.db:
            table.replace(_narrowed(table, case, place))
        else:
            _rename(table, prefix)
    for cte in tree.find_all(exp.CTE):
        cte.args["alias"].set("this", exp.to_identifier(prefix + cte.alias.lower(), quoted=True))
    for column in tree.find_all(exp.Column):
        column.set("db", None)  # "core.cases.status" is a column of what stands for core.cases now
    _decide_ties(tree, prefix)
    _add_in_order(tree)
    return str(tree.sql(dialect="duckdb"))


def _narrowed(table: exp.Table, case: str, place: Callable[[str], str]) -> exp.Subquery:
    """Return a relation with the rows of one case, under the name that the SQL gave it."""
    if unknown := [part for part, value in table.args.items() if value and part not in _KEPT]:
        raise SqlRefused(f"A relation with {unknown[0]} cannot be narrowed to one case. Leave that out.")
    relation = _name(table)
    columns = ", ".join(hidden(relation))
    query = f"SELECT * EXCLUDE ({columns}) FROM {place(relation)} AS own WHERE own.case_key = {case}.case_key"
    return exp.Subquery(this=parse_one(query, read="duckdb"), alias=_alias(table), joins=table.args.get("joins"))


def _rename(table: exp.Table, prefix: str) -> None:
    """Let a name from WITH have the prefix that the WITH has, and go on under the name that the SQL knows."""
    table.set("alias", _alias(table))
    table.set("this", exp.to_identifier(prefix + table.name.lower(), quoted=True))


def _alias(table: exp.Table) -> exp.TableAlias:
    return table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(table.name, quoted=True))


def _decide_ties(tree: exp.Expression, prefix: str) -> None:
    """Let row_number() order rows that tie by all of their columns: those that tie even then are the same.

    Else the order in which they lie decides, which is another one in a copy. So what a SELECT with row_number() takes
    rows from gets one column more, the whole row; nobody can guess its name, and `*` leaves it out.
    """
    for at, select in enumerate(list(tree.find_all(exp.Select))):
        windows = [window for window in select.find_all(exp.Window) if window.parent_select is select]
        rows = {f"{prefix}{at}_{place}": source for place, source in enumerate(_sources(select) if windows else ())}
        for column in select.expressions:
            if isinstance(column, exp.Star | exp.Column) and column.is_star:
                _leave_out(column, rows)
        for row, source in rows.items():
            source.replace(_with_row(source, row))
            for window in windows:
                window.args["order"].append("expressions", exp.Ordered(this=exp.column(row, quoted=True)))


def _with_row(source: exp.Expression, row: str) -> exp.Subquery:
    """Return what a SELECT takes rows from with the whole row as its last column."""
    plain = source.copy()
    plain.set("joins", None)
    plain.set("alias", exp.TableAlias(this=exp.to_identifier(row, quoted=True)))
    query = parse_one(f'SELECT *, "{row}" AS "{row}" FROM x', read="duckdb")
    query.args["from_"].set("this", plain)
    return exp.Subquery(this=query, alias=source.args.get("alias"), joins=source.args.get("joins"))


def _leave_out(star: exp.Expression, rows: Mapping[str, exp.Expression]) -> None:
    """Leave the whole rows out of `*`, or out of `x.*` that of x."""
    of = star.args["table"].name.lower() if isinstance(star, exp.Column) else ""
    bare = star.this if isinstance(star, exp.Column) else star
    ours = [
        exp.to_identifier(row, quoted=True) for row, source in rows.items() if of in ("", source.alias_or_name.lower())
    ]
    bare.set("except_", [*(bare.args.get("except_") or []), *ours])


def _sources(select: exp.Expression) -> Iterator[exp.Expression]:
    """Yield what a SELECT takes its rows from: relations and SELECTs after FROM and JOIN, also in brackets."""
    if first := select.args.get("from_"):
        yield from _unfolded(first.this)
    yield from _joined(select)


def _unfolded(source: exp.Expression) -> Iterator[exp.Expression]:
    in_brackets = isinstance(source, exp.Subquery) and not isinstance(source.this, exp.Select | exp.SetOperation)
    if in_brackets and not source.alias:
        yield from _unfolded(source.this)
    else:
        yield source
    yield from _joined(source)


def _joined(source: exp.Expression) -> Iterator[exp.Expression]:
    for join in source.args.get("joins") or ():
        if join.kind.upper() not in ("SEMI", "ANTI"):  # these only choose rows, and can be named nowhere else
            yield from _unfolded(join.this)


def _add_in_order(tree: exp.Expression) -> None:
    """Let sums and means of decimal numbers add them up by size: in another order the sum is another one."""
    for function in tree.find_all(exp.Sum, exp.Avg):
        added = function.this.expressions[0] if isinstance(function.this, exp.Distinct) else function.this
        if not isinstance(added, exp.Literal):
            by_size = [exp.Ordered(this=added.copy())]
            function.set("this", exp.Order(this=function.this, expressions=by_size))


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
