"""What plugin SQL may be made of. Whatever is not here is refused, also what sqlglot's next version learns to read."""

from sqlglot import exp

FUNCTIONS = frozenset(
    [
        "count",
        "sum",
        "avg",
        "min",
        "max",
        "median",
        "bool_or",
        "bool_and",
        "logical_or",
        "logical_and",
        "row_number",
        "coalesce",
        "nullif",
        "case",
        "if",
        "greatest",
        "least",
        "abs",
        "round",
        "floor",
        "ceil",
        "ceiling",
        "cast",
        "try_cast",
        "trycast",
        "and",
        "or",
        "xor",
        "not",
        "lower",
        "upper",
        "length",
        "starts_with",
        "date_diff",
        "datediff",
        "date_trunc",
        "timestamp_trunc",
        "extract",
        "year",
        "month",
        "quarter",
        "list_contains",
        "array_contains",
        "len",
        "array_length",
        "array_size",
        "unnest",
        "explode",
        "exists",
    ]
)
"""By sqlglot's names and DuckDB's. None of them makes a value that is longer than what it is given, and none matches a
regular expression: either can take all memory or time from a single row (`repeat`, `lpad`, `string_agg`, `(a+)+`)."""
OPERATORS = (
    exp.EQ,
    exp.NEQ,
    exp.GT,
    exp.GTE,
    exp.LT,
    exp.LTE,
    exp.Is,
    exp.NullSafeEQ,
    exp.NullSafeNEQ,
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Div,
    exp.IntDiv,
    exp.Mod,
    exp.Like,
    exp.ILike,
    exp.Between,
    exp.In,
    exp.Not,
    exp.Neg,
    exp.Paren,
)
"""`||` is left out on purpose: a text or list that is doubled in steps fills the memory, and DuckDB does not look at its
limits meanwhile."""
CLAUSES = (
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
    exp.Table,
    exp.TableAlias,
    exp.Union,
    exp.Distinct,
    exp.Filter,
    exp.Window,
)
VALUES = (
    exp.Alias,
    exp.Column,
    exp.Identifier,
    exp.Star,
    exp.Literal,
    exp.Boolean,
    exp.Null,
    exp.DataType,
    exp.Interval,
    exp.IntervalSpan,
    exp.Var,
    exp.Tuple,
)
NODES = (*OPERATORS, *CLAUSES, *VALUES)
TYPES = frozenset(
    exp.DataType.build(name, dialect="duckdb").this
    for name in ("VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP")
)
"""Types that a cast may name: no arrays, structures or JSON, which can be as wide as the statement says."""
SIDES = frozenset({"", "LEFT", "RIGHT", "FULL"})
KINDS = frozenset({"", "INNER", "OUTER", "SEMI", "ANTI"})
"""Kinds of JOIN; not CROSS, which has no condition and multiplies the rows."""
