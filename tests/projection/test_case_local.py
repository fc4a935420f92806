# ruff: noqa: E501 - statements read better on one line each
"""A row of a dataset is made from one case: it is the same when no other case exists, and never says whose it is."""

from contextlib import closing
from datetime import UTC, datetime

import duckdb
import pytest

from dashboard.casework.core_forms import core_relations
from dashboard.errors import SqlRefused
from dashboard.projection import Projection
from dashboard.projection.case_local import case_local, relations
from dashboard.records import Records
from dashboard.registry import Registry

NOW = datetime(2026, 11, 1, tzinfo=UTC)
KEYS = ("OV-1", "OV-2", "OV-3", "OV-4")
WITH_COUNT = "WITH t AS (SELECT count(*) AS n, max(case_key) AS k FROM core.cases)"
TRIES = {
    "a count of all": f"{WITH_COUNT} SELECT c.case_key, t.n AS x FROM core.cases c JOIN t ON TRUE",
    "a count in capitals": 'SELECT c.case_key, t.n AS x FROM "CORE"."CASES" c JOIN (SELECT count(*) AS n FROM "core"."cases") t ON TRUE',
    "a value of a subquery": "SELECT case_key, (SELECT count(*) FROM core.need) AS x FROM core.cases",
    "a correlated subquery": "SELECT case_key, (SELECT count(*) FROM core.need n WHERE n.case_key <> c.case_key) AS x FROM core.cases c",
    "existence elsewhere": "SELECT case_key, EXISTS (SELECT 1 FROM core.need n WHERE n.case_key <> c.case_key) AS x FROM core.cases c",
    "being among others": "SELECT case_key, 'OV-3' IN (SELECT case_key FROM core.need) AS x FROM core.cases",
    "a place in all": "SELECT case_key, row_number() OVER (ORDER BY case_key) AS x FROM core.cases",
    "a neighbour": "SELECT a.case_key, b.risk_level AS x FROM core.cases a LEFT JOIN core.cases b ON b.case_key <> a.case_key",
    "her by her key": "SELECT a.case_key, b.risk_level AS x FROM core.cases a JOIN core.cases b ON b.case_key = 'OV-3'",
    "a semi join": "SELECT a.case_key, 1 AS x FROM core.cases a SEMI JOIN core.need n ON n.case_key <> a.case_key",
    "an anti join": "SELECT a.case_key, 1 AS x FROM core.cases a ANTI JOIN core.need n ON n.case_key = 'OV-3'",
    "a full join": "SELECT coalesce(a.case_key, b.case_key) AS case_key, b.risk_level AS x FROM core.cases a FULL JOIN core.cases b ON a.case_key < b.case_key",
    "a right join": "SELECT b.case_key, a.risk_level AS x FROM core.cases a RIGHT JOIN core.cases b ON a.case_key > b.case_key",
    "another's name as the row's": "SELECT 'OV-3' AS case_key, risk_level AS x FROM core.cases",
    "everything at once": "SELECT max(case_key) AS case_key, count(*) AS x FROM core.cases",
    "a union": "SELECT case_key, risk_level AS x FROM core.cases UNION SELECT 'OV-1' AS case_key, risk_level AS x FROM core.cases WHERE case_key = 'OV-3'",
    "a name from WITH like a relation": "WITH cases AS (SELECT * FROM core.cases) SELECT a.case_key, (SELECT count(*) FROM cases) AS x FROM core.cases a",
    "names in brackets": "SELECT a.case_key, count(*) AS x FROM (core.cases a JOIN core.need n ON TRUE) GROUP BY a.case_key",
    "a whole row": "SELECT c.case_key, c AS x FROM core.cases c",
    "all columns": "SELECT * FROM core.cases",
    "columns of its own names": "SELECT c.case_key, c.b AS x FROM core.cases AS c(case_key, b)",
    "the name of the schema": "SELECT core.cases.case_key, core.cases.risk_level AS x FROM core.cases",
    "the narrowing's name": "SELECT own.case_key, c.risk_level AS x FROM (SELECT 'OV-3' AS case_key) own JOIN core.cases c ON TRUE",
    "a number in brackets": "SELECT a.case_key, row_number() OVER (ORDER BY a.risk_level) AS x FROM (core.cases a JOIN core.need n ON TRUE) SEMI JOIN core.need s ON TRUE",
    "a number of unnamed rows": "SELECT case_key, row_number() OVER (ORDER BY one) AS x FROM (SELECT case_key, 1 AS one FROM core.cases) JOIN core.need USING (case_key)",
    "a column like its relation": "SELECT case_key, row_number() OVER (ORDER BY case_key DESC) AS x FROM core.need case_key",
    "stars beside a number": "SELECT a.*, n.case_key AS x, (SELECT max(z.case_key) FROM (SELECT * FROM core.need) z) AS y, row_number() OVER (ORDER BY a.status) AS p, row_number() OVER (ORDER BY n.case_key DESC) AS q FROM core.cases a JOIN core.need AS n ON TRUE",
    "all columns but one beside a number": "SELECT * EXCLUDE (status), row_number() OVER (ORDER BY risk_level) AS p FROM core.cases",
    "a WITH in a WITH": "WITH t AS (WITH t AS (SELECT * FROM core.need) SELECT * FROM t), u AS (SELECT * FROM T) SELECT U.case_key, U.superseded AS x FROM u",
    "sums and means": "SELECT case_key, sum(DISTINCT 1.5) AS x, avg(CAST(length(submission_id) AS DOUBLE)) FILTER (TRUE) AS y FROM core.need GROUP BY ALL",
    "the time": "SELECT c.case_key, k.now AS x FROM core.cases c JOIN core.clock k ON TRUE",
}
AGENCY = {
    "its name": "SELECT case_key, agency AS x FROM core.cases",
    "its name in quotes": 'SELECT case_key, "AGENCY" AS x FROM core.cases',
    "its name of another relation": "SELECT n.case_key, n.agency AS x FROM core.need n",
    "the colleague": "SELECT case_key, case_manager AS x FROM core.cases",
    "a query around it": "SELECT case_key, c.agency AS x FROM (SELECT case_key FROM core.cases) z",
    "by the schema's name": "SELECT case_key, core.cases.agency AS x FROM core.cases",
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Return a maker of projections without a case."""
    records = Records.open(f"sqlite:///{tmp_path_factory.mktemp('record') / 'records.db'}")

    def make():
        made = Projection.open(None, core_relations())
        made.follow(records)
        return made

    yield make
    records.close()


@pytest.fixture(scope="module")
def projection(empty):
    with closing(empty()) as made:
        for at, key in enumerate(KEYS):
            values = f"'{key}', 'AGENCY{at}', 'PERSON{at}', '{('high', 'normal')[at % 2]}', true, '2026-Q3'"
            made.rows(
                f"INSERT INTO core.cases (case_key, agency, case_manager, risk_level, reportable, quarter) VALUES ({values})"
            )
            for turn in range(at):
                made.rows(
                    f"INSERT INTO core.need (submission_id, case_key, agency, superseded) VALUES ('N{turn}', '{key}', 'AGENCY{at}', false)"
                )
        yield made


def rows(projection: Projection, sql: str, keys) -> set[str]:
    """Return the rows of a dataset in which these cases are all that is asked about."""
    listed = ", ".join(f"'{key}'" for key in keys)
    with projection.case_rows(
        "safety", sql, NOW, f"SELECT case_key FROM core.cases WHERE case_key IN ({listed})"
    ) as made:
        assert made.failed == 0
        return {repr(row) for row in made.ask(f"SELECT * FROM {made.name}")}


@pytest.mark.parametrize("name", TRIES)
def test_all_cases_together_have_the_rows_that_each_has_alone(projection, name):
    together = rows(projection, TRIES[name], KEYS)
    alone = [rows(projection, TRIES[name], [key]) for key in KEYS]
    assert together == set().union(*alone)
    assert all(repr(key) in row.split(",")[0] for key, own in zip(KEYS, alone, strict=True) for row in own)
    assert "AGENCY" not in str(together) and "PERSON" not in str(together)


@pytest.mark.parametrize("name", TRIES)
def test_a_case_has_the_same_rows_when_no_other_exists(projection, empty, name):
    apart = empty()
    apart.rows(
        "INSERT INTO core.cases (case_key, risk_level, reportable, quarter) VALUES ('OV-2', 'normal', true, '2026-Q3')"
    )
    apart.rows("INSERT INTO core.need (submission_id, case_key, superseded) VALUES ('N0', 'OV-2', false)")
    with closing(apart):
        assert rows(projection, TRIES[name], ["OV-2"]) == rows(apart, TRIES[name], ["OV-2"])


@pytest.mark.parametrize("name", AGENCY)
def test_whose_case_it_is_has_no_name(projection, name):
    with pytest.raises(duckdb.Error):
        rows(projection, AGENCY[name], KEYS)


OUTSIDE = (
    "SELECT c.case_key, 1 AS x FROM core.cases c JOIN {name} t ON TRUE WHERE EXISTS (WITH {name} AS (SELECT 1 AS a) SELECT a FROM {name})",
    "WITH a AS (SELECT * FROM {name}), {name} AS (SELECT 1 AS b) SELECT c.case_key, 1 AS x FROM core.cases c JOIN a ON TRUE",
    "WITH {name} AS (SELECT * FROM {name}) SELECT c.case_key, 1 AS x FROM core.cases c JOIN {name} t ON TRUE",
)


def test_a_name_from_with_reads_nothing_of_the_catalog_outside_of_it(projection):
    catalog = "SELECT DISTINCT view_name FROM duckdb_views() WHERE schema_name IN ('main', 'pg_catalog')"
    names = [name for (name,) in projection.rows(catalog)]
    assert {"duckdb_tables", "pg_class", "sqlite_master"} <= set(names)
    for name in [*names, "rows_keys"]:
        for sql in OUTSIDE:
            with pytest.raises(SqlRefused, match=f"'{name}' is not one of yours"):
                rows(projection, sql.format(name=name), KEYS)


def test_what_decides_ties_is_no_column_of_the_rows(projection):
    for star in ("stars beside a number", "all columns but one beside a number"):
        with projection.case_rows("safety", TRIES[star], NOW, "SELECT case_key FROM core.cases") as made:
            assert not [name for name in made.columns if name.startswith("with_")] and "gender" in made.columns


def test_a_name_from_with_is_no_name_of_the_catalog_even_past_the_gate(projection):
    sql = case_local(OUTSIDE[0].format(name="duckdb_tables"), NOW, "hers")
    with pytest.raises(duckdb.CatalogException, match="with_"):
        projection.rows(f"SELECT * FROM (SELECT 'OV-1' AS case_key) AS hers, LATERAL ({sql})")


def test_the_tables_of_the_making_have_names_that_nobody_can_guess(projection):
    with projection.case_rows(
        "safety", "SELECT case_key FROM core.cases", NOW, "SELECT case_key FROM core.cases"
    ) as made:
        assert len(made.name) > 20 and made.name != "rows_"


def test_every_relation_of_every_shipped_dataset_is_narrowed_and_every_cast_may_fail():
    for plugin in Registry.load().active:
        for dataset in plugin.datasets:
            sql = case_local(dataset.sql, NOW, "hers")
            for relation in relations(dataset.sql):
                assert "EXCLUDE (agency" in sql and f"FROM {relation} AS own WHERE own.case_key = hers.case_key" in sql
            assert " CAST(" not in sql.replace("TRY_CAST(", "").replace("CAST('", "")
