"""What rose or fell between two published numbers by more than noise, rounding and chance explain.

First the total, then what moved beyond the total, then crossings of what moved. Everything here is computed from
published numbers; no case is read.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal, NamedTuple, TypeVar

from dashboard.release.findings import is_finding
from dashboard.release.policy import Codes
from dashboard.release.released_table import ReleasedTable, Shown
from dashboard.release.trends import noise_variance

FALSE = 0.04
"""The share of the listed cells of one comparison that are chance, on average (Benjamini and Hochberg)."""
ALARMS = 10
"""Measured: in so many of 100 releases in which nothing changed, at most, something is listed, all three comparisons taken
together (tests/release/test_signals.py; with more runs benchmarks/false_alarms.py)."""
BEYOND = 2.58
"""Standard deviations that one comparison by itself has to exceed, that of the total too: chance alone exceeds them once in
a hundred (two-sided normal). For a list this is too weak: of a hundred cells one would be listed by chance; see
`outstanding`."""
Direction = Literal["rise", "fall"]
T = TypeVar("T")


class Number(NamedTuple):
    """A number as it is compared: what is shown of it (None below `floor`), and the variance of its noise and rounding.

    A long run's number is a mean; `chance` is how much of the variance of one count it has left.
    """

    shown: float | None
    noise: float
    floor: int
    chance: float = 1.0

    @property
    def at_most(self) -> float:
        """The number, or for one that is not shown the floor: in truth it is under it, so a rise is never overstated."""
        return self.floor if self.shown is None else self.shown


def number(table: ReleasedTable, shown: Shown) -> Number:
    """Return a number of a released table as it is compared."""
    return Number(shown, noise_variance(table), table.floor)


@dataclass(frozen=True)
class Signal:
    """One cell whose number changed: where, from what, to what, and by how many standard deviations."""

    table: ReleasedTable
    codes: tuple[str, ...]
    before: Shown
    after: Shown
    direction: Direction
    strength: float = 0.0


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


def judged(table: ReleasedTable, before: Shown, after: Shown, earlier: ReleasedTable | None = None) -> Direction | None:
    """Tell whether a number rose or fell, for one comparison that was not picked from many; None when it may be chance.

    `earlier` is the table that `before` is from, where it is another one.
    """
    change = score(table, before, after, earlier)
    return None if abs(change) <= BEYOND else direction(change)


def score(table: ReleasedTable, before: Shown, after: Shown, earlier: ReleasedTable | None = None) -> float:
    """Return the change from before to after in standard deviations; negative for a fall.

    `earlier` is the table that `before` is from, where it is another one: two releases may have other noise and floors.
    """
    return moved(number(earlier or table, before), number(table, after))


def moved(before: Number, after: Number) -> float:
    """Return the change between two numbers in standard deviations; negative for a fall.

    The variance of the difference is that of both numbers, and before + after: each number has noise and is rounded
    (STEP² / 12, evenly spread over one step), and how many cases come in varies by chance as well (Poisson: the variance
    is the count). Without the last part a release would list changes of which nothing but chance is the cause.
    """
    first, second = before.at_most, after.at_most
    variance = before.noise + after.noise + before.chance * first + after.chance * second
    return _known((second - first) / math.sqrt(variance), before, after)


def moved_beyond(totals: tuple[Number, Number], before: Number, after: Number) -> float:
    """Return by how much a cell moved beyond the total, in standard deviations; negative for a fall.

    Expected is the earlier number times the total's movement. Given the totals a cell is a share p of them, so chance is
    binomial: p (1 - p) of each total. The noise of cell and total both count.
    """
    (all_before, all_after), first, second = totals, before.at_most, after.at_most
    if not all_before.shown or not all_after.shown:  # without both totals nothing can be said beyond them
        return 0.0
    grown = all_after.shown / all_before.shown
    share = min(1.0, (first + second) / (all_before.shown + all_after.shown))
    chance = share * (1 - share) * (after.chance * all_after.shown + grown**2 * before.chance * all_before.shown)
    noise = after.noise + grown**2 * before.noise + share**2 * (all_after.noise + grown**2 * all_before.noise)
    return _known((second - grown * first) / math.sqrt(chance + noise), before, after)


def _known(change: float, before: Number, after: Number) -> float:
    """Return a change, 0 where it may be nothing but a floor: from a hidden number only a rise is known, to one a fall."""
    if (before.shown is None and change < 0) or (after.shown is None and change > 0):
        return 0.0
    return 0.0 if before.shown is None and after.shown is None else change


def comparable(one: ReleasedTable, other: ReleasedTable) -> bool:
    """Whether two tables have the same cells, and count the same governorates in each region.

    Their noise and floors may differ: a comparison takes each table's own. A cell that means none or not known may be in
    one of them only: a line of Baghdad goes on when the list of places learns to say that one is not known.
    """
    return _findings(one) == _findings(other) and one.regions == other.regions


def _findings(table: ReleasedTable) -> set[Codes]:
    return {cell for cell in table.cells if is_finding(table, cell)}


def direction(change: float) -> Direction:
    """Return which way a change goes."""
    return "rise" if change > 0 else "fall"
