"""What the service directory offers where, for the task force's page of service gaps (indicators.md S10, S11)."""

from dashboard import codes
from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import directory, serves
from dashboard.contract import Service
from dashboard.release import Supply
from dashboard.release.supply import Offered, group


def supply(context: Context, who: Principal) -> Supply:
    """Return the directory's verified entries by governorate, group of services and audience, and name the stale ones."""
    context.require(who, Permission.see_releases)
    offers = [entry for entry in directory(context) if entry.service.service_types]
    verified = tuple(_offered(offer.service) for offer in offers if not offer.is_stale)
    stale = tuple(offer.say(offer.service.label) for offer in offers if offer.is_stale)
    return Supply(entries=len(offers), verified=verified, stale=stale)


def _offered(service: Service) -> Offered:
    """Return where an entry counts, for what (each type, and each group once) and for whom."""
    places = frozenset(place for place in codes.places() if serves(service, place))
    services = frozenset(service.service_types) | frozenset(map(group, service.service_types))
    return Offered(places, services, service.audience)
