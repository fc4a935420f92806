"""A live figure is made case by case as a release is: it tells nothing of another agency, and one case spoils no other."""

import pytest

from dashboard.analysis import Cut, Share, figure, left_out, measure
from dashboard.contract import Dataset, Indicator, View
from dashboard.errors import TooSlow
from dashboard.projection import Limits, Projection
from tests.analysis.conftest import FORMS
from tests.analysis.histories import NOW

SPELLED = {
    "a WITH that counts": "WITH t AS (SELECT count(*) AS n FROM core.cases) "
    "SELECT c.case_key, t.n AS told FROM core.cases c JOIN t ON TRUE",
    "a place in all": "SELECT case_key, row_number() OVER (ORDER BY case_key) AS told FROM core.cases",
    "a subquery": "SELECT case_key, (SELECT count(*) FROM core.cases o WHERE o.case_key <> c.case_key) + 1 AS told "
    "FROM core.cases c",
}
VIEW = View(name="told", label="T", dataset="d", by=("told",), base="every")
HALF = "9223372036854775800 + CASE WHEN c.case_key = '{key}' THEN length(c.case_key) ELSE 1 END"


def cases_of(made, agency: str) -> list[str]:
    sql = "SELECT case_key FROM core.cases WHERE agency = ? ORDER BY case_key"
    return [row[0] for row in made.projection.rows(sql, [agency])]


@pytest.fixture(scope="module")
def agencies(made):
    both = [row[0] for row in made.projection.rows("SELECT agency FROM core.cases GROUP BY ALL ORDER BY count(*) DESC")]
    assert len(both) > 1
    return both[:2]


@pytest.mark.parametrize("way", SPELLED)
def test_an_area_s_view_tells_a_supervisor_no_count_of_other_agencies(made, agencies, way) -> None:
    mine = Cut(agency=agencies[0], now=NOW)
    own, every = left_out(made.projection, mine).every, left_out(made.projection, Cut(agency=None, now=NOW)).every
    counted = figure(made.projection, "safety", VIEW, mine, Dataset(name="d", sql=SPELLED[way]))
    assert counted.rows == ((1, own),) and own < every
    assert every not in [value for row in counted.rows for value in row]


@pytest.mark.parametrize("column", ["agency", "case_manager"])
def test_whose_case_it_is_cannot_be_counted_by(made, agencies, column) -> None:
    with pytest.raises(Exception, match=column):
        figure(made.projection, "safety", VIEW, Cut(agency=agencies[0], now=NOW),
               Dataset(name="d", sql=f"SELECT case_key, {column} AS told FROM core.cases"))  # fmt: skip


def with_error(key: str) -> Dataset:
    return Dataset(name="d", sql=f"SELECT c.case_key, ({HALF.format(key=key)}) % 7 AS told FROM core.cases c")


def test_an_error_in_one_case_spoils_neither_another_agency_s_figure_nor_the_rest_of_its_own(made, agencies) -> None:
    theirs = cases_of(made, agencies[1])[0]
    own = len(cases_of(made, agencies[0]))
    untouched = figure(made.projection, "safety", VIEW, Cut(agency=agencies[0], now=NOW), with_error(theirs))
    assert (untouched.total, untouched.failed) == (own, 0)
    spoilt = figure(made.projection, "safety", VIEW, Cut(agency=agencies[1], now=NOW), with_error(theirs))
    assert (spoilt.total, spoilt.failed) == (len(cases_of(made, agencies[1])) - 1, 1)
    share = Indicator(name="i", label="I", dataset="d", numerator="told", definition="D", base="every")
    dataset = Dataset(name="d", sql=with_error(theirs).sql.replace("% 7 AS told", "% 7 > 0 AS told"))
    measured = measure(made.projection, "safety", share, Cut(agency=agencies[1], now=NOW), dataset)
    assert isinstance(measured, Share) and measured.failed == 1


def test_a_figure_that_does_not_end_is_given_up_in_its_time(made) -> None:
    hurried = Projection.open(None, FORMS, limits=Limits(seconds=0.4))
    hurried.follow(made.records)
    steps = " ".join(f"JOIN core.cases c{at} ON c{at}.case_key >= c.case_key JOIN u u{at} ON TRUE" for at in range(4))
    many = "SELECT a.one FROM (SELECT unnest(violence_types) AS one FROM core.cases) a"
    sql = f"WITH v AS ({many}), w AS (SELECT x.one FROM v x JOIN v y ON TRUE JOIN v z ON TRUE), u AS "
    sql += f"(SELECT x.one FROM w x JOIN w y ON TRUE JOIN w z ON TRUE) SELECT c.case_key, 1 AS told FROM core.cases c {steps}"
    with pytest.raises(TooSlow):
        figure(hurried, "safety", VIEW, Cut(agency=None, now=NOW), Dataset(name="d", sql=sql))
    hurried.close()
