"""Entries of the service directory: what plugins ship, the task force's corrections laid over it, and its own entries."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextvars import copy_context
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import chain, count
from typing import Any, Literal

from dashboard import codes
from dashboard.actions.directory.rules import EDITABLE, FIELDS, field_names
from dashboard.contract import Service
from dashboard.forms import Choice
from dashboard.i18n import area_text, use
from dashboard.languages import LANGUAGES, western
from dashboard.records.services import ServiceVersion
from dashboard.registry import Plugin

OWN = "ovtf"
"""The area in the keys of entries that the task force added itself."""
STALE = timedelta(days=90)
"""An entry that was not verified for so long is shown as perhaps out of date."""
Origin = Literal["plugin", "corrected", "added"]


@dataclass(frozen=True)
class Listed:
    """One entry as it is shown: `key` is "area.name", `module` the package whose catalogs translate it.

    `words` is the text that a search looks through.
    """

    key: str
    service: Service
    area: str
    module: str
    origin: Origin
    verified: date | None
    is_stale: bool
    words: str = ""

    def say(self, text: str) -> str:
        """Return one of its texts in the language of the person who reads it."""
        return area_text(self.module, text)


def shipped(plugins: Iterable[Plugin]) -> dict[str, tuple[Plugin, Service]]:
    """Return the entries that plugins ship, by key, each with its plugin."""
    return {f"{plugin.name}.{service.name}": (plugin, service) for plugin in plugins for service in plugin.services}


def merged(plugins: Iterable[Plugin], ours: Mapping[str, ServiceVersion], today: date) -> list[Listed]:
    """Return every entry, retired ones too: those of plugins, then the task force's own; `ours` are its newest versions."""
    first = shipped(plugins)
    of_plugins = [
        _listed(key, _corrected(service, ours.get(key)), service, plugin.module, today)
        for key, (plugin, service) in first.items()
    ]
    own = [version for key, version in ours.items() if key.startswith(f"{OWN}.") and key not in first]
    return of_plugins + [_added(version, today) for version in own]


def _added(version: ServiceVersion, today: date) -> Listed:
    """Return an entry that the task force added itself."""
    blank = Service(name=version.key.partition(".")[2], label="", kind="provider", summary="")
    return _listed(version.key, _corrected(blank, version), blank, "dashboard", today)


def _corrected(first: Service, version: ServiceVersion | None) -> Service:
    """Return a service with the task force's values in place of those that were shipped.

    Fields that the contract no longer has are left out.
    """
    values = dict(version.values) if version else {}
    # A version holds every field. One of before `no_referral` with no service types did not mean that there are none:
    # it copied what was shipped, where 104, 119 and 497 had none yet. What is shipped now counts.
    if "no_referral" not in values and not values.get("service_types"):
        values.pop("service_types", None)
    return replace(first, **{field: _frozen(value) for field, value in values.items() if field in FIELDS})


def _listed(key: str, service: Service, first: Service, module: str, today: date) -> Listed:
    """Return an entry as it is shown; `first` is the service before the task force corrected it."""
    area, verified = key.partition(".")[0], verified_on(service)
    is_corrected = any(getattr(service, field) != getattr(first, field) for field in EDITABLE)
    origin: Origin = "corrected" if is_corrected else "plugin"
    if area == OWN:
        origin = "added"
    is_stale = verified is None or today - verified > STALE
    return Listed(key, service, area, module, origin, verified, is_stale, _words(service, module))


def verified_on(service: Service) -> date | None:
    """Return the day on which a service was last verified; a month counts from its first day."""
    text = service.last_verified
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None


def _words(service: Service, module: str) -> str:
    """Return what a search looks through: the texts in every language, and telephone numbers with and without spaces."""
    texts = [*_in_every_language(module, service.label), *_in_every_language(module, service.summary)]
    addresses = [address for _kind, address in service.channels]
    return folded(" ".join([*texts, *addresses, *(address.replace(" ", "") for address in addresses)]))


def _in_every_language(module: str, text: str) -> Iterator[str]:
    """Yield each different translation of a text once, in the order of the languages."""

    def translated(language: str) -> str:
        use(language)
        return area_text(module, text)

    # Each in a copy of the context, so that the language of the person who reads stays what it is.
    return iter({copy_context().run(translated, language): None for language in LANGUAGES})


def folded(text: str) -> str:
    """Return a text in one spelling of its letters and digits (Arabic, Sorani, Latin), for comparing, never for showing."""
    return codes.fold(western(text))


def serves(service: Service, governorate: str) -> bool:
    """Whether a service works in a governorate: one that it names, else any of its region.

    Where nobody knows the governorate it is one that belongs to no single governorates: a line that does not answer
    where she is costs her time.
    """
    if governorate == codes.UNKNOWN:
        return not service.governorates
    if service.governorates:
        return governorate in service.governorates
    return service.region == "iraq" or governorate in _governorates(service.region)


def as_choice(entry: Listed) -> Choice:
    """Return an entry as a choice of a referral form, with the columns that the form filters by.

    The name of the choice is the key with "__" for the dot.
    """
    service = entry.service
    places = service.governorates or (() if service.region == "iraq" else _governorates(service.region))
    columns = {
        "service_types": " ".join(service.service_types),
        "governorates": " ".join(places),
        "audience": service.audience,
    }
    return Choice(name=entry.key.replace(".", "__"), label=entry.say(service.label), columns=columns)


def _governorates(region: str) -> tuple[str, ...]:
    return tuple(code.code for code in codes.codes("governorate") if code.group == region)


def is_same(service: Service, values: Mapping[str, Any]) -> bool:
    """Whether new values have the name and the place of an entry that is in the directory already."""
    place = (values["region"], sorted(values["governorates"]))
    is_there = (service.region, sorted(service.governorates)) == place
    return is_there and codes.fold(service.label) == codes.fold(values["label"])


def free_key(taken: Collection[str], label: str) -> str:
    """Return an unused key for an entry of the task force's own, made of the Latin letters of its label."""
    letters = "_".join(re.findall(r"[a-z0-9]+", label.lower()))[:30].strip("_")
    base = letters if letters[:1].isalpha() else f"service_{letters}".rstrip("_")
    names = chain([base], (f"{base}_{number}" for number in count(2)))  # base, base_2, base_3 and so on
    return next(f"{OWN}.{name}" for name in names if f"{OWN}.{name}" not in taken)


def differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the fields in which two versions differ, in the order in which the form shows them."""
    return tuple(field for field in field_names() if was.get(field) != now.get(field))


def plain(service: Service) -> dict[str, Any]:
    """Return a service as JSON values."""
    return {field: _thawed(value) for field, value in asdict(service).items()}


def _frozen(value: Any) -> Any:
    """Return a value of a field with a tuple for every list in it."""
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


def _thawed(value: Any) -> Any:
    """Return a value of a field with a list for every tuple in it."""
    return [_thawed(part) for part in value] if isinstance(value, list | tuple) else value
