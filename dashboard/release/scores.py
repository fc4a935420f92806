"""Shares of a table's own cases, such as "removed" of all requests: computed from shown cells only, with an interval.

A cell that is not shown counts as none in the number, and as anything up to its public bound in the interval.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from dashboard.release.library import ReleasedTable
from dashboard.release.policy import STEP, Codes
from dashboard.release.reading import LEAST_BASE, percent
from dashboard.release.store import Releases


@dataclass(frozen=True)
class Score:
    """A share in per cent, in steps of 5, between what the true one lies (`low`, `high`), and of how many cases."""

    number: int
    low: int
    high: int
    whole: int


def cells_but(table: ReleasedTable, otherwise: str, row: Codes = ()) -> list[Codes]:
    """Return the cells of a table, or of one of its rows, without those of cases that have no row ("not asked")."""
    return [codes for codes in table.cells if codes[: len(row)] == row and codes[-1] != otherwise]


def whole(table: ReleasedTable, among: Sequence[Codes]) -> tuple[int, int, int]:
    """Return how many cases are in these cells together, and between what the true number lies."""
    shown = [(table[codes] or 0, interval) for codes in among if (interval := table.interval(codes))]
    number = sum(cell for cell, _interval in shown)
    down = math.hypot(*(cell - low for cell, (low, _high) in shown))
    up = math.hypot(*(high - cell for cell, (_low, high) in shown))
    hidden = table.under * (len(among) - len(shown))
    return number, max(0, math.floor(number - down)), math.ceil(number + up) + hidden


def score(table: ReleasedTable, part: Codes, among: Sequence[Codes]) -> Score | None:
    """Return the share of a cell of all cases in the cells `among`, which hold it; None where it may not be told."""
    number, _low, _high = whole(table, among)
    share, interval = percent(table[part], number), table.interval(part)
    if share is None or interval is None or number < LEAST_BASE:
        return None
    _rest, rest_low, rest_high = whole(table, [codes for codes in among if codes != part])
    low, high = _share(interval[0], rest_high), _share(interval[1], rest_low)
    return Score(share, STEP * math.floor(low / STEP), STEP * math.ceil(high / STEP), number)


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
            yield from whole(table, among)
            yield from (end for codes in among for end in table.interval(codes) or ())
