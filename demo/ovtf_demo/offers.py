"""The demo's service directory: invented providers beside what the areas ship, and who can be referred to where."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from dashboard.actions.directory.entries import OWN, Listed, as_choice, merged, plain, serves
from dashboard.contract import Service
from dashboard.i18n import local
from dashboard.records import Tx, services
from dashboard.records.services import ServiceVersion
from dashboard.registry import Plugin

SUMMARY = "Invented for the demonstration. Nobody answers there."


class Offers:
    """What the directory has for a need, by place, service and age."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        self.listed = listed
        self._known: dict[tuple[str, str, bool], list[str]] = {}

    def of(self, place: str, service_type: str, *, child: bool) -> list[str]:
        """Return the choices of a referral form for a service in a governorate, none where the directory has none."""
        key = (place, service_type, child)
        if key not in self._known:
            audiences = ("both", "child" if child else "adult")
            self._known[key] = [
                as_choice(entry).name
                for entry in self.listed
                if service_type in entry.service.service_types
                and serves(entry.service, place)
                and entry.service.audience in audiences
            ]
        return self._known[key]


def open_directory(
    tx: Tx, plugins: Sequence[Plugin], offers: Sequence[Mapping[str, Any]], at: datetime, now: datetime
) -> Offers:
    """Write the invented providers and return the directory as it is then; most are verified shortly before `now`."""
    for number, offer in enumerate(offers):
        services.add(tx, _version(dict(offer), at, now - timedelta(days=5 + number)))
    return Offers(merged(plugins, services.newest(tx), local(now).date()))


def _version(offer: dict[str, Any], at: datetime, verified: datetime) -> ServiceVersion:
    verified -= timedelta(days=offer.pop("days_ago", 0))
    tuples: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in offer.items()}
    service = Service(**tuples, kind="provider", summary=SUMMARY, last_verified=local(verified).date().isoformat())
    return ServiceVersion(key=f"{OWN}.{service.name}", values=plain(service), at=at, by="operator")
