"""SQL that a hostile or careless plugin might bring, of our own making: each is refused by the gate, by name."""

import pytest

from dashboard.errors import SqlRefused
from dashboard.projection.gate import DEEPEST, LONGEST, check

OWN = {"core.cases", "mine.stay"}
DOUBLED = "with a0 as (select violence_types as x from core.cases)" + "".join(
    f", a{at} as (select x || x as x from a{at - 1})" for at in range(1, 12)
)
JOINS = "select 1 as n from core.cases a0 " + " ".join(
    f"join core.cases a{at} on a{at}.case_key = a{at - 1}.case_key" for at in range(1, 60)
)
ATTACKS = {
    "a doubled text": "select case_key || case_key as x from core.cases",
    "a list doubled in steps": f"{DOUBLED} select count(*) from a11 where list_contains(x, 'zz')",
    "a list of many numbers": "select list_transform(range(200000000), x -> x + 1) from core.cases",
    "a list filter": "select list_filter(violence_types, x -> true) from core.cases",
    "a list comprehension": "select [x for x in violence_types] from core.cases",
    "a list sorted": "select list_sort(violence_types) from core.cases",
    "a flattened list": "select flatten([violence_types]) from core.cases",
    "a series": "select * from generate_series(1, 1000000000) t(i)",
    "a range made rows": "select unnest(generate_series(1, 1000000000)) from core.cases",
    "a long padding": "select lpad(case_key, 2000000000, 'x') from core.cases",
    "a long padding at the end": "select rpad(case_key, 2000000000, 'x') from core.cases",
    "a long repetition": "select repeat(case_key, 2000000000) from core.cases",
    "a replacement that grows": "select replace(case_key, 'O', repeat('x', 99999)) from core.cases",
    "a translation": "select translate(case_key, 'O', 'x') from core.cases",
    "a text printed wide": "select printf('%2000000000d', 1) from core.cases",
    "a text formatted wide": "select format('{:>2000000000}', case_key) from core.cases",
    "all texts in one": "select string_agg(a.case_key, ',') from core.cases a join core.cases b on true",
    "all values in one list": "select array_agg(case_key) from core.cases",
    "a histogram": "select histogram(case_key) from core.cases",
    "an expression with a pattern": "select case_key from core.cases where regexp_matches(case_key, '(a+)+$')",
    "a pattern by operator": "select case_key from core.cases where case_key ~ '(a+)+$'",
    "a pattern by SIMILAR TO": "select case_key from core.cases where case_key similar to '(a+)+'",
    "a pattern replaced": "select regexp_replace(case_key, '(a+)+', 'x') from core.cases",
    "a split text": "select string_split(case_key, '') from core.cases",
    "a power": "select age_band ** 99 from core.cases",
    "a factorial": "select factorial(100000) from core.cases",
    "bits shifted": "select 1 << 62 from core.cases",
    "a running median": "select median(age) over (order by case_key rows between 9999 preceding and current row) from core.cases",
    "a running count": "select count(distinct case_key) over (order by opened_at) from core.cases",
    "a frame for row_number": "select row_number() over (order by case_key rows 5 preceding) from core.cases",
    "a number by chance": "select row_number() over (partition by case_key) as n from core.cases",
    "a number by a window that is not there": "select row_number() over (w) as n from core.cases",
    "a number of groups": "select case_key, row_number() over (order by count(*)) as n from core.cases group by case_key",
    "one row by chance": "select distinct on (case_key) case_key, gender from core.cases",
    "one row by an order with ties": "select distinct on (case_key) case_key, gender from core.cases order by gender",
    "a sum in an order": "select sum(age order by gender) from core.cases",
    "a name from WITH outside of it": "select n from x where exists (with x as (select 1 as n) select n from x)",
    "the greatest many": "select max(case_key, 900000) from core.cases",
    "a wide array": "select cast(violence_types as varchar[100000]) from core.cases",
    "a structure": "select cast(case_key as struct(a varchar)) from core.cases",
    "a cast to bytes": "select cast(case_key as blob) from core.cases",
    "a cast to JSON": "select cast(case_key as json) from core.cases",
    "a big decimal": "select cast(1 as decimal(38, 30)) from core.cases",
    "JSON opened": "select case_key ->> '$.a' from core.cases",
    "recursion": "with recursive r as (select 1 as n union all select n + 1 from r) select n from r",
    "recursion by key": "with recursive r(n) using key (n) as (select 1 union select n + 1 from r) select n from r",
    "a lateral join": "select * from core.cases a, lateral (select 1 as n) b",
    "a join without a condition": "select count(*) from core.cases a cross join core.cases b cross join core.cases c",
    "a positional join": "select * from core.cases a positional join core.cases b",
    "an asof join": "select a.case_key from core.cases a asof join core.cases b on a.opened_at >= b.opened_at",
    "a cube": "select count(*) from core.cases group by cube (case_key, agency, gender)",
    "grouping sets": "select count(*) from core.cases group by grouping sets ((case_key), (agency))",
    "sixty joins": JOINS,
    "a long text": "select '" + "x" * 300 + "' as x from core.cases",
    "a long statement": "select 1 as n from core.cases where gender in (" + "'female', " * 900 + "'male')",
    "many columns": "select " + ", ".join(f"age_band as c{at}" for at in range(700)) + " from core.cases",
    "brackets without end": "select " + "(" * 3000 + "1" + ")" * 3000 + " from core.cases",
    "NOT without end": "select " + "not " * 1500 + "true from core.cases",
    "sums without end": "select 1" + "+1" * 1500 + " from core.cases",
    "cases in cases": "select " + "case when true then " * 200 + "1" + " end" * 200 + " from core.cases",
    "selects in selects": "select * from " + "(select * from " * 100 + "core.cases" + ")" * 100,
    "a sequence": "select nextval('s') from core.cases",
    "a variable": "select getvariable('x'), current_setting('home_directory') from core.cases",
    "the time of the machine": "select now() from core.cases",
    "chance": "select random() from core.cases",
    "a file as a table": "select * from 'records.db'",
    "a file by function": "select content from read_text('config.toml')",
    "a folder": "select file from glob('*')",
    "a database on disk": "select * from sqlite_scan('records.db', 'people')",
    "a query in a text": "select * from query('select * from legal.risk_benefit')",
    "a relation by name": "select * from query_table('legal.risk_benefit')",
    "another area": "select * from legal.risk_benefit",
    "another area in a subquery": "select case_key from core.cases where exists (select 1 from legal.complaint)",
    "another area named by a CTE": "with mine as (select * from legal.complaint) select * from mine",
    "a CTE with a schema": "with x as (select 1 as n) select * from legal.x",
    "the catalog": "select * from duckdb_tables()",
    "the schema": "select * from information_schema.columns",
    "the old catalog": "select * from pg_catalog.pg_class",
    "the watermark": "select * from core.watermark",
    "columns by pattern": "select columns('.*') from core.cases",
    "a sample": "select * from core.cases using sample 10",
    "a pivot": "pivot core.cases on gender using count(*)",
    "an unpivot": "unpivot core.cases on gender into name n value v",
    "a summary": "summarize core.cases",
    "values": "select * from (values (1), (2)) t(x)",
    "two statements": "select 1 as n from core.cases; select 2 as n from core.cases",
    "a deletion inside": "with x as (delete from core.cases returning case_key) select * from x",
    "an update": "update core.cases set agency = 'A02'",
    "a new table": "create table mine.t as select * from core.cases",
    "a macro": "create macro f(x) as x",
    "a copy": "copy (select * from core.cases) to 'out.csv'",
    "an attached file": "attach 'records.db' as r (type sqlite)",
    "an extension": "load httpfs",
    "a setting": "set memory_limit = '99GB'",
    "a plan": "explain analyze select * from core.cases",
    "a prepared statement": "prepare p as select 1",
    "nothing": " -- only a remark",
}


def test_there_are_many_attacks():
    assert len(ATTACKS) >= 80


@pytest.mark.parametrize("sql", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_of_our_own_is_refused_with_a_sentence(sql):
    with pytest.raises(SqlRefused) as refused:
        check(sql, OWN)
    assert str(refused.value).endswith((".", "?")) and len(str(refused.value)) < 400


def test_what_is_just_within_the_limits_is_let_through():
    flat = " and ".join(["gender = 'female'"] * 20)
    assert check(f"select case_key from core.cases where {flat}", OWN)
    deep = "(" * (DEEPEST - 15) + "1" + ")" * (DEEPEST - 15)
    assert check(f"select {deep} as n from core.cases", OWN)
    with pytest.raises(SqlRefused, match="characters"):
        check("select case_key from core.cases" + " " * LONGEST, OWN)
