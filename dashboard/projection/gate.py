"""The gate for plugin SQL: one SELECT over known relations with known functions, or nothing."""

from collections.abc import Collection

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from dashboard.errors import SqlRefused, did_you_mean

FUNCTIONS = frozenset(
    {
        "count",
        "sum",
        "avg",
        "min",
        "max",
        "median",
        "coalesce",
        "cast",
        "trycast",
        "try_cast",
        "case",
        "if",
        "and",
        "or",
        "xor",
        "not",
        "abs",
        "round",
        "floor",
        "ceil",
        "ceiling",
        "greatest",
        "least",
        "lower",
        "upper",
        "date_diff",
        "datediff",
        "date_trunc",
        "timestamp_trunc",
        "extract",
        "year",
        "month",
        "quarter",
        "nullif",
        "list_contains",
        "array_contains",
        "len",
        "array_length",
        "length",
        "array_size",
        "starts_with",
        "bool_or",
        "bool_and",
        "logical_or",
        "logical_and",
        "row_number",
        "arrayany",
        "unnest",
        "explode",
    }
)
NODES = (
    exp.Select,
    exp.From,
    exp.Join,
    exp.Where,
    exp.Group,
    exp.Having,
    exp.Order,
    exp.Ordered,
    exp.Subquery,
    exp.CTE,
    exp.With,
    exp.TableAlias,
    exp.Alias,
    exp.Column,
    exp.Identifier,
    exp.Star,
    exp.Literal,
    exp.Boolean,
    exp.Null,
    exp.DataType,
    exp.Binary,
    exp.Unary,
    exp.Paren,
    exp.Between,
    exp.In,
    exp.Tuple,
    exp.Distinct,
    exp.Case,
    exp.If,
    exp.Cast,
    exp.TryCast,
    exp.Interval,
    exp.Var,
    exp.Filter,
    exp.Table,
    exp.Union,
    exp.Is,
    exp.Window,
    exp.WindowSpec,
    exp.Exists,
    exp.IntervalSpan,
)
CLOCK = "core.clock"
"""The time of asking, one row, which every dataset may use (analysis/compile.py puts it in)."""
_WRAPPED = (exp.And, exp.Or, exp.Case, exp.If, exp.Cast, exp.TryCast, exp.Xor, exp.Exists)


def check(sql: str, relations: Collection[str]) -> str:
    """Return the SQL anew, written from its syntax tree; raise SqlRefused naming what is not allowed.

    `relations` are lower-case "schema.name".
    """
    tree = _parse(sql)
    inner = {each.alias_or_name.lower() for each in tree.find_all(exp.CTE)}
    for node in tree.walk():
        _check_node(node)
        if isinstance(node, exp.Table):
            _check_table(node, {*relations, CLOCK}, inner)
    return str(tree.sql(dialect="duckdb"))


def _parse(sql: str) -> exp.Expression:
    try:
        found = [each for each in sqlglot.parse(sql, read="duckdb") if each is not None]
    except SqlglotError:
        raise SqlRefused("The SQL cannot be read. Write exactly one SELECT.") from None
    if len(found) != 1 or not isinstance(found[0], exp.Select | exp.Union):
        raise SqlRefused("The SQL is not exactly one SELECT.")
    return found[0]


def _check_node(node: exp.Expression) -> None:
    if isinstance(node, exp.With) and node.args.get("recursive"):
        raise SqlRefused("WITH RECURSIVE is not allowed.")
    if isinstance(node, exp.Join) and not (node.args.get("on") or node.args.get("using")):
        raise SqlRefused("A JOIN needs ON or USING.")
    if isinstance(node, exp.Func) and not isinstance(node, _WRAPPED):
        name = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
        if name not in FUNCTIONS:
            raise SqlRefused(f"The function {name}() is not allowed.{did_you_mean(name, FUNCTIONS)}")
    elif not isinstance(node, NODES):
        raise SqlRefused(f"{type(node).__name__} is not allowed in a dataset.")


def _check_table(node: exp.Table, relations: Collection[str], inner: Collection[str]) -> None:
    if not isinstance(node.this, exp.Identifier):
        raise SqlRefused("Functions that make tables are not allowed.")
    name = ".".join(part for part in (node.catalog, node.db, node.name) if part).lower()
    if name not in relations and not (name in inner and not node.db):
        raise SqlRefused(
            f"The relation {name!r} is not one of yours.{did_you_mean(name, relations)} "
            "Use those of the shell, such as core.cases and core.need, or the forms of your own area."
        )
