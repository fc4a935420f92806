"""What the service directory offers where, for the task force's page of service gaps (indicators.md S10, S11)."""

from collections import Counter

from dashboard import codes
from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import Listed, directory, serves
from dashboard.release import Supply
from dashboard.release.supply import group


def supply(context: Context, who: Principal) -> Supply:
    """Count the directory's verified entries by governorate and group of services, and name the stale ones."""
    require(who, Permission.see_releases)
    offers = [each for each in directory(context) if each.service.service_types]
    fresh = Counter(cell for each in offers if not each.is_stale for cell in _cells(each))
    stale = tuple(each.say(each.service.label) for each in offers if each.is_stale)
    return Supply(entries=len(offers), verified=fresh, stale=stale)


def _cells(each: Listed) -> set[tuple[str, str]]:
    """Return where an entry counts, once for each group of services."""
    places = [place for place in codes.names("governorate") if serves(each.service, place)]
    return {(place, group(kind)) for place in places for kind in each.service.service_types}
