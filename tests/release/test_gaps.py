"""Missing services from shown numbers: a gap is named by its lower end, and what one more service could reach at most."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.codes import UNKNOWN, names
from dashboard.release import ReleasedTable, Releases
from dashboard.release.core_menu import SERVICES
from dashboard.release.gaps import BY_REGION, NATIONAL, NO_GAP, at_least, found, named, national, places, urgent_missing
from dashboard.release.noise import shown
from dashboard.release.whatif import Reach, of_period, of_year, reached
from tests.release.needs import KURDISTAN, with_year

GRID = [(place, service) for place in names("governorate") for service in (*SERVICES, "nothing", "none")]


def by_place(numbers: dict[tuple[str, str], int | None], sigma: float = 4.5) -> ReleasedTable:
    cells = dict.fromkeys(GRID) | numbers
    return ReleasedTable("missing_service", ("governorate", "missing"), 15, sigma, cells)


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Releases:
    return Releases(with_year(tmp_path_factory.mktemp("released")))


def test_a_gap_of_thirteen_that_is_shown_as_thirty_is_not_named() -> None:
    """Version 0.1 named it: shelter in Erbil, shown 30, true 13, the largest of 171 noisy numbers."""
    table = by_place({("IQ-AR", "protection"): 30, ("IQ-BG", "nothing"): 200})
    assert named(table) == () and at_least(table, ("IQ-AR", "protection"), 19 * len(SERVICES)) <= 13


def test_a_large_gap_is_named_with_what_it_is_at_least() -> None:
    (gap,) = named(by_place({("IQ-AR", "protection"): 60, ("IQ-BG", "law"): 20, ("IQ-BG", "none"): 300}))
    assert gap.codes == ("IQ-AR", "protection") and 40 <= gap.at_least < 50


def test_no_gap_is_named_where_the_place_is_not_known() -> None:
    assert named(by_place({(UNKNOWN, "law"): 90})) == ()
    table = by_place({(UNKNOWN, "law"): 90, ("IQ-BG", "law"): 60})
    assert (UNKNOWN, "law") not in reached([table]) and reached([table])["IQ-BG", "law"]


def test_a_country_has_at_least_what_its_regions_have(released) -> None:
    """A coordinator read: legal aid, at least 26 in the country, at least 36 in Federal Iraq."""
    for period in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"):
        country = {gap.service: gap.at_least for gap in found(released, period, NATIONAL)}
        regions = found(released, period, BY_REGION)
        for gap in regions:
            assert sum(each.at_least for each in regions if each.service == gap.service) <= country[gap.service]
    (gap,) = named(by_place({("IQ-AR", "protection"): 60}), {"protection": 52})
    assert gap.at_least == 52


def test_what_is_named_is_there_in_nineteen_of_twenty_releases_and_large_gaps_are_named() -> None:
    chance = np.random.default_rng(13)
    truth = {cell: int(chance.poisson(6)) for cell in GRID if cell[1] not in NO_GAP}
    large = {("IQ-BG", "law"): 40, ("IQ-AR", "protection"): 45, ("IQ-NI", "health"): 60}
    truth |= large
    found, wrong = 0, 0
    for _release in range(200):
        noise = np.rint(chance.normal(0, 4.5, len(truth))).astype(int)
        gaps = named(by_place({cell: shown(n + int(z), 15) for (cell, n), z in zip(truth.items(), noise, strict=True)}))
        found += sum(gap.codes in large for gap in gaps)
        wrong += any(truth[gap.codes] < gap.at_least for gap in gaps)
    assert wrong <= 10 and found >= 0.7 * 200 * len(large)


@given(st.dictionaries(st.sampled_from(GRID), st.integers(3, 60).map(lambda n: 5 * n)), st.floats(2.5, 9))
def test_a_named_gap_is_a_service_over_the_floor_and_not_over_its_interval(numbers, sigma) -> None:
    table = by_place(numbers, sigma)
    gaps = named(table)
    assert [gap.at_least for gap in gaps] == sorted((gap.at_least for gap in gaps), reverse=True)
    for gap in gaps:
        assert gap.service not in NO_GAP and table.floor <= gap.at_least <= table.interval(gap.codes)[0] < gap.shown


def test_the_national_list_has_every_service_once_the_largest_first(released) -> None:
    rows = national(released, "2025-Q4")
    assert {row.service for row in rows} == set(SERVICES) and [row.service for row in rows[:2]] == ["law", "protection"]
    assert [row.shown or 0 for row in rows] == sorted((row.shown or 0 for row in rows), reverse=True)
    before = released.table("2025-Q3", NATIONAL)
    assert all(row.before == before[row.codes] and row.met is None for row in rows)
    assert all(row.before is None and row.direction is None for row in national(released, "2025-Q1"))


def test_shares_are_told_from_two_shown_numbers_only(released) -> None:
    law, *rest = national(released, "2025-Y")
    outcomes = released.table("2025-Y", "need_outcome")
    assert law.met == outcomes["law", "met"] and abs(law.of_needs - 100 * 330 / 580) <= 5
    assert all(row.of_needs is None for row in rest)  # met, or missing, is too few to show
    assert urgent_missing(released, "2025-Q4") in range(20, 45, 5) and urgent_missing(released, "2025-Y") is None


def test_only_needs_for_want_of_one_or_of_room_are_reached(released) -> None:
    """Half of the legal aid that is missing is unsafe: in the national list, and in no what-if."""
    (table,) = of_period(released, "2025-Q4")
    national_law = released.cell("2025-Q4", NATIONAL, "law")
    assert 0.3 * national_law < table["federal_iraq", "law"] < 0.75 * national_law
    reach = reached([table])
    assert reach["federal_iraq", "law"] == Reach(table["federal_iraq", "law"], *table.interval(("federal_iraq", "law")))
    assert reach["kri", "mhpss"] is None and not any(service in NO_GAP for _place, service in reach)
    assert of_period(released, "2025-Y") == ()


def test_four_quarters_together_have_a_narrower_interval_than_their_sum(released) -> None:
    tables = of_year(released, "2025-Q4")
    cell = ("kri", "protection")
    reach = reached(tables)[cell]
    assert reach.most == sum(table[cell] for table in tables) and 0 <= reach.low < reach.most < reach.high
    assert reach.high - reach.most < sum(table.interval(cell)[1] - table[cell] for table in tables)
    assert of_year(released, "2025-Q3") == () and of_year(released, "2025-Y") == tables


def test_a_region_is_its_governorates_as_the_release_put_them_together(released) -> None:
    assert places(released.table("2025-Q4", "region_by_missing"), "kri") == list(KURDISTAN)
    assert places(released.table("2025-Y", "missing_service"), "IQ-BG") == ["IQ-BG"]
