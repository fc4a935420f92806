"""What rose or fell between two published numbers by more than noise, rounding and chance explain.

Everything here is computed from published numbers; no case is read.
"""

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
"""Standard deviations that one comparison by itself has to exceed: chance alone exceeds them once in a hundred (two-sided
normal). For a list this is too weak: of a hundred cells one would be listed by chance; see `outstanding`."""
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
    """The signals between two periods, the strongest first, and how many comparisons were made to find them."""

    before: str
    signals: tuple[Signal, ...]
    comparisons: int


def compare(releases: Releases, period: str, names: Sequence[str]) -> Compared | None:
    """Compare tables of a period with those of the period before of the same length; None when there is none.

    Which changes are listed is decided over all tables at once, see `outstanding`. Cells that are hidden in both
    periods are no comparison: both count as the floor, so they could never change, and would only make it harder for
    the others to be listed.
    """
    earlier = releases.previous(period)
    if earlier is None:
        return None
    pairs = [pair for name in names if (pair := _pair(releases, earlier, period, name))]
    cells = [(after, codes, before[codes], after[codes]) for before, after in pairs for codes in after.cells]
    comparisons = [cell for cell in cells if cell[2] is not None or cell[3] is not None]
    scored = [
        (score(table, before, after), (table, codes, before, after)) for table, codes, before, after in comparisons
    ]
    return Compared(earlier, tuple(_signal(change, cell) for change, cell in outstanding(scored)), len(comparisons))


def outstanding(scored: Iterable[tuple[float, T]], false: float = FALSE) -> list[tuple[float, T]]:
    """Return the scores that chance does not explain, the strongest first.

    `false` is the share of them that is chance after all, on average.

    The step-up procedure of Benjamini and Hochberg (1995). The k-th strongest of n counts when chance alone exceeds it
    with a probability of at most false * k / n. All that are stronger count with it, even those that miss their own
    limit; that is why the largest k that passes is looked for and not the first that fails.
    """
    ordered = sorted(scored, key=lambda scored_cell: -abs(scored_cell[0]))
    passing = [
        rank for rank, (change, _cell) in enumerate(ordered, 1) if _by_chance(change) <= false * rank / len(ordered)
    ]
    return ordered[: max(passing, default=0)]


def _by_chance(change: float) -> float:
    """Return how likely chance alone moves a number at least so many standard deviations, up or down."""
    return 2 * NormalDist().cdf(-abs(change))


def judged(table: ReleasedTable, before: Shown, after: Shown) -> Direction | None:
    """Tell whether a number rose or fell, for one comparison that was not picked from many; None when it may be chance."""
    change = score(table, before, after)
    return None if abs(change) <= BEYOND else _direction(change)


def score(table: ReleasedTable, before: Shown, after: Shown) -> float:
    """Return the change from before to after in standard deviations; negative for a fall.

    The variance of the difference is 2 * (sigma² + STEP² / 12) + before + after: each number has its noise and is
    rounded (STEP² / 12, evenly spread over one step), and how many cases come in varies by chance as well (Poisson: the
    variance is the count). Without the last part a release would list changes of which nothing but chance is the cause.

    A number that is not shown counts as the floor. It is under that, so the change is never overstated.
    """
    first, second = (table.floor if number is None else number for number in (before, after))
    variance = 2 * (table.sigma**2 + STEP**2 / 12) + first + second
    return (second - first) / math.sqrt(variance)


def _pair(releases: Releases, before: str, period: str, name: str) -> tuple[ReleasedTable, ReleasedTable] | None:
    series = dict(releases.series(name, like=period))
    if before not in series or period not in series or not comparable(series[before], series[period]):
        return None
    return series[before], series[period]


def comparable(one: ReleasedTable, other: ReleasedTable) -> bool:
    """Whether two tables have the same cells, noise and floor: only then does a difference mean something."""
    return one.cells.keys() == other.cells.keys() and (one.sigma, one.floor) == (other.sigma, other.floor)


def _direction(change: float) -> Direction:
    return "rise" if change > 0 else "fall"


def _signal(change: float, cell: tuple[ReleasedTable, tuple[str, ...], Shown, Shown]) -> Signal:
    return Signal(*cell, _direction(change))
