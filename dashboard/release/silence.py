"""Where a release says nothing: agencies gone silent, governorates without one that reported. "No data" is not "none"."""

from dashboard.codes import names
from dashboard.release.reported import AgencyReport
from dashboard.release.store import Releases


def silent(releases: Releases, period: str) -> tuple[AgencyReport, ...]:
    """Return the agencies that reported for the period before, of the same length, and are missing in this one."""
    before = releases.previous(period)
    if before is None:
        return ()
    reported = {each.code for each in releases.reports(before) if each.has_reported}
    return tuple(each for each in releases.reports(period) if each.code in reported and not each.has_reported)


def uncovered(releases: Releases, period: str) -> tuple[str, ...]:
    """Return the governorates in which no agency that reported declares to work.

    Nothing is said of any governorate where a release is older than reporting, or where an agency that reported has not
    declared where it works. A place may have a number all the same, of an agency that did not report in time.
    """
    reports = releases.reports(period)
    if not reports or undeclared(releases, period):
        return ()
    covered = {place for each in reports if each.has_reported for place in each.governorates}
    return tuple(place for place in names("governorate") if place not in covered)


def undeclared(releases: Releases, period: str) -> tuple[AgencyReport, ...]:
    """Return the agencies that reported without having declared where they work."""
    return tuple(each for each in releases.reports(period) if each.has_reported and not each.governorates)
