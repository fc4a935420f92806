"""The store gives back what was published and nothing else."""

from datetime import UTC, datetime
from itertools import product

import pytest

from dashboard.codes import names
from dashboard.errors import ReleaseError
from dashboard.release import AgencyReport, Period, Releases
from tests.release.conftest import FULL


@pytest.fixture
def filled(cases, store, publish, path) -> Releases:
    expected = [AgencyReport("B01", "One", (), "on_time"), AgencyReport("B02", "Two", ("IQ-AR",), "missing")]
    source = store([case for quarter in ("2026-Q1", "2026-Q2", "2026-Q3") for case in cases(quarter, 700)])
    for quarter in ("2026-Q2", "2026-Q1", "2026-Q3"):
        publish(source, quarter, reports=expected)
    return Releases(path)


def test_without_a_file_there_is_no_release(path) -> None:
    assert Releases(path).periods() == () and Releases(path).newest() is None
    with pytest.raises(ReleaseError, match="none yet"):
        Releases(path).table("2026-Q1", "total")


def test_periods_come_newest_first_and_series_oldest_first(filled) -> None:
    assert filled.periods() == ("2026-Q3", "2026-Q2", "2026-Q1")
    assert [period for period, _ in filled.series("risk_level")] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert [period for period, _ in filled.series("risk_level", like="2026-Q2")] == ["2026-Q1", "2026-Q2"]


def test_a_table_has_its_full_grid(filled) -> None:
    table = filled.table("2026-Q3", "governorate_by_risk_level")
    assert set(table.cells) == set(product(names("governorate"), names("risk_level")))
    assert (table.floor, table.sigma) == (10, 4.5) and 3 < table.deviation < 4.3


def test_about_tells_how_the_release_was_made(filled) -> None:
    about = filled.about("2026-Q3")
    assert about.agencies == 2 and about.quarters == ("2026-Q3",) and len(about.policy) == len(FULL.tables)
    assert about.built_at == datetime(2028, 6, 1, tzinfo=UTC) and about.mu == pytest.approx(FULL.mu())
    assert len({filled.about(period).digest for period in filled.periods()}) == 3


def test_a_new_release_is_seen_and_the_old_snapshot_stays(filled, cases, store, publish, path) -> None:
    publish(store(cases("2026-Q4", 700)), "2026-Q4")
    assert Releases(path).newest() == "2026-Q4" and filled.newest() == "2026-Q3"
    assert Releases(path).digest != filled.digest
    assert Releases(path).table("2026-Q1", "total") == filled.table("2026-Q1", "total")


@pytest.mark.parametrize(
    "ask",
    [
        lambda r: r.table("2026-Q4", "total"),
        lambda r: r.table("2026-Q3", "governorat"),
        lambda r: r.cell("2026-Q3", "governorate", "Erbil"),
        lambda r: r.about("Q9"),
    ],
)
def test_what_is_not_published_is_refused_with_what_is(filled, ask) -> None:
    with pytest.raises(ReleaseError):
        ask(filled)


def test_a_damaged_file_is_named_as_such(path) -> None:
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(ReleaseError, match="backup"):
        Releases(path)


def test_periods_sort_by_their_end() -> None:
    labels = ["2026-Y", "2026-Q4", "2026-H2", "2026-Q3", "2025-Y"]
    ordered = [str(period) for period in sorted(map(Period.parse, labels))]
    assert ordered == ["2025-Y", "2026-Q3", "2026-Q4", "2026-H2", "2026-Y"]


def test_a_year_of_which_a_part_was_released_before_is_compared_with_no_whole_year(cases, store, publish, path) -> None:
    source = store([case for year in (2025, 2026) for n in range(1, 5) for case in cases(f"{year}-Q{n}", 300)])
    publish(source, "2025-Y")
    for period in ("2026-Q1", "2026-Q2", "2026-Y"):
        publish(source, period)
    releases = Releases(path)
    assert releases.about("2026-Y").quarters == ("2026-Q3", "2026-Q4")
    assert releases.previous("2026-Y") is None and releases.alike("2025-Y") == ("2025-Y",)
    assert [period for period, _table in releases.series("total", like="2026-Y")] == ["2026-Y"]
    assert releases.previous("2026-Q2") == "2026-Q1"
