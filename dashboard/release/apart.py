"""A year and the shorter releases in it count the same cases, each with a random change of its own: how far they are apart."""

import math

from dashboard.release.policy import STEP
from dashboard.release.store import Releases


def sharing(releases: Releases, period: str) -> tuple[str, ...]:
    """Return the other published periods that hold cases of a period, the oldest first."""
    quarters = set(releases.about(period).quarters)
    others = (other for other in reversed(releases.periods()) if other != period)
    return tuple(other for other in others if quarters & set(releases.about(other).quarters))


def apart(releases: Releases, year: str) -> int | None:
    """Return by how much 19 of 20 numbers of a year differ at most from the sum of its shorter releases, in cases,
    rounded up to 5; None where no table is in all of them.
    """
    parts = [year, *sharing(releases, year)]
    names = [set(releases.names(part)) for part in parts]
    shared = set.intersection(*names) if len(parts) > 1 else set()
    spreads = [_together([releases.table(part, name).spread for part in parts]) for name in shared]
    return STEP * math.ceil(1.96 * max(spreads) / STEP) if spreads else None


def _together(spreads: list[float]) -> float:
    """Return the standard deviation of the difference of numbers that were rounded, too."""
    return math.hypot(*spreads, *[STEP / math.sqrt(12)] * len(spreads))
