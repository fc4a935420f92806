"""The demo's releases: nine quarters with the declared menu, the year that is whole, and who said what of them."""

import pytest

from dashboard.release import Releases, verify


@pytest.fixture(scope="module")
def releases(demo) -> Releases:
    return Releases(demo.workspace.releases)


def test_nine_quarters_and_the_whole_year_after_its_last(releases) -> None:
    periods = [entry.period for entry in releases.entries]
    assert periods == [
        *("2024-Q3", "2024-Q4"),
        *("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025-Y"),
        *("2026-Q1", "2026-Q2", "2026-Q3"),
    ]
    assert {entry.outcome for entry in releases.entries} == {"published"} and verify(releases) == []


def test_a_quarter_has_the_short_menu_and_the_year_what_it_lacks(releases) -> None:
    short, year = ({table.name for table in releases.about(period).policy} for period in ("2026-Q3", "2025-Y"))
    assert {"region_by_missing", "safety_danger", "legal_path"} <= short - year
    assert {"missing_service", "governorate_by_risk_level"} <= year - short


def test_an_agency_goes_silent_one_declares_a_backlog_and_two_join(releases) -> None:
    said = {
        period: {report.code: report for report in releases.reports(period)}
        for period in ("2025-Q2", "2026-Q1", "2026-Q2", "2026-Q3")
    }
    assert said["2026-Q1"]["A09"].has_reported and not said["2026-Q2"]["A09"].has_reported
    assert {code for code, report in said["2026-Q3"].items() if report.state == "missing"} == {"A01", "A09"}
    assert [(period, code) for period in said for code in said[period] if said[period][code].backlog] == [
        ("2026-Q1", "A04")
    ]
    assert said["2026-Q3"].keys() - said["2025-Q2"].keys() == {"A11", "A12"}
