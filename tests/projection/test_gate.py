"""Plugin SQL: one SELECT over known relations, or nothing."""

from datetime import UTC, datetime

import pytest

from dashboard.casework.core_forms import core_relations
from dashboard.errors import SqlRefused
from dashboard.projection import Limits, Projection
from dashboard.projection.gate import check
from dashboard.registry import Registry

OWN = {"core.cases", "safety.risk_assessment"}
ATTACKS = [
    "select list_sum(list_transform(range(200000000), lambda x: x+1))",
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "with x as (insert into core.cases values (1) returning 1) select * from x",
    "select 1; drop table core.cases",
    "select * from legal.risk_benefit",
    "select * from query('select 1')",
    "select repeat('x', 1000000000) from core.cases",
    "select count(*) from core.cases a, core.cases b",
    "select count(*) from core.cases a cross join core.cases b",
    "with recursive r(n) as (select 1 union all select n+1 from r) select * from r",
    "select nextval('sq')",
    "select getvariable('x')",
    "pivot core.cases on risk_level",
    "from duckdb_settings()",
    "select * from information_schema.tables",
    "copy core.cases to 'x'",
    "attach 'x'",
    "select (select max(answers) from legal.risk_benefit) from core.cases",
    "select * from core.cases tablesample 1%",
    "select string_agg(case_key) from core.cases",
    "select list(case_key) from core.cases",
    "set x=1",
    "explain analyze delete from core.cases",
    'select * from "core.cases.parquet"',
    "pragma database_list",
    "install httpfs",
    "select * from glob('/*')",
    "select current_setting('temp_directory')",
    "call pragma_version()",
    "delete from core.cases",
    "select * from core.watermark",
    "select * from other.core.cases",
    "select hash(case_key) from core.cases",
    "select * from core.cases natural join core.cases",
    "select md5(case_key) from core.cases",
    "",
    "select * from range(10)",
    "select unnest(range(100000000)) from core.cases",
    "describe core.cases",
]


@pytest.mark.parametrize("sql", ATTACKS)
def test_an_attack_is_refused(sql):
    with pytest.raises(SqlRefused):
        check(sql, OWN)


@pytest.mark.parametrize(
    "sql",
    [
        "select case_key, risk_level = 'high' as high from core.cases",
        "with q as (select * from core.cases) select case_key, coalesce(risk_level, 'x') as r from q where agency is not null",
        "select c.case_key, count(*) filter (where r.level = 'high') as n from core.cases c join safety.risk_assessment r "
        "on r.case_key = c.case_key group by 1",
        "select case_key, list_contains(violence_types, 'doxing') as dox from core.cases",
    ],
)
def test_what_a_plugin_needs_is_let_through(sql):
    assert check(sql, OWN).lower().startswith(("select", "with"))


def test_every_dataset_of_the_shipped_areas_passes_and_runs():
    registry = Registry.load()
    projection = Projection.open(None, [*core_relations(), *registry.forms()])
    with pytest.raises(SqlRefused):
        projection.gated("safety", "select * from legal.risk_benefit")
    projection.close()


def test_a_statement_that_runs_too_long_is_stopped(context):
    projection = Projection.open(None, context.relations(), limits=Limits(seconds=0.3))
    projection.follow(context.records)
    with pytest.raises(SqlRefused, match="longer than"):
        projection.ask("SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000) c")
    assert projection.rows("SELECT 1") == [(1,)]
    projection.close()


def test_files_and_settings_are_out_of_reach_even_for_our_own_sql(context):
    import duckdb

    for sql in (
        "SELECT * FROM read_text('/etc/hostname')",
        "SET memory_limit = '9GB'",
        "INSTALL httpfs",
        "ATTACH '/tmp/x.db'",
    ):
        with pytest.raises(duckdb.Error):
            context.projection.rows(sql)


def test_times_are_utc_and_the_quarter_is_baghdads(context, person, open_case, monkeypatch):
    late = datetime(2026, 9, 30, 21, 30, tzinfo=UTC)  # already October in Baghdad
    monkeypatch.setattr(type(context), "now", lambda _self: late)
    open_case(person("case_manager", "A01"), report_date=late.date())
    assert context.projection.rows("SELECT opened_at, quarter FROM core.cases") == [
        (late.replace(tzinfo=None), "2026-Q4")
    ]
