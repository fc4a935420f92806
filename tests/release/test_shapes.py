"""Menus that are declared by size: all tables with the same noise, and never more than one budget for a case."""

import math
from dataclasses import replace
from itertools import product

import pytest

from dashboard.errors import ReleaseError
from dashboard.release import Releases, menu
from dashboard.release.policy import MU_MAX, SIGMA
from dashboard.release.regions import FIVE, TWO, Region, check, of_place
from dashboard.release.shapes import QUARTERS, SHORT, Shape
from tests.release.conftest import FULL, OFFERS

EVERY = [
    Shape(size=size, rhythm=rhythm, yearly=yearly, waits=waits)
    for size, rhythm, yearly, waits in product(("tiny", "small", "medium", "large"), QUARTERS, (True, False), range(3))
]


@pytest.mark.parametrize("shape", EVERY, ids=str)
def test_a_short_menu_its_year_and_every_wait_together_stay_in_one_budget(shape):
    short, year, both = (menu(OFFERS, shape, part) for part in ("short", "year", "both"))
    waits = min(shape.waits, {"quarter": 2, "half_year": 1, "year": 0}[shape.rhythm])
    apart = math.sqrt(short.mu(waits) ** 2 + (year.mu() ** 2 if shape.has_year else 0))
    assert max(apart, both.mu(waits)) <= MU_MAX
    for policy in (short, year, both):
        policy.check()


def test_all_tables_of_a_menu_have_the_same_noise_but_for_an_area_that_asks_for_more():
    shape = Shape(size="small", waits=0)
    policy = menu((), shape)
    assert [table.name for table in policy.tables] == list(SHORT)
    assert {table.spread for table in policy.tables} == {
        math.ceil(1000 * math.sqrt(13) / (MU_MAX / math.sqrt(2))) / 1000
    }
    assert round(policy.mu(), 2) == 0.85
    spreads = {table.name: table.spread for table in menu(OFFERS, Shape(size="medium")).tables}
    assert spreads.pop("mhpss_care") == spreads.pop("legal_path") == 6 and len(set(spreads.values())) == 1


def test_a_quarter_alone_has_the_whole_budget_and_two_of_them_with_a_year_do_not_fit():
    assert menu((), Shape(size="small", yearly=False, waits=0)).mu() == pytest.approx(MU_MAX, abs=0.001)
    with_year = Shape(size="small", waits=0)
    assert math.hypot(menu((), with_year).mu(), menu((), with_year, "year").mu()) == pytest.approx(MU_MAX, abs=0.001)
    assert math.hypot(0.85, 0.85) > MU_MAX


@pytest.mark.parametrize("size", ["tiny", "small", "medium", "large"])
def test_what_the_quarter_lacks_comes_once_a_year(size):
    shape = Shape(size=size)
    short, year = ({table.name for table in menu(OFFERS, shape, part).tables} for part in ("short", "year"))
    left = {table.name for table in FULL.tables} - short - year
    assert left == (
        {"governorate_by_violence_group", "governorate_by_risk_level", "missing_service"} if size == "tiny" else set()
    )
    assert "total" in short & year and "missing" in short & year


def test_without_a_shape_the_menu_is_that_of_version_0_1():
    assert FULL.mu() == pytest.approx(1.1174, abs=1e-4) and not [
        table for table in FULL.tables if "region" in table.dims
    ]
    assert all(table.spread >= SIGMA[len(table.dims)] for table in FULL.tables)


def test_each_governorate_is_in_exactly_one_region():
    for regions in (TWO, FIVE):
        check(regions)
        assert len(of_place(regions)) == 19 + 1 and "IQ-AN" in of_place(regions)
        assert of_place(regions)["unknown"] == "unknown"  # nobody knows the governorate: a bucket of its own
    without = {**TWO, "federal_iraq": replace(TWO["federal_iraq"], places=TWO["federal_iraq"].places[1:])}
    with pytest.raises(
        ReleaseError, match=r"In no region: Al-Anbar \(IQ-AN\)\. Each governorate belongs to exactly one"
    ):
        check(without)
    with pytest.raises(ReleaseError, match=r"In more than one region: Erbil \(IQ-AR\)"):
        check({**TWO, "own": Region("Own", ("IQ-AR",))})
    with pytest.raises(ReleaseError, match=r"No governorate has the code 'IQ-XX'"):
        check({**TWO, "own": Region("Own", ("IQ-XX",))})


@pytest.mark.parametrize("regions", [TWO, FIVE], ids=["two", "five"])
def test_a_release_counts_by_region_and_its_file_says_which_regions_these_were(cases, store, publish, path, regions):
    chosen = cases("2026-Q3", 2000)
    publish(store(chosen), "2026-Q3", policy=menu(OFFERS, Shape(size="medium", regions=regions)))
    table = Releases(path).table("2026-Q3", "region_by_risk_level")
    assert table.coarser == {"region": of_place(regions)}
    assert table.labels["region"] == {code: region.label for code, region in regions.items()} | {"unknown": "Not known"}
    true = sum(
        case["governorate"] in regions["kri"].places and case["risk_level"] == "high" and case["reportable"]
        for case in chosen
    )
    shown = table["kri", "high"]
    assert shown is not None and abs(shown - true) < 35
    assert {codes[0] for codes in table.cells} == {*regions, "unknown"}
    assert {codes[1] for codes in Releases(path).table("2026-Q3", "region_by_missing").cells} == {
        "mhpss", "protection", "law", "rest"
    }  # fmt: skip


def test_a_table_by_region_counts_the_service_or_the_rest(store, publish, path, cases):
    publish(store(cases("2026-Q3", 900)), "2026-Q3", policy=menu((), Shape(size="small")))
    by_region = Releases(path).table("2026-Q3", "region_by_missing")
    assert by_region["federal_iraq", "rest"] > 400 and by_region["federal_iraq", "law"] is None
