"""What an area's SQL makes of one case decides about no other: not by a row, an error, its time or its memory.

Each canary sits behind a condition that exactly one case fulfils, hers. What is published is the same as if she had
that answer without any trick.
"""

import logging
import threading
from dataclasses import replace

import pytest

from dashboard import Dataset, Released
from dashboard.errors import ReleaseError
from dashboard.release import Offer, Unrecorded, build, menu
from dashboard.release.counting import counts
from dashboard.release.periods import Period
from dashboard.release.tabulate import tabulate
from tests.release.conftest import NOW

KEY, PERIOD, HERS = b"k" * 32, "2026-Q3", "OV-2026-Q3-0-7"
CODES = {"far": "Far away", "near": "Near", "none": "Not known"}
PLAIN = "SELECT case_key, CASE WHEN displacement = 'returnee' THEN '{way}' ELSE 'far' END AS way FROM core.cases"
OTHERS = "SELECT case_key, 'far' AS way FROM core.cases WHERE displacement <> 'returnee'"
CANARIES = {
    "a second row": (
        """
        SELECT case_key, 'far' AS way FROM core.cases
        UNION ALL
        SELECT case_key, 'near' AS way FROM core.cases WHERE displacement = 'returnee'
        """,
        "far",
    ),
    "a code that is not on the list": (PLAIN.format(way="secret"), "none"),
    "a cast": (
        """
        SELECT case_key, CASE WHEN CAST(displacement AS INTEGER) > 1 THEN 'near' ELSE 'far' END AS way
        FROM core.cases
        """,
        "far",
    ),
    "an overflow": (
        """
        SELECT case_key, 'far' AS way FROM core.cases
        WHERE (9223372036854775800 + CASE WHEN displacement = 'returnee' THEN length(case_key) ELSE 1 END) % 7
            = 9223372036854775801 % 7
        """,
        "none",
    ),
    "two rows for one value": (
        """
        SELECT case_key, CASE WHEN displacement = 'returnee' THEN (SELECT n.case_key FROM core.need n) ELSE 'far' END AS way
        FROM core.cases
        """,
        "none",
    ),
    "a join that does not end": (
        f"""
        {OTHERS}
        UNION ALL
        SELECT a.case_key, 'far' AS way
        FROM core.need a JOIN core.need b ON a.submission_id < b.submission_id
        JOIN core.need c ON TRUE JOIN core.need d ON TRUE JOIN core.need e ON TRUE JOIN core.need f ON TRUE
        """,
        "none",
    ),
    "memory": (
        f"""
        {OTHERS}
        UNION ALL
        SELECT case_key, 'far' AS way
        FROM (SELECT DISTINCT a.case_key, a.submission_id AS a, b.submission_id AS b, c.submission_id AS c, d.submission_id AS d
            FROM core.need a JOIN core.need b ON TRUE JOIN core.need c ON TRUE JOIN core.need d ON TRUE)
        """,
        "none",
    ),
}


def shelter(sql: str):
    table = Released(name="distance", label="How far", dataset="far", by=("way",), own={"way": CODES})
    return menu([Offer("shelter", (table,), (Dataset(name="far", sql=sql),))])


@pytest.fixture(scope="module")
def source(cases, store):
    """160 cases, of which one alone is hers: she has come back to her country, and has 300 needs."""
    source = store(cases(PERIOD, 160), seconds=20, alone=1.0)
    source.change("UPDATE core.cases SET reportable = true, displacement = 'resident'")
    source.change(f"UPDATE core.cases SET displacement = 'returnee' WHERE case_key = '{HERS}'")
    source.change(
        "INSERT INTO core.need (submission_id, case_key, superseded) "
        f"SELECT 'N' || i, '{HERS}', false FROM range(300) t(i)"
    )
    return source


def exact(source, sql: str):
    """Return the true counts behind the area's table: rounding could hide one case."""
    policy = shelter(sql)
    return counts(source, [policy.tables[-1]], [PERIOD], policy)["shelter_distance"]


@pytest.mark.parametrize("canary", CANARIES)
def test_a_canary_in_one_case_changes_her_own_cell_and_nothing_else(source, canary, caplog) -> None:
    sql, her_code = CANARIES[canary]
    with caplog.at_level(logging.DEBUG):
        assert exact(source, sql) == exact(source, PLAIN.format(way=her_code))
    assert not caplog.records, "what one case does is said nowhere"


def test_what_is_published_with_the_same_key_is_the_same(source) -> None:
    def published(sql):
        return tabulate(source, Period.parse(PERIOD), (PERIOD,), shelter(sql), KEY)

    sql, her_code = CANARIES["an overflow"]
    assert published(sql) == published(PLAIN.format(way=her_code))


