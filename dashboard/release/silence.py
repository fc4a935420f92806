"""Where a release says nothing: agencies gone silent, governorates without one that reported. "No data" is not "none"."""

from dashboard import codes
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

    A release of before agencies reported knows of none, and so says nothing of any governorate.
    """
    reports = releases.reports(period)
    covered = {place for each in reports if each.has_reported for place in each.governorates}
    return tuple(place for place in codes.names("governorate") if place not in covered) if reports else ()
