"""What rose or fell between two published numbers by more than noise, rounding and chance explain."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal, TypeVar

from dashboard.release.library import ReleasedTable, Shown
from dashboard.release.policy import STEP
from dashboard.release.store import Releases

FALSE = 0.1
"""The share of the listed signals that are chance, on average; where nothing changed, how often any is listed."""
BEYOND = 2.58
"""Standard deviations for one comparison by itself: chance goes beyond them once in a hundred."""
Direction = Literal["rise", "fall"]
T = TypeVar("T")


@dataclass(frozen=True)
class Signal:
    """One cell whose number changed: where, from what, to what."""

    table: ReleasedTable
    codes: tuple[str, ...]
    before: Shown
    after: Shown
    direction: Direction


@dataclass(frozen=True)
class Compared:
    """The signals between two periods, the strongest first, among so many comparisons."""

    before: str
    signals: tuple[Signal, ...]
    comparisons: int


def compare(releases: Releases, period: str, names: Sequence[str]) -> Compared | None:
    """Compare tables of a period with those of the period before of the same length; None when there is none.

    Of all comparisons those are listed that stand out together (Benjamini and Hochberg, at FALSE).
    """
    earlier = releases.previous(period)
    if earlier is None:
        return None
    pairs = [pair for name in names if (pair := _pair(releases, earlier, period, name))]
    cells = [(after, codes, before[codes], after[codes]) for before, after in pairs for codes in after.cells]
    said = [cell for cell in cells if cell[2] is not None or cell[3] is not None]
    scored = [(score(table, before, after), (table, codes, before, after)) for table, codes, before, after in said]
    return Compared(earlier, tuple(_signal(*each) for each in outstanding(scored)), len(said))


def outstanding(scored: Iterable[tuple[float, T]], false: float = FALSE) -> list[tuple[float, T]]:
    """Return the scores that chance does not explain, the strongest first.

    The k-th strongest of n counts when chance alone exceeds it with a probability of at most false * k / n; all that
    are stronger count with it.
    """
    ordered = sorted(scored, key=lambda each: -abs(each[0]))
    passing = [at for at, each in enumerate(ordered, 1) if _by_chance(each[0]) <= false * at / len(ordered)]
    return ordered[: max(passing, default=0)]


def _by_chance(found: float) -> float:
    return 2 * NormalDist().cdf(-abs(found))


def judged(table: ReleasedTable, before: Shown, after: Shown) -> Direction | None:
    """Tell of one comparison by itself whether the number rose or fell; None when chance may explain it."""
    found = score(table, before, after)
    return None if abs(found) <= BEYOND else _direction(found)


def score(table: ReleasedTable, before: Shown, after: Shown) -> float:
    """Return the change in standard deviations: noise and rounding of both, and chance (Poisson).

    A number that is not shown counts as the floor, which it is surely under, so that no change is overstated.
    """
    first, second = (table.floor if each is None else each for each in (before, after))
    spread = 2 * (table.sigma**2 + STEP**2 / 12) + first + second
    return (second - first) / math.sqrt(spread)


def _pair(releases: Releases, before: str, period: str, name: str) -> tuple[ReleasedTable, ReleasedTable] | None:
    series = dict(releases.series(name, like=period))
    if before not in series or period not in series or not comparable(series[before], series[period]):
        return None
    return series[before], series[period]


def comparable(one: ReleasedTable, other: ReleasedTable) -> bool:
    """Whether two tables have the same cells, noise and floor: only then does a difference mean something."""
    return one.cells.keys() == other.cells.keys() and (one.sigma, one.floor) == (other.sigma, other.floor)


def _direction(found: float) -> Direction:
    return "rise" if found > 0 else "fall"


def _signal(found: float, cell: tuple[ReleasedTable, tuple[str, ...], Shown, Shown]) -> Signal:
    return Signal(*cell, _direction(found))
