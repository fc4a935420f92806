"""A release as a Data Package, on the server and on the page Releases."""

from pathlib import Path

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.taskforce import clearances, spending
from dashboard.actions.taskforce.releases import audit_export
from dashboard.packages import check_free
from dashboard.release.outside import is_cleared
from dashboard.release.package import write


def export(context: Context, who: Principal, period: str, target: Path) -> int:
    """Write the published release of a period to `target`, a folder or a .zip, and return how many cells it has.

    It says of itself whether two coordinators have cleared it for outside. Raises ReleaseError when it is not published.
    """
    context.require(who, Permission.see_releases)
    releases = spending.published(context)
    releases.about(period)  # raises when it is not published; the audit has no line of what could not be taken
    check_free(target)
    clearance = clearances.every(context, who).get(period)
    audit_export(context, who, period)
    return write(releases, period, target, is_cleared=is_cleared(clearance), at=context.now())
