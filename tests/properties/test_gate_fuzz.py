"""SELECTs grown from what the gate allows: they pass and read the same again; anything else put inside is refused."""

import sqlglot
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlglot import exp

from dashboard.errors import SqlRefused
from dashboard.projection.gate import check
from tests.tries import tries

OWN = {"core.cases", "mine.stay"}
COLUMNS = st.sampled_from(["case_key", "gender", "age", "opened_at", "violence_types"])
LITERALS = st.one_of(
    st.integers(0, 999).map(str),
    st.sampled_from(["TRUE", "NULL", "DATE '2026-01-31'", "INTERVAL '3' HOUR"]),
    st.text("abc '\"\\;-", max_size=9).map(lambda text: "'" + text.replace("'", "''") + "'"),
)


def _of(inner):
    pair = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(
            inner, st.sampled_from(["=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "and", "or"]), inner
        ).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        pair.map(lambda t: f"coalesce({t[0]}, {t[1]})"),
        st.just("date_diff('day', opened_at, report_date)"),
        pair.map(lambda t: f"CASE WHEN {t[0]} THEN {t[1]} END"),
        inner.map(lambda x: f"CAST({x} AS DATE)"),
        COLUMNS.map(lambda x: f"lower({x})"),
        inner.map(lambda x: f"({x} IS NULL)"),
        inner.map(lambda x: f"(NOT {x})"),
        st.tuples(inner, st.lists(inner, min_size=1, max_size=3)).map(lambda t: f"({t[0]} IN ({', '.join(t[1])}))"),
        st.just("row_number() OVER (PARTITION BY case_key ORDER BY opened_at DESC)"),
    )


VALUES = st.recursive(st.one_of(COLUMNS, LITERALS), _of, max_leaves=8)
TABLES = st.sampled_from(["core.cases", "mine.stay", "core.clock", "(SELECT * FROM core.cases) AS q"])


@st.composite
def selects(draw) -> str:
    columns = ", ".join(f"{value} AS c{at}" for at, value in enumerate(draw(st.lists(VALUES, min_size=1, max_size=3))))
    sql = f"SELECT {columns} FROM {draw(TABLES)}"
    if draw(st.booleans()):
        sql += f" LEFT JOIN {draw(TABLES).replace(' AS q', ' AS r')} ON {draw(VALUES)}"
    if draw(st.booleans()):
        sql += f" WHERE {draw(VALUES)}"
    if draw(st.booleans()) and "row_number()" not in sql:  # refused together
        sql += " GROUP BY 1"
    if draw(st.booleans()):
        sql = f"WITH w AS ({sql}) SELECT * FROM w"
    return f"{sql} UNION ALL {sql}" if draw(st.booleans()) else sql


FOREIGN = st.sampled_from(
    [
        "range(9)",
        "case_key || case_key",
        "(SELECT max(x) FROM legal.complaint)",
        "x -> x",
        "[1, 2]",
        "{'a': 1}",
        "regexp_matches(case_key, 'a')",
        "CAST(case_key AS BLOB)",
        "sum(age) OVER (ORDER BY age ROWS 5 PRECEDING)",
        "violence_types[1]",
        "current_setting('x')",
        "(SELECT content FROM read_text('x'))",
        "case_key COLLATE de",
    ]
)
SLOW = tries(150, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(selects())
def test_what_is_allowed_passes_and_what_the_gate_writes_reads_as_the_same_tree(sql):
    written = check(sql, OWN)
    assert sqlglot.parse_one(written, read="duckdb") == sqlglot.parse_one(sql, read="duckdb")
    assert check(written, OWN) == written


@SLOW
@given(selects(), FOREIGN, st.data())
def test_something_foreign_is_refused_wherever_it_is_put(sql, foreign, data):
    tree = sqlglot.parse_one(sql, read="duckdb")
    places = [node for node in tree.walk() if isinstance(node, exp.Column | exp.Literal | exp.Null)]
    places = [node for node in places if not isinstance(node.parent, exp.Interval | exp.Group)]
    place = data.draw(st.sampled_from(places)) if places else None
    if place is None:
        return
    place.replace(sqlglot.parse_one(f"SELECT {foreign}", read="duckdb").expressions[0])
    try:
        found = check(tree.sql(dialect="duckdb"), OWN)
    except SqlRefused:
        return
    raise AssertionError(f"let through: {found}")
