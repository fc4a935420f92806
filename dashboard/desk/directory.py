"""The service directory: what plugins ship, with the task force's corrections and additions on top."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from dashboard import codes
from dashboard.access import Permission, Principal, require
from dashboard.contract import Service
from dashboard.desk.directory_rules import checked
from dashboard.desk.house import House
from dashboard.errors import RecordError
from dashboard.forms import Choice
from dashboard.i18n import BAGHDAD, area_text
from dashboard.i18n import gettext as _
from dashboard.records import Tx, services
from dashboard.records.services import ServiceVersion

OWN = "ovtf"
STALE = timedelta(days=90)


@dataclass(frozen=True)
class Listed:
    """One entry: `key` is "area.name"; `module` is the package whose catalogs translate it."""

    key: str
    service: Service
    module: str
    origin: str  # "plugin", "corrected" or "added"

    @property
    def verified(self) -> date | None:
        """The day on which it was last verified; a month counts from its first day."""
        text = self.service.last_verified
        try:
            return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
        except ValueError:
            return None

    def is_stale(self, today: date) -> bool:
        """Whether nobody has verified it within 90 days (indicators.md S11)."""
        return self.verified is None or today - self.verified > STALE

    def say(self, text: str) -> str:
        """Return one of its texts in the language of this run."""
        return area_text(self.module, text)


def directory(house: House) -> list[Listed]:
    """Return every entry that is not retired."""
    with house.records.read() as tx:
        ours = services.newest(tx)
    return list(_merged(house, ours))


def _merged(house: House, ours: Mapping[str, ServiceVersion]) -> Iterator[Listed]:
    left = dict(ours)
    for plugin in house.registry.active:
        for each in plugin.services:
            version = left.pop(f"{plugin.name}.{each.name}", None)
            if version is None:
                yield Listed(f"{plugin.name}.{each.name}", each, plugin.module, "plugin")
            elif not version.retired:
                yield Listed(version.key, as_service(version.values), plugin.module, "corrected")
    for version in left.values():
        if not version.retired and version.key.startswith(f"{OWN}."):
            yield Listed(version.key, as_service(version.values), "dashboard", "added")


def as_service(values: Mapping[str, Any]) -> Service:
    """Return a service from JSON values."""
    return Service(**{name: _frozen(value) for name, value in values.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


def find(
    house: House,
    *,
    search: str = "",
    governorate: str = "",
    audience: str = "",
    language: str = "",
    kind: str = "",
    service_type: str = "",
) -> list[Listed]:
    """Return the entries that fit every filter given; a search folds Arabic, Sorani and Latin spelling."""
    wanted = codes.fold(search)
    return [
        each
        for each in directory(house)
        if wanted in _words(each)
        and (not governorate or serves(each.service, governorate))
        and (not audience or each.service.audience in ("both", audience))
        and (not language or language in each.service.languages)
        and (not kind or each.service.kind == kind)
        and (not service_type or service_type in each.service.service_types)
    ]


def _words(each: Listed) -> str:
    service = each.service
    texts = [service.label, service.summary, each.say(service.label), each.say(service.summary)]
    return codes.fold(" ".join([*texts, *(value for _kind, value in service.channels)]))


def serves(service: Service, governorate: str) -> bool:
    """Whether a service works in a governorate."""
    if service.governorates:
        return governorate in service.governorates
    return service.region in ("iraq", codes.group("governorate", governorate))


def as_choices(house: House) -> tuple[Choice, ...]:
    """Return the directory as the choices of services.csv, for referral forms."""
    return tuple(_choice(each) for each in directory(house) if each.service.service_types)


def _choice(each: Listed) -> Choice:
    places = each.service.governorates or (() if each.service.region == "iraq" else _governorates(each.service.region))
    columns = {
        "service_types": " ".join(each.service.service_types),
        "governorates": " ".join(places),
        "audience": each.service.audience,
    }
    return Choice(name=each.key.replace(".", "__"), label=each.say(each.service.label), columns=columns)


def _governorates(region: str) -> tuple[str, ...]:
    return tuple(code.code for code in codes.codes("governorate") if code.group == region)


def save(house: House, who: Principal, key: str, values: Mapping[str, Any]) -> str:
    """Correct an entry, or add one under a new "ovtf." key; raise RecordError with what is wrong."""
    require(who, Permission.edit_directory)
    good = checked({**values, "name": key.split(".")[-1]})
    with house.records.write() as tx:
        services.add(tx, ServiceVersion(key=key, values=good, at=house.now(), by=who.person_id))
        house.note(tx, who, "service.save", key)
    return key


def new_key(house: House, label: str) -> str:
    """Return a free key for an entry of the task force's own."""
    letters = "".join(char if char.isascii() and char.isalnum() else "_" for char in label.lower()).strip("_")
    base = f"s_{letters[:30]}".rstrip("_")
    with house.records.read() as tx:
        taken = services.newest(tx)
    names = (base, *(f"{base}_{number}" for number in range(2, 1000)))
    return next(f"{OWN}.{name}" for name in names if f"{OWN}.{name}" not in taken)


def retire(house: House, who: Principal, key: str) -> None:
    """Take an entry out of the directory; its history stays."""
    _again(house, who, key, "service.retire", retired=True)


def verify(house: House, who: Principal, key: str) -> None:
    """Note that an entry was checked today, and by whom."""
    today = house.now().astimezone(BAGHDAD).date().isoformat()
    _again(house, who, key, "service.verify", last_verified=today, verified_by=who.name)


def _again(house: House, who: Principal, key: str, action: str, retired: bool = False, **changed: str) -> None:
    require(who, Permission.edit_directory)
    listed = next((each for each in directory(house) if each.key == key), None)
    if listed is None:
        raise RecordError(_("This entry is not in the directory any more. Open the page again."))
    with house.records.write() as tx:
        values = plain(listed.service) | changed
        services.add(tx, ServiceVersion(key=key, values=values, at=house.now(), by=who.person_id, retired=retired))
        house.note(tx, who, action, key)


def plain(service: Service) -> dict[str, Any]:
    """Return a service as JSON values."""
    return {name: _thawed(value) for name, value in asdict(service).items()}


def _thawed(value: Any) -> Any:
    return [_thawed(each) for each in value] if isinstance(value, list | tuple) else value


def versions(house: House, who: Principal, key: str) -> list[ServiceVersion]:
    """Return what an entry was before, newest first."""
    require(who, Permission.edit_directory)
    with house.records.read() as tx:
        return _history(tx, key)


def _history(tx: Tx, key: str) -> list[ServiceVersion]:
    return services.history(tx, key)
