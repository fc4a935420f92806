"""Which shares may be told: computed from shown numbers and nothing else."""

import math

from dashboard.release.policy import STEP

LEAST_BASE = 30
"""The least number of cases of which a share is told."""


def percent(part: int | None, whole: int | None) -> int | None:
    """Return a share in steps of 5 %; None when a number is not shown, or when `whole` is under LEAST_BASE."""
    if part is None or whole is None or whole < LEAST_BASE:
        return None
    return min(100, STEP * math.floor(100 * part / whole / STEP + 0.5))
