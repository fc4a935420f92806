"""How a number went from release to release: with its interval, as a share of all cases, and in the long run.

Computed from shown numbers and published figures only.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from dashboard.release.findings import is_finding
from dashboard.release.policy import STEP, Codes
from dashboard.release.reading import percent
from dashboard.release.released_table import ReleasedTable, Shown
from dashboard.release.store import Releases

LEAST = 3
"""A long run needs so many earlier releases that show the number."""
MOST_LINES = 4
"""So many lines can be told apart in one figure."""


@dataclass(frozen=True)
class Point:
    """A number in one period: what is shown of it (None below the floor), and between what the true one lies in 19 of 20
    tries. `under` is what a hidden number is probably under. Cases; of a share line per cent, without an interval.
    """

    period: str
    number: Shown
    low: int | None
    high: int | None
    under: int


@dataclass(frozen=True)
class LongRun:
    """The mean of a number over earlier periods, in cases, and the variance of that mean."""

    mean: float
    variance: float
    periods: tuple[str, ...]

    @property
    def rounded(self) -> int:
        """The mean as it is told: to a step, as every number is."""
        return STEP * math.floor(self.mean / STEP + 0.5)


def trend(releases: Releases, period: str, name: str, cell: Codes = ()) -> tuple[Point, ...]:
    """Return a number of the table `name` in each period that may be compared with `period`, oldest first."""
    series = releases.series(name, like=period)
    return tuple(_point(span, table, cell) for span, table in series if cell in table.cells)


def _point(period: str, table: ReleasedTable, cell: Codes) -> Point:
    low, high = table.interval(cell) or (None, None)
    return Point(period, table[cell], low, high, table.under)


def share_line(releases: Releases, period: str, name: str, cell: Codes) -> tuple[Point, ...]:
    """Return the share of all cases that a number is in each period, in steps of 5 %; None where it may not be told."""
    totals = dict(releases.series("total", like=period))
    points = trend(releases, period, name, cell)
    shares = [percent(point.number, totals[point.period][()]) if point.period in totals else None for point in points]
    return tuple(
        Point(point.period, share, None, None, point.under) for point, share in zip(points, shares, strict=True)
    )


def long_run(releases: Releases, period: str, name: str, cell: Codes = ()) -> LongRun | None:
    """Return the mean over all releases before this one, those with less noise weighing more; None when fewer than LEAST
    show the number, or one of them hides it: what is left of them would be too high.
    """
    series = [(span, table) for span, table in releases.series(name, like=period) if span != period]
    numbers = [table.cells.get(cell) for _span, table in series]
    shown = [number for number in numbers if number is not None]
    if len(shown) < LEAST or len(shown) < len(numbers):
        return None
    # The chance part of a variance is the mean of all: a count of its own would make small numbers weigh more.
    weights = [1 / (noise_variance(table) + fmean(shown)) for _span, table in series]
    mean = sum(weight * number for weight, number in zip(weights, shown, strict=True)) / sum(weights)
    return LongRun(mean, 1 / sum(weights), tuple(span for span, _table in series))


def noise_variance(table: ReleasedTable) -> float:
    """Return the variance of a shown number around the true count: noise, and rounding spread evenly over one step."""
    return table.spread**2 + STEP**2 / 12


def has_trend(releases: Releases, period: str, name: str) -> bool:
    """Whether a table has at most one dimension and is in two releases or more that may be compared."""
    series = releases.series(name, like=period)
    return len(series) > 1 and series[-1][0] == period and len(series[-1][1].dims) <= 1


def lines_of(table: ReleasedTable, most: int) -> list[Codes]:
    """Return the cells of a table that can be a finding and show a number, the largest first, at most so many."""
    told = {cell: number for cell, number in table.cells.items() if number is not None and is_finding(table, cell)}
    return sorted(told, key=lambda cell: -told[cell])[:most]


def every_number(releases: Releases, period: str) -> Iterable[int]:
    """Return every number that trends, share lines and long runs of a period can send."""
    for table in (releases.table(period, published.name) for published in releases.about(period).policy):
        for cell in table.cells:
            for point in trend(releases, period, table.name, cell):
                yield from (number for number in (point.number, point.low, point.high) if number is not None)
            mean = long_run(releases, period, table.name, cell)
            yield from [mean.rounded] if mean else []
