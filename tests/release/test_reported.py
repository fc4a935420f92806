"""Who reported is in the release file: as it was said, frozen, verified, and with nothing from a case in it."""

import duckdb
import pytest

from dashboard.codes import places
from dashboard.errors import ReleaseError
from dashboard.release import AgencyReport, Correction, Releases, verify
from dashboard.release.silence import silent, uncovered, undeclared
from tests.release.conftest import CaseStore

ONE = AgencyReport("B01", "منظمة أولى", ("IQ-AR", "IQ-DA"), "on_time")
TWO = AgencyReport("B02", "Second", ("IQ-SU",), "late")
GONE = AgencyReport("B03", "Third", ("IQ-BG",), "missing")
SAID = (TWO, GONE, ONE)
CAUGHT_UP = AgencyReport("B04", "Fourth", ("IQ-NI",), "on_time", backlog=True)


def back(report: AgencyReport, state) -> AgencyReport:
    return AgencyReport(report.code, report.name, report.governorates, state)


@pytest.fixture
def source(cases, store) -> CaseStore:
    return store([case for n in range(1, 5) for case in cases(f"2026-Q{n}", 600)])


def test_reports_come_back_as_they_were_said_ordered_by_code(source, publish, path) -> None:
    publish(source, "2026-Q3", reports=SAID)
    releases = Releases(path)
    assert releases.reports("2026-Q3") == (ONE, TWO, GONE)
    assert releases.about("2026-Q3").agencies == 3 and verify(releases) == []


def test_a_declared_backlog_comes_back_as_it_was_said(source, publish, path) -> None:
    publish(source, "2026-Q3", reports=(*SAID, CAUGHT_UP))
    releases = Releases(path)
    assert [report.code for report in releases.reports("2026-Q3") if report.backlog] == ["B04"]
    assert verify(releases) == []


def test_a_file_of_before_backlogs_were_declared_opens_keeps_its_fingerprint_and_takes_them(
    source, publish, path
) -> None:
    publish(source, "2026-Q2", reports=SAID)
    with duckdb.connect(str(path)) as file:
        file.execute("ALTER TABLE reported DROP COLUMN backlog")
    old = Releases(path)
    assert old.reports("2026-Q2") == (ONE, TWO, GONE) and verify(old) == []
    publish(source, "2026-Q3", reports=(CAUGHT_UP,))
    new = Releases(path)
    assert new.reports("2026-Q2") == (ONE, TWO, GONE) and new.reports("2026-Q3") == (CAUGHT_UP,)
    assert new.about("2026-Q2").digest == old.about("2026-Q2").digest and verify(new) == []


def test_agencies_with_and_without_cases_make_the_same_list(cases, store, publish, path, tmp_path) -> None:
    some = cases("2026-Q3", 600)
    publish(store([case | {"agency": "B01"} for case in some]), "2026-Q3", reports=SAID)
    first = Releases(path)
    path.rename(tmp_path / "first.duckdb")
    publish(store([case | {"agency": "B03"} for case in some]), "2026-Q3", reports=SAID)
    second = Releases(path)
    assert first.reports("2026-Q3") == second.reports("2026-Q3")
    assert first.about("2026-Q3").agencies == second.about("2026-Q3").agencies == 3


def test_an_agency_of_the_cases_that_is_not_expected_is_nowhere_in_the_file(source, publish, path) -> None:
    publish(source, "2026-Q3", reports=SAID)
    raw = path.read_bytes()
    assert b"B01" in raw and b"A01" not in raw


def test_a_period_held_back_keeps_no_reports(cases, store, publish, path) -> None:
    assert publish(store(cases("2026-Q3", 40)), "2026-Q3", reports=SAID).outcome == "held"
    with duckdb.connect(str(path), read_only=True) as file:
        assert file.execute("SELECT count(*) FROM reported").fetchone() == (0,)
    with pytest.raises(ReleaseError, match="not published"):
        Releases(path).reports("2026-Q3")


def test_a_correction_has_reports_of_its_own_and_the_first_stay(source, publish, path) -> None:
    publish(source, "2026-Q3", reports=SAID)
    now = (ONE, TWO, back(GONE, "late"))
    publish(source, "2026-Q3", reports=now, correction=Correction("dilan", "late_import"))
    assert Releases(path).reports("2026-Q3") == now and verify(Releases(path)) == []
    with duckdb.connect(str(path), read_only=True) as file:
        states = file.execute("SELECT revision, state FROM reported WHERE code = 'B03' ORDER BY ALL").fetchall()
    assert states == [(0, "missing"), (1, "late")]


def _forget(path) -> None:
    """Make the file one of before agencies reported."""
    with duckdb.connect(str(path)) as file:
        file.execute("DROP TABLE reported")


