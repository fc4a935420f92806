"""An area that writes an exact count into the rows of all cases publishes nothing of it.

The attack: every case moves into the cell that spells the count. One case then moves all, and no noise hides it.
"""

import pytest

from dashboard import Dataset, Released
from dashboard.errors import ReleaseError
from dashboard.release import Offer, Releases, Unrecorded, build, menu
from dashboard.release.noise import bound
from dashboard.release.policy import STEP
from tests.release.conftest import NOW

PERIOD, MOST = "2026-Q3", 150
SPELLED = {f"n{count}": f"{count} cases" for count in range(MOST)} | {"none": "None"}
SECRETS = {
    "how many returnees there are": "displacement = 'returnee'",
    "how many cases one agency has": "agency = 'A03'",
    "whether she is at high risk": "case_key = 'OV-2026-Q3-0-7' AND risk_level = 'high'",
}
WAYS = {
    "a WITH that counts": "WITH t AS (SELECT count(*) AS n FROM core.cases WHERE {secret}) "
    "SELECT c.case_key, {spell} AS said FROM core.cases c JOIN t ON TRUE",
    "a subquery for a value": "SELECT c.case_key, {spell} AS said "
    "FROM (SELECT case_key, (SELECT count(*) FROM core.cases WHERE {secret}) AS n FROM core.cases) c JOIN "
    "(SELECT case_key, 1 AS one FROM core.cases) t ON t.case_key = c.case_key",
    "a window over all": "SELECT c.case_key, {spell} AS said FROM core.cases c JOIN (SELECT max(n) AS n FROM "
    "(SELECT row_number() OVER (ORDER BY case_key) AS n FROM core.cases WHERE {secret})) t ON TRUE",
    "a relation of that name from WITH": "WITH cases AS (SELECT count(*) AS n FROM core.cases WHERE {secret}), "
    "t AS (SELECT n FROM cases) SELECT c.case_key, {spell} AS said FROM core.cases c JOIN t ON TRUE",
}


def spelled(count: str) -> str:
    words = " ".join(f"WHEN {at} THEN 'n{at}'" for at in range(MOST))
    return f"CASE {count} {words} END"


@pytest.fixture(scope="module")
def source(cases, store):
    source = store(cases(PERIOD, 600))
    source.change("UPDATE core.cases SET reportable = true, displacement = 'resident'")
    source.change("UPDATE core.cases SET displacement = 'returnee' WHERE case_key LIKE '%7'")
    source.change("UPDATE core.cases SET risk_level = 'high', displacement = 'idp' WHERE case_key = 'OV-2026-Q3-0-7'")
    return source


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("way", WAYS)
def test_an_area_that_broadcasts_an_exact_count_publishes_nothing_of_it(source, path, way, secret) -> None:
    count = source.rows(f"SELECT count(*) FROM core.cases WHERE {SECRETS[secret]}")[0][0]
    assert 0 < count < MOST
    sql = WAYS[way].format(secret=SECRETS[secret], spell=spelled("n"))
    table = Released(name="t", label="T", dataset="d", by=("said",), own={"said": SPELLED}, sigma=6.0)
    offer = Offer("partner", (table,), (Dataset(name="d", sql=sql),))
    try:
        build(source, path, PERIOD, journal=Unrecorded(), now=NOW, delay_days=14, policy=menu([offer]))
    except ReleaseError as refused:
        assert "agency" in SECRETS[secret] and str(count) not in str(refused)
        return
    cells = Releases(path).table(PERIOD, "partner_t").cells
    told = {code for (code,), number in cells.items() if number is not None and number > 60}
    # An empty cell shows a number in one of a hundred releases: nothing but noise, which is no more than its cap.
    noise = bound(6.0) + STEP
    assert told <= {"n0", "n1", "none"} and (count == 1 or (cells[f"n{count}",] or 0) <= noise), (
        f"the release spells that there are {count}"
    )
    if count == 1:  # 0 or 1 for her alone is what a table may count; that all cases say 1 would be her secret
        assert "n1" not in told
