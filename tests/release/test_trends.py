"""Trends, share lines, long runs and happenings come from shown numbers and declared reports."""

import pytest

from dashboard.release import AgencyReport, Releases
from dashboard.release.happenings import happenings
from dashboard.release.trends import LEAST, long_run, share_line, trend

QUARTERS = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")


def report(code: str, **more) -> AgencyReport:
    return AgencyReport(code, code, ("IQ-BG",), "on_time", **more)


@pytest.fixture
def releases(cases, store, publish, path) -> Releases:
    source = store([case for quarter in QUARTERS for case in cases(quarter, 600)])
    reports = {
        "2025-Q3": [report("A01"), report("A02")],
        "2025-Q4": [report("A01"), report("A02")],
        "2026-Q1": [report("A01"), report("A03"), report("A04")],
        "2026-Q2": [report("A01"), report("A03"), report("A04", backlog=True)],
    }
    for quarter in QUARTERS:
        publish(source, quarter, reports=reports[quarter])
    return Releases(path)


def test_a_trend_is_each_shown_number_with_its_published_interval(releases) -> None:
    points = trend(releases, "2026-Q1", "total")
    assert [point.period for point in points] == list(QUARTERS[:3])
    for point in points:
        table = releases.table(point.period, "total")
        assert point.number == table[()] and (point.low, point.high) == table.interval(())


def test_a_hidden_number_is_a_gap_without_an_interval_or_a_share(releases) -> None:
    hidden = [cell for cell, number in releases.table("2026-Q2", "governorate").cells.items() if number is None]
    assert hidden
    for cell in hidden:
        point = trend(releases, "2026-Q2", "governorate", cell)[-1]
        assert (point.number, point.low, point.high) == (None, None, None)
        assert share_line(releases, "2026-Q2", "governorate", cell)[-1].number is None
        assert long_run(releases, "2026-Q2", "governorate", cell) is None or trend(
            releases, "2026-Q1", "governorate", cell
        )


def test_shares_go_in_steps_of_five_per_cent(releases) -> None:
    for cell in releases.table("2026-Q2", "risk_level").cells:
        assert all(
            point.number is None or point.number % 5 == 0
            for point in share_line(releases, "2026-Q2", "risk_level", cell)
        )


def test_a_long_run_is_a_mean_over_the_releases_before_and_needs_three(releases) -> None:
    mean = long_run(releases, "2026-Q2", "total")
    numbers = [releases.cell(quarter, "total") for quarter in QUARTERS[:3]]
    assert len(mean.periods) == LEAST and min(numbers) <= mean.mean <= max(numbers) and mean.rounded % 5 == 0
    assert long_run(releases, "2026-Q1", "total") is None


def test_agencies_that_join_or_leave_and_backlogs_are_told_where_they_happened(releases) -> None:
    first, second = happenings(releases, "2026-Q2")
    assert (first.period, second.period) == ("2026-Q1", "2026-Q2")
    assert [each.code for each in first.joined] == ["A03", "A04"] and [each.code for each in first.left] == ["A02"]
    assert [each.code for each in second.backlogs] == ["A04"] and not second.joined


def test_nobody_joined_since_a_release_of_before_agencies_reported(cases, store, publish, path) -> None:
    """Of such a release it is not known who was in it: twelve that report for the first time have not joined."""
    twelve = [report(f"A{n:02}") for n in range(12)]
    source = store([case for quarter in QUARTERS[:3] for case in cases(quarter, 600)])
    for quarter, told in zip(QUARTERS, ((), twelve, [*twelve, report("A12")]), strict=False):
        publish(source, quarter, reports=told)
    (only,) = happenings(Releases(path), QUARTERS[2])
    assert (only.period, [each.code for each in only.joined], only.left) == (QUARTERS[2], ["A12"], ())
