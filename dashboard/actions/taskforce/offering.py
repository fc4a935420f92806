"""What areas add to a release."""

from collections.abc import Iterable

from dashboard.registry import Plugin
from dashboard.release import Offer


def offered(areas: Iterable[Plugin]) -> list[Offer]:
    """Return what each of these areas offers, without those that offer nothing."""
    return [Offer(area.name, area.released, area.datasets, area.module) for area in areas if area.released]
