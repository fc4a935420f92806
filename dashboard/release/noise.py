"""Noise: a discrete Gaussian, capped, drawn reproducibly from a key that is destroyed after the release."""

import bisect
import hashlib
import hmac
import json
import math
from functools import cache
from itertools import accumulate

from dashboard.release.policy import STEP

CAP = 6
"""No draw is further from zero than this many sigma."""


def bound(sigma: float) -> int:
    """Return the largest draw that sigma allows, in cases."""
    return math.ceil(CAP * sigma)


def draw(key: bytes | bytearray, sigma: float, *cell: str) -> int:
    """Return the noise of one cell (period, table, codes...), in cases; the same key gives the same draw."""
    digest = hmac.new(key, json.dumps(cell).encode(), hashlib.sha256).digest()
    uniform = int.from_bytes(digest[:8], "big") / 2**64
    most = bound(sigma)
    return min(bisect.bisect_right(_cumulative(sigma), uniform), 2 * most) - most


@cache
def _cumulative(sigma: float) -> list[float]:
    most = bound(sigma)
    weights = [math.exp(-z * z / (2 * sigma * sigma)) for z in range(-most, most + 1)]
    total = sum(weights)
    return [weight / total for weight in accumulate(weights)]


def shown(noisy: int, floor: int) -> int | None:
    """Return what may be stored of a noisy count: the nearest 5, or None below the floor."""
    return None if noisy < floor else STEP * math.floor(noisy / STEP + 0.5)
