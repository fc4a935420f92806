"""What the service directory offers, to lay beside what a release says is missing: organisations, never cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
class Supply:
    """The service directory as it stands today.

    `verified` counts entries that were checked in the last 90 days, by (governorate, group of services); `stale` are
    the names of the entries that were not.
    """

    entries: int = 0
    verified: Mapping[tuple[str, str], int] = field(default_factory=dict, hash=False)
    stale: tuple[str, ...] = ()


def group(service_type: str) -> str:
    """Return the group of services that a type belongs to."""
    return GROUPS.get(service_type, "other")
