"""What may be said about shown numbers: shares and medians, from nothing but what is shown."""

import math
from collections.abc import Sequence

from dashboard.release.policy import STEP

LEAST_BASE = 30


def percent(part: int | None, whole: int | None) -> int | None:
    """Return a share in steps of 5 %, or None when a number is not shown or the base is under 30."""
    if part is None or whole is None or whole < LEAST_BASE:
        return None
    return min(100, STEP * math.floor(100 * part / whole / STEP + 0.5))


def median_band(bands: Sequence[tuple[str, int | None]], *, floor: int) -> str | None:
    """Return the band that holds the median, or None when what is not shown could move it to another.

    `bands` are (label, shown) in order; a number that is not shown lies between none and `floor`.
    """
    if sum(number or 0 for _, number in bands) < LEAST_BASE:
        return None
    least = [number or 0 for _, number in bands]
    most = [floor if number is None else number for _, number in bands]
    earliest, latest = _middle(most, least), _middle(least, most)
    return bands[earliest][0] if earliest == latest else None


def _middle(before: Sequence[int], after: Sequence[int]) -> int:
    """Return the first position up to which `before` is no less than what `after` has beyond it."""
    return next(i for i in range(len(before)) if sum(before[: i + 1]) >= sum(after[i + 1 :]))
