"""Which shares and sums may be told: computed from shown numbers and nothing else."""

import math
from collections.abc import Iterable

from dashboard.release.policy import STEP

LEAST_BASE = 30
"""The least number of cases of which a share is told."""


def percent(part: int | None, whole: int | None) -> int | None:
    """Return a share in steps of 5 %; None when a number is not shown, or when `whole` is under LEAST_BASE."""
    if part is None or whole is None or whole < LEAST_BASE:
        return None
    return min(100, STEP * math.floor(100 * part / whole / STEP + 0.5))


def added(parts: Iterable[tuple[int, tuple[int, int]]]) -> tuple[int, int, int]:
    """Return the sum of shown numbers, each given with its interval, and the sum's own interval, in cases.

    Their errors are independent: their squares add up, and not they themselves.
    """
    shown = list(parts)
    number = sum(each for each, _interval in shown)
    down = math.hypot(*(each - low for each, (low, _high) in shown))
    up = math.hypot(*(high - each for each, (_low, high) in shown))
    return number, max(0, number - math.ceil(down)), number + math.ceil(up)
