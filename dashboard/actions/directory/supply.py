"""What the service directory offers where, for the task force's page of service gaps (indicators.md S10, S11)."""

from collections import Counter

from dashboard import codes
from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import Listed, directory, serves
from dashboard.release import Supply
from dashboard.release.supply import group


def supply(context: Context, who: Principal) -> Supply:
    """Count the directory's verified entries by governorate and group of services, and name the stale ones."""
    context.require(who, Permission.see_releases)
    offers = [entry for entry in directory(context) if entry.service.service_types]
    fresh = Counter(cell for offer in offers if not offer.is_stale for cell in _cells(offer))
    stale = tuple(offer.say(offer.service.label) for offer in offers if offer.is_stale)
    return Supply(entries=len(offers), verified=fresh, stale=stale)


def _cells(offer: Listed) -> set[tuple[str, str]]:
    """Return the (governorate, group of services) in which an entry counts, each once however many types it offers."""
    places = [place for place in codes.names("governorate") if serves(offer.service, place)]
    return {(place, group(service_type)) for place in places for service_type in offer.service.service_types}
