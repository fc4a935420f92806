"""What the service directory offers, to lay beside what a release says is missing: organisations, never cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field

GROUPS = {
    "mhpss_basic": "mhpss",
    "mhpss_specialised": "mhpss",
    "health_medical": "health",
    "safe_house_shelter": "protection",
    "physical_protection": "protection",
    "digital_safety": "digital",
    "content_removal": "digital",
    "legal_aid": "law",
    "police_security": "law",
    "child_protection": "child_protection",
}
"""Codes of the list service_type in the groups that a release counts (sql/needs.sql); all others are "other"."""


@dataclass(frozen=True)
class Supply:
    """The directory as it stands today.

    `verified` counts entries that were checked in the last 90 days, by (governorate, group of services); `stale` are
    the names of those that were not.
    """

    entries: int = 0
    verified: Mapping[tuple[str, str], int] = field(default_factory=dict, hash=False)
    stale: tuple[str, ...] = ()


def group(service_type: str) -> str:
    """Return the group of services that a type belongs to."""
    return GROUPS.get(service_type, "other")
