"""What a menu would tell at a size that the task force expects: computed before the first build, from the menu alone.

No case is read. Cases are invented in shares that fall from code to code, as places and types of violence do.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from statistics import NormalDist

from dashboard.codes import UNKNOWN
from dashboard.release.adjusting import Accuracy, accuracy
from dashboard.release.noise import FLOOR, interval
from dashboard.release.policy import HOLD_BELOW, Policy, Table

SLOPE = 0.3
"""Each code of a list has this much less than the one before, as exponent of e: our assumption, not a measurement."""


@dataclass(frozen=True, kw_only=True)
class Prospect:
    """What a release would be like: its `cells`, how many of them show a number, the least and the most floor, and by how
    much a shown number may be off to either side in 19 of 20 tries, least and most; in cases. `waits` is how likely it is
    held back for too few cases (0 to 1).
    """

    cells: int
    numbers: float
    floors: tuple[int, int]
    off: tuple[int, int]
    waits: float


def prospect(policy: Policy, cases: int) -> Prospect:
    """Return what a release with a menu would tell of so many invented cases."""
    exact = accuracy(policy)
    chances = [
        _is_shown(count, exact[table.name]) for table in policy.tables for count in _invented(table, policy, cases)
    ]
    floors, off = [each.floor for each in exact.values()], [_off(each.deviation) for each in exact.values()]
    total = next(table for table in policy.tables if table.name == "total")
    return Prospect(
        cells=len(chances),
        numbers=sum(chances),
        floors=(min(floors), max(floors)),
        off=(min(off), max(off)),
        waits=NormalDist().cdf((HOLD_BELOW - cases) / total.spread),
    )


def _is_shown(count: float, exact: Accuracy) -> float:
    """Return how likely a cell with so many cases shows a number."""
    return NormalDist().cdf((count - exact.floor) / exact.deviation)


def _off(deviation: float) -> int:
    low, high = interval(1000, deviation, FLOOR)
    return (high - low) // 2


def _invented(table: Table, policy: Policy, cases: int) -> list[float]:
    shares = [_shares(policy.domains[dim]) for dim in table.dims]
    return [cases * math.prod(combined) for combined in product(*shares)]


def _shares(codes: Sequence[str]) -> Sequence[float]:
    """Return the share of each code; of what is not known there is hoped to be next to nothing."""
    weights = [0 if code in (UNKNOWN, "age_unknown") else math.exp(-SLOPE * at) for at, code in enumerate(codes)]
    return [weight / sum(weights) for weight in weights]
