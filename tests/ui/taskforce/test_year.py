"""A year beside its quarters: what both may tell of one survivor is said in plain words, and that they are no sum."""

from datetime import timedelta

import pytest

from dashboard.records import Records
from dashboard.release import Period, Releases, Unrecorded, build
from dashboard.release.apart import apart, sharing
from dashboard.release.declared import policy_for
from dashboard.release.limits import at_most, power, spent
from dashboard.release.shapes import Shape
from tests.release.conftest import NOW, CaseStore, invent
from tests.ui.taskforce.conftest import texts

SMALL = Shape(size="small")
QUARTERS = Period.parse("2026-Y").quarters
PERIODS = (*QUARTERS, "2026-Y", "2027-Q1")


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """A file with a year, its quarters, and the first quarter of the next year; made at different times."""
    folder = tmp_path_factory.mktemp("years")
    source = CaseStore(Records.open(f"sqlite:///{folder / 'records.db'}"))
    path = folder / "releases.duckdb"
    source.add([case for quarter in (*QUARTERS, "2027-Q1") for case in invent(quarter, 250)])
    for day, period in enumerate(PERIODS):
        policy = policy_for((), SMALL, Period.parse(period), Releases(path).entries)
        now = NOW + timedelta(days=day // 2)  # some in the same second
        build(source, path, period, journal=Unrecorded(), now=now, delay_days=14, policy=policy)
    return path


def test_what_a_year_and_its_quarters_tell_together_is_said_in_tries(draw, years):
    releases = Releases(years)
    said = texts(draw("releases", path=years, period="2026-Y"))
    both = at_most(100 * power(spent(releases.entries, "2026-Y")))
    assert (
        "2026 Q1, 2026 Q2, 2026 Q3, 2026 Q4" in said and f"right in at most {both} of 100 tries; more than 33" in said
    )
    most = apart(releases, "2026-Y")
    assert f"differ mostly by no more than {most} (19 of 20 numbers)" in said and most in (20, 25)
    assert "It tells at most" not in said
    assert sharing(releases, "2026-Q2") == ("2026-Y",) and sharing(releases, "2027-Q1") == ()


def test_a_quarter_whose_year_is_to_come_says_who_corrects_it(draw, years):
    said = texts(draw("releases", path=years, period="2027-Q1"))
    assert "A release of the year counts its cases once more" in said and "there is no other correction" in said
    assert "differ mostly" not in said


def test_decisions_are_listed_newest_first_also_those_of_one_second(draw, years):
    table = "".join(element.proto.body for element in draw("releases", path=years).get("html"))
    places = [table.index(f">{name}<") for name in ("2027 Q1", "2026", "2026 Q4", "2026 Q3", "2026 Q2", "2026 Q1")]
    assert places == sorted(places)


def test_the_newest_release_is_the_quarter_and_not_the_year_over_it(years):
    assert Releases(years).newest() == "2027-Q1"
