"""Where a release says nothing, because agencies did not report. "No data" is not "none"."""

from dashboard.codes import places
from dashboard.release.reported import AgencyReport
from dashboard.release.store import Releases


def silent(releases: Releases, period: str) -> tuple[AgencyReport, ...]:
    """Return the agencies that reported for the period before, of the same length, and did not for this one."""
    before = releases.previous(period)
    if before is None:
        return ()
    reported_before = {report.code for report in releases.reports(before) if report.has_reported}
    return tuple(
        report for report in releases.reports(period) if report.code in reported_before and not report.has_reported
    )


def uncovered(releases: Releases, period: str) -> tuple[str, ...]:
    """Return the governorates in which no agency that reported declares to work.

    Returns none for a release from before agencies reported, and when an agency that reported has not declared where it
    works. A governorate may have a number all the same, of an agency that did not report in time.
    """
    reports = releases.reports(period)
    if not reports or undeclared(releases, period):
        return ()
    covered = {governorate for report in reports if report.has_reported for governorate in report.governorates}
    return tuple(governorate for governorate in places() if governorate not in covered)


def undeclared(releases: Releases, period: str) -> tuple[AgencyReport, ...]:
    """Return the agencies that reported without having declared where they work."""
    return tuple(report for report in releases.reports(period) if report.has_reported and not report.governorates)
