"""What may be said about shown numbers: shares, medians and changes, from nothing but what is shown."""

import math
from collections.abc import Sequence
from typing import Literal

from dashboard.release.policy import STEP

LEAST_BASE = 30
Change = Literal["rise", "fall", "unclear"]
_BEYOND = 1.96
_ROUNDING = STEP**2 / 12
"""Variance that rounding to the grid adds, in cases squared."""


def percent(part: int | None, whole: int | None) -> int | None:
    """Return a share in steps of 5 %, or None when a number is not shown or the base is under 30."""
    if part is None or whole is None or whole < LEAST_BASE:
        return None
    return min(100, STEP * math.floor(100 * part / whole / STEP + 0.5))


def change(before: int | None, after: int | None, *, sigma: float, floor: int) -> Change:
    """Tell whether a number rose or fell by more than the noise and rounding of the two explain (95 %).

    A number that is not shown counts as `floor`, which it is surely under: no change is overstated.
    """
    step = (floor if after is None else after) - (floor if before is None else before)
    if abs(step) <= _BEYOND * math.sqrt(2 * (sigma**2 + _ROUNDING)):
        return "unclear"
    return "rise" if step > 0 else "fall"


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
