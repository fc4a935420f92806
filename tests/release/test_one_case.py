"""What an area's SQL makes of one case decides about no other: not by a row, an error, its time or its memory.

Each canary sits behind a condition that exactly one case fulfils, hers. What is published is the same as if she had
that answer without any trick.
"""

import logging
from dataclasses import replace

import pytest

from dashboard import Dataset, Released
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
    source = store(cases(PERIOD, 160), seconds=20, alone=0.25)
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
