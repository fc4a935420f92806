"""The noise of a release: a discrete Gaussian, capped at 6 sigma, drawn from a key that is destroyed after the release.

The noise of a cell depends on the key and the cell's name only, not on the order of counting or on the data. Whoever
had the key could compute the noise again and take it off; that is why it is destroyed.
"""

import bisect
import hashlib
import hmac
import json
import math
from functools import cache
from itertools import accumulate
from statistics import NormalDist

from dashboard.release.policy import STEP

FLOOR = 10
"""No number under it is ever shown, in cases."""
BY_NOISE = 0.01
"""How often, at most, an empty cell may show a number that is nothing but noise."""
CAP = 6
"""No draw is further from zero than this many sigma. The cap is public; an attacker bounds every number with it."""


def bound(sigma: float) -> int:
    """Return the largest draw that sigma allows, in cases."""
    return math.ceil(CAP * sigma)


def draw(key: bytes | bytearray, sigma: float, *cell: str) -> int:
    """Return the noise of one cell (period, table, codes...), in cases; the same key gives the same draw.

    Inverse CDF: HMAC-SHA256 of the cell's name under the key is read as a number from 0 to 1, and looked up in the
    cumulative distribution. The name is written as JSON, so that two cells never share one ("ab", "c" and "a", "bc").
    """
    digest = hmac.new(key, json.dumps(cell).encode(), hashlib.sha256).digest()
    uniform = int.from_bytes(digest[:8], "big") / 2**64
    most = bound(sigma)
    # In floating point the last cumulative weight can be a little under 1 and `uniform` can be 1: stay under the cap.
    return min(bisect.bisect_right(_cumulative(sigma), uniform), 2 * most) - most


@cache
def _cumulative(sigma: float) -> list[float]:
    """Return the cumulative distribution from minus the cap to the cap; a value z weighs exp(-z² / (2 sigma²))."""
    most = bound(sigma)
    weights = [math.exp(-z * z / (2 * sigma * sigma)) for z in range(-most, most + 1)]
    total = sum(weights)
    return [weight / total for weight in accumulate(weights)]


def least_shown(deviation: float) -> int:
    """Return the floor of a table whose numbers have this standard deviation before rounding, in cases.

    FLOOR, or the next step at which an empty cell shows a number in fewer than BY_NOISE of all draws.
    """
    return max(FLOOR, STEP * math.ceil(NormalDist().inv_cdf(1 - BY_NOISE) * deviation / STEP))


def shown(noisy: float, floor: int) -> int | None:
    """Return what may be stored of a noisy count: the nearest 5, or None below the floor.

    First the floor, then the rounding: a 9 must not become a 10 that is shown. Zero is never shown, so that an empty
    cell looks like one with 9 cases.
    """
    return None if noisy < floor else STEP * math.floor(noisy / STEP + 0.5)


@cache
def interval(shown: int, deviation: float, floor: int) -> tuple[int, int]:
    """Return between what the true number behind a shown one lies in 19 of 20 tries, in cases.

    `deviation` is the standard deviation before rounding; rounding adds a spread of STEP / sqrt(12). Near the floor the
    lower end is lower: a few cases are shown only when their noise was high, so it is the noise of shown numbers that
    counts. At the floor itself it is 0.
    """
    half = math.ceil(1.96 * math.hypot(deviation, STEP / math.sqrt(12)))
    low = max(0, shown - half)
    while low and _comes_from(low - 1, max(floor, shown - STEP / 2), floor, deviation):
        low -= 1
    return low, shown + half


def _comes_from(true: int, number: float, floor: int, deviation: float) -> bool:
    """Whether `true` cases that are shown come to `number` or more in at least 1 of 40 tries."""
    reached = NormalDist(0, max(deviation, FLOOR / 1000)).cdf
    return reached(true - number) >= reached(true - floor) / 40


def probably_under(floor: int, deviation: float) -> int:
    """Return what a number that is not shown is under in 19 of 20 tries, rounded up to a step, in cases.

    From public figures only, and the same for each cell of a table: an empty cell has to look like a 9.
    """
    return STEP * math.ceil((floor - 1 + 1.645 * deviation) / STEP)
