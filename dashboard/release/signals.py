"""What rose or fell between two releases by more than noise, rounding and chance explain."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.release.library import ReleasedTable, Shown
from dashboard.release.policy import STEP
from dashboard.release.store import Releases

BEYOND = 2.58
"""Standard deviations: by chance one comparison in a hundred goes beyond."""


@dataclass(frozen=True)
class Signal:
    """One cell whose number changed: where, from what, to what."""

    table: ReleasedTable
    codes: tuple[str, ...]
    before: Shown
    after: Shown
    direction: Literal["rise", "fall"]


@dataclass(frozen=True)
class Compared:
    """The signals between two periods, the strongest first, among so many comparisons."""

    before: str
    signals: tuple[Signal, ...]
    comparisons: int


def compare(releases: Releases, period: str, names: Sequence[str]) -> Compared | None:
    """Compare tables of a period with those of the period before of the same length; None when there is none."""
    earlier = [each for each, _table in releases.series("total", like=period)][:-1]
    if not earlier:
        return None
    pairs = [pair for name in names if (pair := _pair(releases, earlier[-1], period, name))]
    cells = [(after, codes, before[codes], after[codes]) for before, after in pairs for codes in after.cells]
    found = [(_score(*cell), cell) for cell in cells]
    strong = sorted((each for each in found if abs(each[0]) > BEYOND), key=lambda each: -abs(each[0]))
    return Compared(earlier[-1], tuple(_signal(score, cell) for score, cell in strong), len(cells))


def _pair(releases: Releases, before: str, period: str, name: str) -> tuple[ReleasedTable, ReleasedTable] | None:
    series = dict(releases.series(name, like=period))
    if before not in series or period not in series or series[before].cells.keys() != series[period].cells.keys():
        return None
    return series[before], series[period]


def _score(table: ReleasedTable, _codes: tuple[str, ...], before: Shown, after: Shown) -> float:
    """Return the change in standard deviations: noise and rounding of both, and chance (Poisson).

    A number that is not shown counts as the floor, which it is surely under, so that no change is overstated.
    """
    first, second = (table.floor if each is None else each for each in (before, after))
    spread = 2 * (table.sigma**2 + STEP**2 / 12) + first + second
    return (second - first) / math.sqrt(spread)


def _signal(score: float, cell: tuple[ReleasedTable, tuple[str, ...], Shown, Shown]) -> Signal:
    table, codes, before, after = cell
    return Signal(table, codes, before, after, "rise" if score > 0 else "fall")
