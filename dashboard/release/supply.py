"""What the service directory offers, to lay beside what a release says is missing: organisations, never cases."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dashboard.i18n import noted

SERVICE_GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "mhpss": (noted("Mental health and psychosocial support"), ("mhpss_basic", "mhpss_specialised")),
    "health": (noted("Health care"), ("health_medical",)),
    "protection": (noted("Shelter and protection"), ("safe_house_shelter", "physical_protection")),
    "digital": (noted("Digital safety and removal"), ("digital_safety", "content_removal")),
    "law": (noted("Legal aid and police"), ("legal_aid", "police_security")),
    "child_protection": (noted("Child protection"), ("child_protection",)),
    "other": (noted("Other services"), ()),
}
"""The groups by which a release counts services: what each is called, and its codes of the list service_type.

Every service type that is not named here is "other". The list service_type has groups itself: those are for joint
reporting.
"""
TOLD_APART: Mapping[str, tuple[str, ...]] = {"protection": ("safe_house_shelter", "physical_protection")}
"""Groups whose kinds are told apart where the directory is laid beside a release, first the kind that the need is mostly
for: a list of police numbers is no shelter for tonight.
"""
GROUPS = {
    service_type: group for group, (_label, service_types) in SERVICE_GROUPS.items() for service_type in service_types
}
"""The group of each service type that SERVICE_GROUPS names."""
BY_REGION = ("mhpss", "protection", "law")
"""The groups of services that are told by region; more groups would make every number of the table too small."""
GROUP_SQL = "\n".join(
    [
        "CASE service_type",
        *(f"  WHEN '{service_type}' THEN '{group}'" for service_type, group in GROUPS.items()),
        "  ELSE 'other' END",
    ]
)
"""SQL that gives the group of a service type, for sql/needs.sql."""


@dataclass(frozen=True)
class Offered:
    """One entry that was verified in the last 90 days: the governorates where it works, its groups and types of services,
    and for whom ("adult", "child" or "both").
    """

    places: frozenset[str]
    services: frozenset[str]
    audience: str = "both"


@dataclass(frozen=True)
class Listed:
    """How many entries are listed for a service: all, those for children, those for adults. Many are for both."""

    entries: int
    children: int
    adults: int


@dataclass(frozen=True)
class Supply:
    """The service directory as it stands today: how many entries there are, those that were verified in the last 90
    days, and the names of the others.
    """

    entries: int = 0
    verified: tuple[Offered, ...] = ()
    stale: tuple[str, ...] = ()

    def listed(self, service: str, places: Collection[str]) -> Listed:
        """Count the verified entries for a group or a type of services in any of the places, each once."""
        audiences = [
            each.audience for each in self.verified if service in each.services and not each.places.isdisjoint(places)
        ]
        return Listed(
            len(audiences),
            sum(audience in ("child", "both") for audience in audiences),
            sum(audience in ("adult", "both") for audience in audiences),
        )


def kinds(service: str) -> tuple[str, ...]:
    """Return what is counted by itself of a group of services: its types where they are told apart, else the group."""
    return TOLD_APART.get(service, (service,))


def group(service_type: str) -> str:
    """Return the group of services that a type belongs to."""
    return GROUPS.get(service_type, "other")
