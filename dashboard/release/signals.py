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
"""The share of the listed signals that are chance, on average; where nothing changed, how often a signal is listed."""
BEYOND = 2.58
"""Standard deviations that one comparison by itself has to exceed: chance alone exceeds them once in a hundred (two-sided
normal). For a list this is too weak: of a hundred cells one would be listed by chance; see `outstanding`."""
Direction = Literal["rise", "fall"]
T = TypeVar("T")
Cell = tuple[ReleasedTable, tuple[str, ...], Shown, Shown]
"""(table, codes of a cell, its number in the earlier period, its number in the later one)"""


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
    scored = []
    for name in names:
        for table, codes, before, after in _cells_of_both(releases, earlier, period, name):
            if before is not None or after is not None:
                change = score(table, before, after, releases.table(earlier, name))
                scored.append((change, (table, codes, before, after)))
    return Compared(earlier, tuple(_signal(change, cell) for change, cell in outstanding(scored)), len(scored))


def outstanding(scored: Iterable[tuple[float, T]], false: float = FALSE) -> list[tuple[float, T]]:
    """Return the scores (with what was scored) that chance does not explain, the strongest first.

    `false` is the share of the returned scores that is chance after all, on average.

    The step-up procedure of Benjamini and Hochberg (1995). The k-th strongest of n scores counts when chance alone
    exceeds it with a probability of at most false * k / n. All stronger scores count with it, even those that miss
    their own limit; that is why the largest k that passes is looked for and not the first that fails.
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


def score(table: ReleasedTable, before: Shown, after: Shown, earlier: ReleasedTable | None = None) -> float:
    """Return the change from before to after in standard deviations; negative for a fall.

    `earlier` is the table that `before` is from, where it is another one: two releases may have other noise and floors.

    The variance of the difference is that of both numbers, and before + after: each number has the spread of its table
    and is rounded (STEP² / 12, evenly spread over one step), and how many cases come in varies by chance as well
    (Poisson: the variance is the count). Without the last part a release would list changes of which nothing but chance
    is the cause.

    A number that is not shown counts as the floor. In truth it is under the floor, so the change is never overstated.
    """
    older = earlier or table
    first, second = older.floor if before is None else before, table.floor if after is None else after
    variance = older.spread**2 + table.spread**2 + 2 * STEP**2 / 12 + first + second
    return (second - first) / math.sqrt(variance)


def _cells_of_both(releases: Releases, earlier: str, period: str, name: str) -> list[Cell]:
    """Return the cells of a table with their numbers in two periods; none when the two may not be compared."""
    series = dict(releases.series(name, like=period))
    if earlier not in series or period not in series or not comparable(series[earlier], series[period]):
        return []
    table = series[period]
    return [(table, codes, series[earlier][codes], table[codes]) for codes in table.cells]


def comparable(one: ReleasedTable, other: ReleasedTable) -> bool:
    """Whether two tables have the same cells. Their noise and floors may differ: a comparison takes each table's own."""
    return one.cells.keys() == other.cells.keys()


def _direction(change: float) -> Direction:
    return "rise" if change > 0 else "fall"


def _signal(change: float, cell: Cell) -> Signal:
    return Signal(*cell, _direction(change))
