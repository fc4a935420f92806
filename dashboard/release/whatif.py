"""What a service could reach at most if there were one: only needs that were missing because there was none or no room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.codes import UNKNOWN
from dashboard.release.gaps import BY_REGION, NO_GAP
from dashboard.release.periods import Period
from dashboard.release.reading import added
from dashboard.release.released_table import ReleasedTable
from dashboard.release.signals import comparable
from dashboard.release.store import Releases

QUARTERS = 4


@dataclass(frozen=True)
class Reach:
    """At most so many cases (`most`), with the interval that holds the true number in 19 of 20 tries."""

    most: int
    low: int
    high: int


Reached = Mapping[tuple[str, str], Reach | None]
"""By (region, group of services); None where it cannot be said, because a number is hidden."""


def reached(tables: Sequence[ReleasedTable]) -> Reached:
    """Return how many missing needs a service could reach at most, over the periods of the tables together."""
    cells = [(place, service) for place, service in tables[0].cells if service not in NO_GAP and place != UNKNOWN]
    return {cell: _sum([(table[cell], table.interval(cell)) for table in tables]) for cell in cells}


def _sum(parts: Sequence[tuple[int | None, tuple[int, int] | None]]) -> Reach | None:
    """Return the sum of shown numbers; None when one of them is hidden."""
    shown = [(number, interval) for number, interval in parts if number is not None and interval is not None]
    return Reach(*added(shown)) if len(shown) == len(parts) else None


def of_period(releases: Releases, period: str) -> tuple[ReleasedTable, ...]:
    """Return the table of a period by region, as a list of one; empty when the release has none."""
    return tuple(table for span, table in releases.series(BY_REGION, like=period) if span == period)


def of_year(releases: Releases, period: str) -> tuple[ReleasedTable, ...]:
    """Return the tables by region of the four quarters up to the end of a period; empty when one of them has none, or
    has other regions.
    """
    last = Period.parse(period).quarters[-1]
    if last not in releases.periods():
        return ()
    newest = releases.series(BY_REGION, like=last)[-QUARTERS:]
    spans, tables = [Period.parse(span) for span, _table in newest], tuple(table for _span, table in newest)
    if len(newest) < QUARTERS or newest[-1][0] != last:
        return ()
    in_a_row = _number(spans[-1]) - _number(spans[0]) == QUARTERS - 1
    return tables if in_a_row and all(comparable(table, tables[-1]) for table in tables) else ()


def _number(quarter: Period) -> int:
    return quarter.year * QUARTERS + quarter.first


def every_number(releases: Releases, period: str) -> set[int]:
    """Return every number that a what-if tells with a period, for the list of derived numbers."""
    spans = [tables for tables in (of_period(releases, period), of_year(releases, period)) if tables]
    reaches = [reach for tables in spans for reach in reached(tables).values() if reach]
    return {number for reach in reaches for number in (reach.most, reach.low, reach.high)}
