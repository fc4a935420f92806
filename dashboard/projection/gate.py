"""The SQL gate: lets one SELECT of a plugin through, over known relations and with known functions.

It reads the syntax tree and lists what is allowed, not what is forbidden: whatever it does not know is refused.
"""

from collections.abc import Collection

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from dashboard.errors import SqlRefused, did_you_mean
from dashboard.projection.allowed import FUNCTIONS, KINDS, NODES, SIDES, TYPES
from dashboard.projection.case_local import CLOCK

LONGEST, NODES_MOST, DEEPEST, RELATIONS_MOST, TEXT_MOST = 8000, 1500, 40, 24, 200
"""Characters, nodes and levels of a statement, relations in it, characters of a text in it. The shipped areas stay
under 1700, 260, 14, 10 and 40. The limit on time does not help against larger ones: DuckDB plans them for minutes and
cannot be interrupted meanwhile (measured: 200 joins)."""


def check(sql: str, relations: Collection[str]) -> str:
    """Return the SQL as it is to be run; raise SqlRefused naming what is not allowed.

    The SQL is written anew from the syntax tree that was checked, and the plugin's own text is never run: DuckDB might
    read that text in another way than sqlglot did. `relations` are those that it may read, as lower-case "schema.name".
    """
    if len(sql) > LONGEST:
        raise SqlRefused(f"The SQL has {len(sql)} characters. Keep a dataset under {LONGEST}.")
    try:
        return _checked(sql, relations)
    except RecursionError:
        raise SqlRefused("The SQL is nested too deeply to be read. Write it flatter, with WITH.") from None


def _checked(sql: str, relations: Collection[str]) -> str:
    tree = _parse(sql)
    _check_size(tree)
    for node in tree.walk():
        _check_node(node)
        if isinstance(node, exp.Table):
            _check_table(node, {*relations, CLOCK})
    return str(tree.sql(dialect="duckdb"))


def _parse(sql: str) -> exp.Expression:
    try:
        statements = [statement for statement in sqlglot.parse(sql, read="duckdb") if statement is not None]
    except SqlglotError:
        raise SqlRefused("The SQL cannot be read. Write exactly one SELECT.") from None
    if len(statements) != 1 or not isinstance(statements[0], exp.Select | exp.Union):
        raise SqlRefused("The SQL is not exactly one SELECT.")
    return statements[0]


def _check_size(tree: exp.Expression) -> None:
    nodes = [(node, node.depth) for node in tree.walk()]
    relations = sum(isinstance(node, exp.Table) for node, _depth in nodes)
    for size, most, unit in (
        (len(nodes), NODES_MOST, "parts"),
        (max(depth for _node, depth in nodes), DEEPEST, "levels of nesting"),
        (relations, RELATIONS_MOST, "relations after FROM and JOIN"),
    ):
        if size > most:
            raise SqlRefused(f"The SQL has {size} {unit}; a dataset may have {most}. Make it simpler, or make two.")


def _check_node(node: exp.Expression) -> None:
    if isinstance(node, exp.Func):
        _check_function(node)
    elif not isinstance(node, NODES):
        raise SqlRefused(f"{type(node).__name__} is not allowed in a dataset.")
    elif isinstance(node, exp.With) and node.args.get("recursive"):
        raise SqlRefused("WITH RECURSIVE is not allowed.")
    elif isinstance(node, exp.Join):
        _check_join(node)
    elif isinstance(node, exp.DataType) and (node.this not in TYPES or node.expressions):
        raise SqlRefused(f"The type {node.sql(dialect='duckdb')[:40]} is not allowed in a dataset.")
    elif isinstance(node, exp.Literal) and len(node.name) > TEXT_MOST:
        raise SqlRefused(f"A text in the SQL has {len(node.name)} characters. Keep it under {TEXT_MOST}.")
    elif isinstance(node, exp.Window):
        _check_window(node)
    else:
        _check_order(node)


def _check_window(node: exp.Window) -> None:
    if node.args.get("spec") or not isinstance(node.this, exp.RowNumber):
        # A frame makes an aggregate look at thousands of rows for each row (a running median, a running distinct count).
        raise SqlRefused("OVER is allowed with row_number() only, without ROWS or RANGE.")
    if not node.args.get("order"):
        raise SqlRefused("OVER needs ORDER BY here: which row comes first would be left to chance otherwise.")
    if node.parent_select and node.parent_select.args.get("group"):
        # Ties are decided by the rows after FROM (projection/case_local.py), which are gone after GROUP BY.
        raise SqlRefused("row_number() does not go with GROUP BY. Number the rows in a SELECT around that one.")


def _check_order(node: exp.Expression) -> None:
    """Raise SqlRefused for what would take a row or add numbers up in an order that is left to chance.

    That order is another one when cases are copied apart (projection/case_rows.py), so one case would decide about all.
    """
    if isinstance(node, exp.Distinct) and node.args.get("on"):
        raise SqlRefused(
            "DISTINCT ON is not allowed. Take the row with the number 1 of "
            "row_number() OVER (PARTITION BY case_key ORDER BY ...)."
        )
    if isinstance(node, exp.Order) and isinstance(node.parent, exp.Func):
        raise SqlRefused("ORDER BY inside of a function is not allowed. None of them needs it.")


def _check_function(node: exp.Func) -> None:
    name = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
    if name not in FUNCTIONS:
        raise SqlRefused(f"The function {name}() is not allowed.{did_you_mean(name, FUNCTIONS)}")
    if isinstance(node, exp.Min | exp.Max) and (node.expressions or node.args.get("count")):
        # With a second argument DuckDB's min and max return a list of that many values.
        raise SqlRefused(f"{name}() takes one column here.")


def _check_join(node: exp.Join) -> None:
    if not (node.args.get("on") or node.args.get("using")):
        raise SqlRefused("A JOIN needs ON or USING.")
    if node.method or node.side.upper() not in SIDES or node.kind.upper() not in KINDS:
        raise SqlRefused("Only JOIN, LEFT, RIGHT, FULL, SEMI and ANTI JOIN are allowed.")


def _check_table(node: exp.Table, relations: Collection[str]) -> None:
    """Raise SqlRefused for a relation that is neither the area's own nor the core's, nor named by a WITH around it.

    A name from WITH counts only without a schema: `legal.x` is the relation, even if the statement has a WITH x.
    """
    if not isinstance(node.this, exp.Identifier):
        raise SqlRefused("Functions that make tables are not allowed.")
    name = ".".join(part for part in (node.catalog, node.db, node.name) if part).lower()
    if name not in relations and not (not node.db and name in _with_names(node)):
        raise SqlRefused(
            f"The relation {name!r} is not one of yours.{did_you_mean(name, relations)} "
            "Use those of the shell, such as core.cases and core.need, or the forms of your own area."
        )


def _with_names(node: exp.Expression) -> set[str]:
    """Return the names from WITH that can be read at this place of the tree, in lower case.

    Elsewhere DuckDB takes such a name for a table of its catalog, which tells how many cases there are.
    """
    names: set[str] = set()
    while parent := node.parent:
        if isinstance(parent, exp.With):  # of the same WITH only the names before
            names |= {cte.alias.lower() for cte in parent.expressions[: node.index]}
        elif (clause := parent.args.get("with_")) and clause is not node:
            names |= {cte.alias.lower() for cte in clause.expressions}
        node = parent
    return names
