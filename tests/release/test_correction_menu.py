"""A correction has the menu of its first version; where no year can follow there is one; and no refusal says what is untrue."""

import json
from dataclasses import replace

import pytest

from dashboard.codes import UNKNOWN
from dashboard.contract import Dataset, Released
from dashboard.errors import ReleaseError
from dashboard.release import Correction, Offer, Period, Releases, menu, verify
from dashboard.release.allowing import check
from dashboard.release.correctable import is_correctable
from dashboard.release.declared import policy_for
from dashboard.release.regions import FIVE, TWO
from dashboard.release.shapes import Shape
from tests.release.conftest import NOW, OFFERS
from tests.release.test_declared import SMALL, build

ALONE = Shape(size="medium", yearly=False)


def of_file(text):
    """Return what the file says of each table: name, noise, regions."""
    return [(table["name"], table["sigma"], table.get("coarser")) for table in json.loads(text)]


@pytest.mark.parametrize(
    ("first", "later"),
    [(None, Shape(size="medium")), (ALONE, replace(SMALL, regions=FIVE, yearly=False)), (ALONE, None)],
)
def test_a_correction_has_tables_noise_and_regions_of_its_first_version_whatever_is_declared_since(first, later):
    past = []
    build(past, "2026-Q1", first)
    build(past, "2026-Q1", later, "corrected")
    assert of_file(past[0].policy) == of_file(past[1].policy) and past[0].mu == past[1].mu


def test_a_correction_in_the_file_has_the_regions_of_before(cases, store, publish, path):
    source = store(cases("2026-Q1", 300))
    publish(source, "2026-Q1", policy=menu(OFFERS, ALONE))
    again = policy_for(
        OFFERS, replace(ALONE, regions=FIVE), Period.parse("2026-Q1"), Releases(path).entries, correcting=True
    )
    publish(source, "2026-Q1", policy=again, correction=Correction("dilan", "late_import"))
    table = Releases(path).table("2026-Q1", "region_by_violence_group")
    assert set(table.labels["region"]) == {*TWO, UNKNOWN} and verify(Releases(path)) == []


def test_without_an_area_that_the_first_version_had_a_correction_is_refused_with_its_tables():
    past = []
    build(past, "2026-Q1", None)
    area = next(offer for offer in OFFERS if offer.tables)
    fewer = [offer for offer in OFFERS if offer is not area]
    with pytest.raises(ReleaseError, match=rf"no active area brings these as they were then: .*{area.area}_"):
        policy_for(fewer, None, Period.parse("2026-Q1"), past, correcting=True)


def test_waits_that_nobody_reserved_make_noise_larger_and_lose_no_year():
    past = []
    build(past, "2026-Q1", None, "held")
    for span in ("2026-H1", "2026-Q3", "2026-Q4", "2026-Y"):
        build(past, span, Shape(size="medium"))
    later = []
    for span in ("2026-Q3", "2026-Q4"):
        build(later, span, replace(SMALL, yearly=False, waits=0), "held")
    build(later, "2026-H2", replace(SMALL, yearly=False, waits=0))


def test_a_refused_year_names_the_waits_that_took_its_room():
    past = []
    build(past, "2026-Q1", None, "held")
    build(past, "2026-H1", SMALL)
    past[-1] = replace(past[-1], policy=past[-1].policy.replace(str(json.loads(past[-1].policy)[0]["sigma"]), "4.376"))
    for span in ("2026-Q3", "2026-Q4"):
        build(past, span, SMALL)
    with pytest.raises(ReleaseError, match="Without 1 decisions to wait for more cases, which took 11 % of the budget"):
        check(past, Period.parse("2026-Y"), NOW, 14, menu(OFFERS, SMALL, "year"), False)


def test_a_short_release_whose_year_lost_its_room_gets_a_correction():
    past = []
    build(past, "2026-Q1", Shape(size="medium"))
    assert not is_correctable("2026-Q1", past)
    build(past, "2026-Q2", ALONE)
    build(past, "2026-Q1", Shape(size="medium"), "corrected")


def test_where_room_is_kept_for_a_year_that_is_not_declared_the_refusal_says_what_it_needs():
    table = Released(name="t", label="x", dataset="d", by=("c",), own={"c": {"a": "A", "none": "N"}}, sigma=30)
    tables = tuple(replace(table, name=f"t{n}", optional=True) for n in range(30))
    big = Offer("big", tables, (Dataset(name="d", sql="SELECT case_key, 'a' AS c FROM core.cases"),))
    past = []
    build(past, "2026-Q1", ALONE, offers=[big])
    with pytest.raises(ReleaseError, match=r"room is kept for the release of 2026-Y.* needs yearly = true"):
        build(past, "2026-Q1", ALONE, "corrected", offers=[big])
    quarters = []
    for span in Period.parse("2026-Y").quarters:
        build(quarters, span, SMALL)
    with pytest.raises(ReleaseError, match=r"kept for the release of 2026-Y.* needs yearly = true"):
        build(quarters, "2026-Y", replace(SMALL, yearly=False))
