"""What may be said about shown numbers: shares, from nothing but what is shown."""

import math

from dashboard.release.policy import STEP

LEAST_BASE = 30


def percent(part: int | None, whole: int | None) -> int | None:
    """Return a share in steps of 5 %, or None when a number is not shown or the base is under 30."""
    if part is None or whole is None or whole < LEAST_BASE:
        return None
    return min(100, STEP * math.floor(100 * part / whole / STEP + 0.5))