def test_an_older_file_opens_keeps_its_fingerprint_and_takes_new_releases(source, publish, path) -> None:
    publish(source, "2026-Q2")
    _forget(path)
    old = Releases(path)
    assert old.reports("2026-Q2") == () and verify(old) == []
    assert silent(old, "2026-Q2") == () and uncovered(old, "2026-Q2") == ()
    publish(source, "2026-Q3", reports=SAID)
    new = Releases(path)
    assert new.about("2026-Q2").digest == old.about("2026-Q2").digest
    assert new.reports("2026-Q2") == () and new.reports("2026-Q3") == (ONE, TWO, GONE)
    assert silent(new, "2026-Q3") == () and verify(new) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reported SET state = 'on_time' WHERE code = 'B03'",
        "UPDATE reported SET governorates = ['IQ-BG', 'IQ-NI'] WHERE code = 'B01'",
        "UPDATE reported SET name = 'Other' WHERE code = 'B02'",
        "DELETE FROM reported WHERE code = 'B03'",
        "DELETE FROM reported",
        "INSERT INTO reported VALUES ('2026-Q3', 0, 'B09', 'Nine', ['IQ-MU'], 'on_time', false)",
        "UPDATE reported SET backlog = true WHERE code = 'B02'",
        "UPDATE reported SET backlog = false WHERE code = 'B04'",
        "DROP TABLE reported",
    ],
)
def test_a_report_that_was_changed_in_the_file_is_found(source, publish, path, change) -> None:
    publish(source, "2026-Q3", reports=(*SAID, CAUGHT_UP))
    assert verify(Releases(path)) == []
    with duckdb.connect(str(path)) as file:
        file.execute(change)
    assert ["changed after it was published" in each.text for each in verify(Releases(path))] == [True]


def test_a_report_that_was_put_into_an_older_release_is_found(source, publish, path) -> None:
    publish(source, "2026-Q3")
    with duckdb.connect(str(path)) as file:
        file.execute("INSERT INTO reported VALUES ('2026-Q3', 0, 'B09', 'Nine', ['IQ-MU'], 'on_time', false)")
    assert verify(Releases(path))


class TestSilence:
    """An agency that stopped reporting, and places of which nobody reported."""

    def test_who_reported_before_and_not_now_has_gone_silent(self, source, publish, path) -> None:
        new = AgencyReport("B04", "Fourth", ("IQ-NI",), "missing")
        publish(source, "2026-Q2", reports=(ONE, back(TWO, "late"), GONE))
        publish(source, "2026-Q3", reports=(back(ONE, "missing"), back(TWO, "missing"), GONE, new))
        releases = Releases(path)
        assert silent(releases, "2026-Q3") == (back(ONE, "missing"), back(TWO, "missing"))
        assert silent(releases, "2026-Q2") == ()

    def test_it_compares_with_the_newest_period_before_of_the_same_length(self, source, publish, path) -> None:
        publish(source, "2026-Q1", reports=(ONE,))
        publish(source, "2026-Q2", reports=(back(ONE, "missing"),))
        publish(source, "2026-H2", reports=(back(ONE, "missing"),))
        releases = Releases(path)
        assert [each.code for each in silent(releases, "2026-Q2")] == ["B01"]
        assert silent(releases, "2026-H2") == ()

    def test_an_agency_that_left_is_not_silent(self, source, publish, path) -> None:
        publish(source, "2026-Q2", reports=(ONE, TWO))
        publish(source, "2026-Q3", reports=(TWO,))
        assert silent(Releases(path), "2026-Q3") == ()

    def test_places_are_covered_only_by_agencies_that_reported(self, source, publish, path) -> None:
        publish(source, "2026-Q3", reports=SAID)
        expected = set(places()) - {"IQ-AR", "IQ-DA", "IQ-SU"}
        found = uncovered(Releases(path), "2026-Q3")
        assert set(found) == expected and len(found) == 16 and "IQ-BG" in found

    def test_an_agency_that_has_not_said_where_it_works_leaves_every_place_open(self, source, publish, path) -> None:
        somewhere = AgencyReport("B05", "Fifth", (), "on_time")
        publish(source, "2026-Q3", reports=(ONE, somewhere))
        assert uncovered(Releases(path), "2026-Q3") == () and undeclared(Releases(path), "2026-Q3") == (somewhere,)

    def test_where_nobody_reported_every_governorate_is_uncovered(self, source, publish, path) -> None:
        publish(source, "2026-Q3", reports=(GONE,))
        assert uncovered(Releases(path), "2026-Q3") == places()

    def test_an_unpublished_period_is_refused_with_what_there_is(self, source, publish, path) -> None:
        publish(source, "2026-Q3", reports=SAID)
        for ask in (silent, uncovered):
            with pytest.raises(ReleaseError, match="Published: 2026-Q3"):
                ask(Releases(path), "2026-Q4")
