"""Invented agencies and the people who work there."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from dashboard import codes
from dashboard.access.passwords import hash_password
from dashboard.records import Tx, agencies, people, reporting
from dashboard.records.agencies import Agency
from dashboard.records.people import Person
from dashboard.records.reporting import Places

PASSWORD = "Demo-only-2026!"
ACCOUNTS = (("case_manager", "amal"), ("supervisor", "sara"), ("coordinator", "dilan"), ("administrator", "admin"))
COUNT = 12
JOINED = {11: timedelta(days=500), 12: timedelta(days=800)}
"""When an agency joined, by its number: so long after the others."""
_NAMES = (
    "Amal",
    "Sara",
    "Dilan",
    "Noor",
    "Rawa",
    "Huda",
    "Shilan",
    "Zainab",
    "Avin",
    "Maha",
    "Tara",
    "Rana",
    "Lana",
    "Dina",
)


BEFORE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Staff:
    """One agency: where it works, how large it is, who works there."""

    code: str
    weight: float
    governorates: tuple[str, ...]
    managers: list[str] = field(default_factory=list)
    joined: datetime = BEFORE


def hire(tx: Tx, rng: random.Random, places: dict[str, float], at: datetime, count: int = COUNT) -> list[Staff]:
    """Write `count` agencies and the people who work there; every account has the same, well-known password."""
    hashed = hash_password(PASSWORD)
    hired = [_agency(tx, rng, number, places, at + JOINED.get(number, timedelta())) for number in range(1, count + 1)]
    for number, staff in enumerate(hired):
        joined = staff.joined
        for manager in range(rng.choice((2, 2, 3))):
            username = "amal" if number == 0 and manager == 0 else f"{staff.code.lower()}.cm{manager + 1}"
            staff.managers.append(_person(tx, rng, username, "case_manager", staff.code, hashed, joined))
        username = "sara" if number == 0 else f"{staff.code.lower()}.lead"
        _person(tx, rng, username, "supervisor", staff.code, hashed, joined)
    _person(tx, rng, "dilan", "coordinator", None, hashed, at)
    _person(tx, rng, "admin", "administrator", None, hashed, at)
    return hired


def _agency(tx: Tx, rng: random.Random, number: int, places: dict[str, float], at: datetime) -> Staff:
    """Write an agency and where it works: the first three in every governorate of `places`, others in 4 to 8. Each third
    is small enough to work as a team.
    """
    code = f"A{number:02}"
    access = "own" if number % 3 else "team"
    agencies.add(tx, Agency(code=code, name=f"Demo agency {number}", created_at=at, access=access))
    home = tuple(places) if number <= 3 else tuple(rng.sample(list(places), rng.randint(4, 8)))
    listed = tuple(place for place in codes.names("governorate") if place in home)
    reporting.declare(tx, Places(agency=code, governorates=listed, at=at, by="operator"))
    return Staff(code, rng.uniform(0.5, 2.0), home, joined=at)


def _person(tx: Tx, rng: random.Random, username: str, role: str, agency: str | None, hashed: str, at: datetime) -> str:
    person = Person(
        id=str(UUID(int=rng.getrandbits(128), version=4)),
        username=username,
        role=role,
        agency=agency,
        language="en",
        name=username.title() if "." not in username else rng.choice(_NAMES),
        password_hash=hashed,
        created_at=at,
    )
    people.add(tx, person)
    return person.id
