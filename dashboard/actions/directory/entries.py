"""The entries of the service directory: what plugins ship, with the task force's versions on top."""

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
STALE = timedelta(days=90)
Origin = Literal["plugin", "corrected", "added"]


@dataclass(frozen=True)
class Listed:
    """One entry: `key` is "area.name"; `module` is the package whose catalogs translate it."""

    key: str
    service: Service
    area: str
    module: str
    origin: Origin
    verified: date | None
    is_stale: bool
    words: str = ""

    def say(self, text: str) -> str:
        """Return one of its texts in the language of this run."""
        return area_text(self.module, text)


def shipped(plugins: Iterable[Plugin]) -> dict[str, tuple[Plugin, Service]]:
    """Return what plugins ship, by key."""
    return {f"{plugin.name}.{each.name}": (plugin, each) for plugin in plugins for each in plugin.services}


def merged(plugins: Iterable[Plugin], ours: Mapping[str, ServiceVersion], today: date) -> list[Listed]:
    """Return every entry, also the retired ones: the plugins' first, the task force's own after them."""
    first = shipped(plugins)
    found = [
        _listed(key, _corrected(each, ours.get(key)), each, plugin.module, today)
        for key, (plugin, each) in first.items()
    ]
    own = [each for key, each in ours.items() if key.startswith(f"{OWN}.") and key not in first]
    return found + [_added(version, today) for version in own]


def _added(version: ServiceVersion, today: date) -> Listed:
    blank = Service(name=version.key.partition(".")[2], label="", kind="provider", summary="")
    return _listed(version.key, _corrected(blank, version), blank, "dashboard", today)


def _corrected(first: Service, version: ServiceVersion | None) -> Service:
    """Lay a version over what was shipped; a field that a later release dropped is left out."""
    values = version.values if version else {}
    return replace(first, **{name: _frozen(value) for name, value in values.items() if name in FIELDS})


def _listed(key: str, service: Service, first: Service, module: str, today: date) -> Listed:
    area, verified = key.partition(".")[0], verified_on(service)
    is_corrected = any(getattr(service, name) != getattr(first, name) for name in EDITABLE)
    origin: Origin = "added" if area == OWN else "corrected" if is_corrected else "plugin"
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
    """Return what a search looks through: texts in every language, channels as written and without gaps."""
    texts = [said for text in (service.label, service.summary) for said in _in_every_language(module, text)]
    channels = [value for _kind, value in service.channels]
    return folded(" ".join([*texts, *channels, *(value.replace(" ", "") for value in channels)]))


def _in_every_language(module: str, text: str) -> Iterator[str]:
    return iter({copy_context().run(_said, module, text, language): None for language in LANGUAGES})


def _said(module: str, text: str, language: str) -> str:
    use(language)
    return area_text(module, text)


def folded(text: str) -> str:
    """Fold spelling and digits of Arabic, Sorani and Latin text, for matching only."""
    return codes.fold(western(text))


def serves(service: Service, governorate: str) -> bool:
    """Whether a service works in a governorate."""
    if service.governorates:
        return governorate in service.governorates
    return service.region == "iraq" or governorate in _governorates(service.region)


def as_choice(each: Listed) -> Choice:
    """Return an entry as a choice of a referral form."""
    places = each.service.governorates or (() if each.service.region == "iraq" else _governorates(each.service.region))
    columns = {
        "service_types": " ".join(each.service.service_types),
        "governorates": " ".join(places),
        "audience": each.service.audience,
    }
    return Choice(name=each.key.replace(".", "__"), label=each.say(each.service.label), columns=columns)


def _governorates(region: str) -> tuple[str, ...]:
    return tuple(code.code for code in codes.codes("governorate") if code.group == region)


def is_same(service: Service, values: Mapping[str, Any]) -> bool:
    """Whether new values have the name and the place of an entry that is there."""
    place = (values["region"], sorted(values["governorates"]))
    is_there = (service.region, sorted(service.governorates)) == place
    return is_there and codes.fold(service.label) == codes.fold(values["label"])


def free_key(taken: Collection[str], label: str) -> str:
    """Return a key of the task force's own that nothing has yet, from the Latin letters of a label."""
    letters = "_".join(re.findall(r"[a-z0-9]+", label.lower()))[:30].strip("_")
    base = letters if letters[:1].isalpha() else f"service_{letters}".rstrip("_")
    keys = (f"{OWN}.{name}" for name in chain([base], (f"{base}_{number}" for number in count(2))))
    return next(key for key in keys if key not in taken)


def differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields in which two versions differ, in the order of a form."""
    return tuple(name for name in field_names() if was.get(name) != now.get(name))


def plain(service: Service) -> dict[str, Any]:
    """Return a service as JSON values."""
    return {name: _thawed(value) for name, value in asdict(service).items()}


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


def _thawed(value: Any) -> Any:
    return [_thawed(each) for each in value] if isinstance(value, list | tuple) else value
