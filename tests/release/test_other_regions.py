"""Regions that are put together otherwise under the same name: their numbers are never laid beside those of before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.i18n import use
from dashboard.release import Releases
from dashboard.release.compared import changes
from dashboard.release.declared import declared
from dashboard.release.library import Library, Version
from dashboard.release.naming import cell_label
from dashboard.release.regions import TWO, Regions, of_place, own
from dashboard.release.released_table import ReleasedTable
from dashboard.release.signals import comparable
from dashboard.release.trends import long_run, trend
from dashboard.release.whatif import of_year
from dashboard.settings import read
from dashboard.ui.taskforce import pairs
from dashboard.ui.taskforce.narrowed import over_time
from dashboard.ui.taskforce.trends import trend_panel
from tests.release.changing import QUARTERS, entry_of

MOVED = ("IQ-KI", "IQ-NI", "IQ-DI", "IQ-SD")
OTHER = {
    "kri": own("kri", (*TWO["kri"].places, *MOVED)),
    "federal_iraq": own("federal_iraq", tuple(place for place in TWO["federal_iraq"].places if place not in MOVED)),
}
NAME, LAST = "region_by_missing", QUARTERS[-1]


def table(name: str, dims: tuple[str, ...], regions: Regions, kri: int) -> ReleasedTable:
    """Return a table in which the Kurdistan Region has `kri` cases, the rest 500."""
    cells = {(code, *["law"] * (len(dims) - 1)): kri if code == "kri" else 500 for code in regions}
    labels = {"region": {code: region.label for code, region in regions.items()}}
    return ReleasedTable(name, dims, 10, 3.5, cells, labels=labels, coarser={"region": of_place(regions)})


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use("en")
    yield
    use("en")


def made(since: str) -> Releases:
    """Return six quarters of the same cases; since one of them the Kurdistan Region has four governorates more."""
    versions: dict[tuple[str, int], Version] = {}
    for quarter in QUARTERS:
        regions, kri = (OTHER, 300) if quarter >= since else (TWO, 100)
        tables = {
            "total": ReleasedTable("total", (), 10, 3.5, {(): 800}),
            "region": table("region", ("region",), regions, kri),
            NAME: table(NAME, ("region", "missing"), regions, kri),
        }
        versions[quarter, 0] = Version(tables)
    shapes = {"total": (), "region": ("region",), NAME: ("region", "missing")}
    entries = tuple(entry_of(quarter, shapes) for quarter in QUARTERS)
    return Releases(Path(), Library(entries, versions))


@pytest.fixture
def releases() -> Releases:
    return made(LAST)


def test_nothing_is_said_to_have_changed_where_only_the_regions_did(releases) -> None:
    assert changes(releases, LAST, ["total", "region", NAME])
    assert not any(found.signals for found in changes(releases, LAST, ["total", "region", NAME]))
    assert not comparable(releases.table(QUARTERS[-2], NAME), releases.table(LAST, NAME))
    assert not pairs.same_grid(releases, QUARTERS[-2], LAST, NAME)
    assert pairs.same_grid(releases, QUARTERS[-3], QUARTERS[-2], NAME)


def test_a_trend_ends_where_the_regions_were_others_and_nothing_is_added_up_over_it(releases) -> None:
    assert [point.period for point in trend(releases, LAST, NAME, ("kri", "law"))] == [LAST]
    assert len(trend(releases, QUARTERS[-2], NAME, ("kri", "law"))) == len(QUARTERS) - 1
    assert long_run(releases, LAST, NAME, ("kri", "law")) is None and of_year(releases, LAST) == ()


def test_a_line_says_from_when_on_the_regions_are_those_of_today(releases) -> None:
    assert over_time(releases, LAST, "region", "kri").note == "Other regions before 2026 Q2."
    assert over_time(releases, QUARTERS[-2], "region", "kri").note == ""
    assert trend_panel(releases, LAST, "region") is None
    panel = trend_panel(made(QUARTERS[-2]), LAST, "region")
    assert panel.note == "Other regions before 2026 Q1." and len(panel.rows) == 2
    assert trend_panel(releases, QUARTERS[-2], "region").note == ""


def test_a_region_with_other_governorates_never_has_the_name_of_a_public_one(releases) -> None:
    written = "\n".join(f"{code} = {list(region.places)}" for code, region in OTHER.items())
    shape = declared(read(f'[release]\nmenu = "medium"\n[regions]\n{written}\n'))
    assert [region.label for region in shape.regions.values()] == ["kri", "federal_iraq"]
    assert own("kri", tuple(reversed(TWO["kri"].places))).label == "Kurdistan Region"
    use("ar")
    before, after = releases.table(QUARTERS[0], NAME), releases.table(LAST, NAME)
    assert cell_label(before, "region", "kri") == "إقليم كوردستان"
    assert cell_label(after, "region", "kri").strip("\u2066\u2069") == "kri"
