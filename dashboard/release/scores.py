"""Shares of a table's own cases, such as "removed" of all requests: computed from shown cells only, with an interval.

A cell that is not shown is anything up to its public bound, and never counts as none: where one belongs to a share, only
the interval of the share is told.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from dashboard.release.policy import STEP, Codes
from dashboard.release.reading import LEAST_BASE, added, percent
from dashboard.release.released_table import ReleasedTable, Shown
from dashboard.release.store import Releases

WIDEST = 50
"""An interval without a number in it that is wider than this, in points of per cent, says nothing and is not told."""


@dataclass(frozen=True)
class Whole:
    """The cases of several cells together: `shown` is the sum of those that are shown, of which `hidden` are not; the true
    number lies between `low` and `high`.
    """

    shown: int
    hidden: int
    low: int
    high: int

    @property
    def number(self) -> Shown:
        """The sum; None where one of the cells is hidden: the sum of the others would be too small."""
        return None if self.hidden else self.shown


@dataclass(frozen=True)
class Score:
    """A share in per cent, in steps of 5, between what the true one lies (`low`, `high`), and of how many cases (`of`).

    `number` is None where a cell of the share is hidden: then only the interval is known.
    """

    number: Shown
    low: int
    high: int
    of: Whole


def cells_but(table: ReleasedTable, otherwise: str, row: Codes = ()) -> list[Codes]:
    """Return the cells of a table, or of one of its rows, without those of cases that have no row ("not asked")."""
    return [codes for codes in table.cells if codes[: len(row)] == row and codes[-1] != otherwise]


def whole(table: ReleasedTable, among: Sequence[Codes]) -> Whole:
    """Return how many cases are in these cells together, and between what the true number lies.

    No cell of a release holds these cases, all but those without a row: so a base is a sum.
    """
    shown = [(table[codes] or 0, interval) for codes in among if (interval := table.interval(codes))]
    (number, low, high), hidden = added(shown), len(among) - len(shown)
    return Whole(number, hidden, low, high + table.under * hidden)


def score(table: ReleasedTable, part: Codes, among: Sequence[Codes]) -> Score | None:
    """Return the share of a cell of all cases in the cells `among`, which hold it; None where it may not be told."""
    base, rest = whole(table, among), whole(table, [codes for codes in among if codes != part])
    if base.shown < LEAST_BASE:
        return None
    part_low, part_high = table.interval(part) or (0, table.under)
    low = STEP * math.floor(_share(part_low, rest.high) / STEP)
    high = STEP * math.ceil(_share(part_high, rest.low) / STEP)
    number = percent(table[part], base.number)
    return None if number is None and high - low > WIDEST else Score(number, low, high, base)


def _share(part: int, rest: int) -> float:
    """Return a part of itself and the rest, in per cent."""
    return 100 * part / (part + rest) if part + rest else 0.0


def every_number(releases: Releases, period: str) -> Iterator[int]:
    """Yield every number that these functions can make of a period, whichever code an area leaves out."""
    for published in releases.about(period).policy:
        table = releases.table(period, published.name)
        rows = sorted({codes[:-1] for codes in table.cells if codes})
        for row, otherwise in product(rows, {codes[-1] for codes in table.cells if codes}):
            among = cells_but(table, otherwise, row)
            told = whole(table, among)
            yield from (told.shown, told.low, told.high)
            yield from (end for codes in among for end in table.interval(codes) or ())