def test_a_build_says_the_same_whatever_one_case_does(source, path) -> None:
    said = set()
    for at, canary in enumerate(("a second row", "an overflow", "a code that is not on the list")):
        policy = shelter(CANARIES[canary][0])
        summary = build(
            source, path.with_name(f"{at}.duckdb"), PERIOD, journal=Unrecorded(), now=NOW, delay_days=14, policy=policy
        )
        said.add(replace(summary, digest=""))
    assert len(said) == 1 and said.pop().outcome == "published"


ERROR = "(9223372036854775800 + CASE WHEN displacement = 'returnee' THEN length(c.case_key) ELSE 1 END) % 7 >= 0"
TIES = {
    "a number": 'SELECT *, row_number() OVER (PARTITION BY case_key ORDER BY "at") AS n FROM core.risk_decisions',
    "a relation called like a column": 'SELECT *, row_number() OVER (PARTITION BY case_key ORDER BY "at") AS n '
    "FROM core.risk_decisions level",
    "a sum of decimal numbers": "SELECT case_key, 1 AS n, CASE WHEN sum(CASE WHEN level = 'high' THEN 1e17 "
    "WHEN length(id) % 2 = 0 THEN -1e17 ELSE 1.0 END) > 0.5 THEN 'high' ELSE 'normal' END AS level "
    "FROM core.risk_decisions GROUP BY ALL",
}


@pytest.fixture(scope="module")
def tied(cases, store):
    """4,100 cases, more than two blocks, with four decisions of the same moment each, in no order; one case is hers."""
    tied = store(cases(PERIOD, 4100), seconds=60, alone=20.0)
    tied.change("UPDATE core.cases SET reportable = true, displacement = 'resident'")
    tied.change(
        "INSERT INTO core.risk_decisions (id, case_key, level, \"at\") SELECT 'R' || hash(i, case_key), case_key, "
        "CASE WHEN hash(i, case_key) % 3 = 0 THEN 'high' ELSE 'normal' END, TIMESTAMP '2026-08-01 10:00:00' "
        "FROM core.cases, range(4) AS r(i) ORDER BY hash(case_key, i)"
    )
    return tied


@pytest.mark.parametrize("tie", TIES)
def test_one_case_that_fails_changes_in_no_other_which_row_is_taken(tied, tie) -> None:
    def taken(displacement):
        tied.change(f"UPDATE core.cases SET displacement = '{displacement}' WHERE case_key = '{HERS}'")
        sql = f"SELECT c.case_key, d.level AS x FROM core.cases c JOIN ({TIES[tie]}) d USING (case_key) WHERE n = 1 AND {ERROR}"
        with tied.case_rows("safety", sql, NOW, "SELECT case_key FROM core.cases", one=True) as rows:
            assert rows.failed == (displacement == "returnee")
            return dict(rows.ask(f"SELECT case_key, x FROM {rows.name}", most=None))

    before, after = taken("resident"), taken("returnee")
    assert len(after) == 4099 and after == {key: level for key, level in before.items() if key != HERS}


def test_a_case_has_as_much_time_alone_as_together_with_others(source, monkeypatch) -> None:
    given = []

    class Noted(threading.Timer):
        def __init__(self, seconds, stop):
            given.append(seconds)
            super().__init__(seconds, stop)

    monkeypatch.setattr(threading, "Timer", Noted)
    exact(source, CANARIES["an overflow"][0])
    together, _no_case, *fewer, _counting = given
    assert len(fewer) > 8 and min(fewer) >= 2 * together and max(fewer) >= 2 * min(fewer)


def test_a_fault_of_the_machine_publishes_nothing(cases, store, path) -> None:
    poor = store(cases(PERIOD, 400), seconds=20, alone=20.0, memory="40MB")
    poor.change("UPDATE core.cases SET reportable = true, displacement = 'resident'")
    poor.change(f"UPDATE core.cases SET displacement = 'returnee' WHERE case_key = '{HERS}'")
    poor.change(
        "INSERT INTO core.need (submission_id, case_key, superseded) "
        "SELECT repeat('a needle', 12) || i, case_key, false FROM core.cases, range(450) AS r(i)"
    )
    sql = f"SELECT case_key, 'far' AS way FROM core.cases c WHERE {ERROR} AND EXISTS (SELECT 1 FROM core.need)"
    with pytest.raises(ReleaseError, match=r"too little memory.*Nothing was published"):
        build(poor, path, PERIOD, journal=Unrecorded(), now=NOW, delay_days=14, policy=shelter(sql))
    assert not path.exists()
