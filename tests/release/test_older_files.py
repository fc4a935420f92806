"""A file of releases from before tables were adjusted opens, shows and proves the same, also when a new one is added."""

import lzma
from pathlib import Path

import duckdb
import pytest

from dashboard.release import Releases, verify
from dashboard.release.attacker import public_bounds
from dashboard.release.noise import interval, probably_under

STORED = Path(__file__).parents[1] / "workspaces" / "v0_1" / "releases.duckdb.xz"
COLUMNS = {
    "cube": "period, tab, d1, d2, shown",
    "release": "period, outcome, quarters, built_at, agencies, mu, policy, digest",
}
"""The columns of the first format, which had no corrections."""


@pytest.fixture(params=["0.1", "first format"])
def older(request, path):
    """A file as version 0.1 wrote it, or as the first format had it."""
    path.write_bytes(lzma.decompress(STORED.read_bytes()))
    if request.param == "first format":
        with duckdb.connect(str(path)) as file:
            for table, kept in COLUMNS.items():
                file.execute(f"CREATE TABLE old AS SELECT {kept} FROM {table}")
                file.execute(f"DROP TABLE {table}")
                file.execute(f"ALTER TABLE old RENAME TO {table}")
    return path


def everything(releases):
    tables = {(period, table.name) for period in releases.periods() for table in releases.about(period).policy}
    return {(period, name): releases.table(period, name) for period, name in tables}


def test_an_older_file_is_unchanged_and_keeps_its_digests(older) -> None:
    releases = Releases(older)
    assert releases.newest() == "2026-Q3" and verify(releases) == []


def test_what_its_numbers_may_be_off_follows_from_their_noise(older) -> None:
    for table in everything(Releases(older)).values():
        assert not table.is_adjusted and table.spread == table.sigma
        assert table.under == probably_under(table.floor, table.sigma)
        for codes, shown in table.cells.items():
            assert table.interval(codes) == (None if shown is None else interval(shown, table.sigma, table.floor))


def test_it_shows_the_same_beside_a_new_release_that_has_intervals(older, cases, store, publish) -> None:
    before, digests = everything(Releases(older)), [entry.digest for entry in Releases(older).entries]
    publish(store(cases("2026-Q4", 800)), "2026-Q4")
    releases = Releases(older)
    after = everything(releases)
    assert {key: after[key] for key in before} == before and verify(releases) == []
    assert [entry.digest for entry in releases.entries][:-1] == digests
    assert releases.table("2026-Q4", "total").is_adjusted and releases.table("2026-Q4", "total").intervals


@pytest.mark.parametrize("change", ["low = 1, high = 9999", "deviation = 0.1"])
def test_an_interval_that_no_digest_covers_is_found_and_not_shown(older, cases, store, publish, change) -> None:
    publish(store(cases("2026-Q4", 800)), "2026-Q4")  # adds the columns of intervals
    before = everything(Releases(older))
    with duckdb.connect(str(older)) as file:
        file.execute(f"UPDATE cube SET {change} WHERE period = '2026-Q3' AND tab IN ('total', 'governorate')")
    assert everything(Releases(older)) == before
    assert [finding.period for finding in verify(Releases(older))] == ["2026-Q3"]


def test_the_attacker_bounds_older_numbers_by_the_cap_of_their_noise_and_new_ones_closer() -> None:
    table = {"sigma": 4.5, "floor": 15}
    assert public_bounds(table, None) == (0, 14 + 27) and public_bounds(table, 40) == (11, 69)
    assert public_bounds(table, 15) == (0, 44) and public_bounds(table, 17) == (17, 17)
    assert public_bounds(table, 40, 4.0) == (40 - 2.5 - 24, 40 + 2.5 + 24) and public_bounds(table, None, 4.0) == (
        0,
        38,
    )
