"""How good the numbers of a release are, beside the truth that only a benchmark knows."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.release_population import Column, Counts, Population
from dashboard.release.adjusting import accuracy
from dashboard.release.gaps import BY_PLACE, BY_REGION, NATIONAL, NO_GAP, named
from dashboard.release.policy import Policy
from dashboard.release.released_table import ReleasedTable
from dashboard.release.tabulate import noised

GAP = 40
"""Cases from which a missing service has to be named."""


@dataclass(frozen=True)
class Release:
    """One release in memory, and the true counts behind it."""

    tables: Mapping[str, ReleasedTable]
    truth: Counts

    def shown(self) -> Iterator[tuple[ReleasedTable, tuple[str, ...], int, int]]:
        """Yield every cell that shows a number: its table, codes, number, and the truth."""
        for name, table in self.tables.items():
            for codes, number in table.cells.items():
                if number is not None:
                    yield table, codes, number, self.truth[name].get(codes, 0)


def release(policy: Policy, truth: Counts, key: bytes) -> Release:
    """Publish true counts in memory."""
    exact = accuracy(policy)
    cells: dict[str, dict[tuple[str, ...], int | None]] = {}
    intervals: dict[str, dict[tuple[str, ...], tuple[int, int]]] = {}
    for name, first, second, number, low, high, _deviation in noised(truth, "2026-Q3", policy, key):
        codes = tuple(code for code in (first, second) if code is not None)
        cells.setdefault(name, {})[codes] = number
        if low is not None and high is not None:
            intervals.setdefault(name, {})[codes] = (low, high)
    return Release(
        {
            table.name: ReleasedTable(
                table.name,
                table.dims,
                exact[table.name].floor,
                table.spread,
                cells[table.name],
                deviation=exact[table.name].deviation,
                intervals=intervals.get(table.name, {}),
            )
            for table in policy.tables
        },
        truth,
    )


Measure = Callable[[Release], Sequence[float]]
"""What one release gives to a mean: each number counts once. Empty where the release has nothing to measure."""


def has_number(one: Release) -> Sequence[float]:
    """Whether a cell shows a number."""
    return [number is not None for table in one.tables.values() for number in table.cells.values()]


def good(one: Release) -> Sequence[float]:
    """How many cells show a number within a quarter of the truth."""
    return [sum(abs(number - true) <= true / 4 for _table, _codes, number, true in one.shown())]


def error(one: Release) -> Sequence[float]:
    """How far a number is from a truth of 20 or more, in cases."""
    return [abs(number - true) for _table, _codes, number, true in one.shown() if true >= 20]


def covered(one: Release) -> Sequence[float]:
    """Whether the interval of a number holds the truth."""
    return [_holds(table, codes, true) for table, codes, _number, true in one.shown()]


def total_covered(one: Release) -> Sequence[float]:
    """Whether the interval of the total holds the truth; a total that is not shown is left out."""
    return [_holds(table, codes, true) for table, codes, _number, true in one.shown() if table.name == "total"]


def _holds(table: ReleasedTable, codes: tuple[str, ...], true: int) -> bool:
    low, high = table.interval(codes) or (0, -1)
    return low <= true <= high


def largest(one: Release) -> Sequence[float]:
    """Whether the service with the largest number is the one that is missing most."""
    return _first(one, 1)


def three(one: Release) -> Sequence[float]:
    """Whether the three services with the largest numbers are the three that are missing most."""
    return _first(one, 3)


def _first(one: Release, places: int) -> Sequence[float]:
    if NATIONAL not in one.tables:
        return []
    numbers = {codes: number or 0 for codes, number in one.tables[NATIONAL].cells.items() if codes[0] not in NO_GAP}
    true = {codes: one.truth[NATIONAL].get(codes, 0) for codes in numbers}
    picked = sorted(numbers, key=lambda codes: -numbers[codes])[:places]
    return [sorted(true[codes] for codes in picked) == sorted(true.values())[-places:]]


def gaps_named(one: Release) -> Sequence[float]:
    """Whether a gap of 40 or more is named."""
    told = {(gap.table.name, gap.codes) for table in _of_gaps(one) for gap in named(table)}
    return [
        (table.name, codes) in told
        for table in _of_gaps(one)
        for codes in table.cells
        if codes[-1] not in NO_GAP and one.truth[table.name].get(codes, 0) >= GAP
    ]


def named_true(one: Release) -> Sequence[float]:
    """Whether a gap that is named is at least what is said."""
    gaps = [gap for table in _of_gaps(one) for gap in named(table)]
    return [one.truth[gap.table.name].get(gap.codes, 0) >= gap.at_least for gap in gaps]


def _of_gaps(one: Release) -> list[ReleasedTable]:
    return [one.tables[name] for name in (NATIONAL, BY_REGION, BY_PLACE) if name in one.tables]


@dataclass(frozen=True)
class Change:
    """How a number moved between two releases: whether it shows the rise, and whether the rise is more than noise."""

    shown: bool
    proved: bool


def change(before: Release, after: Release, name: str, codes: tuple[str, ...]) -> Change:
    """Return how a cell moved. A hidden number shows no rise and proves none."""
    first, second = before.tables[name], after.tables[name]
    one, other = first[codes], second[codes]
    if one is None or other is None:
        return Change(shown=False, proved=False)
    halves = [
        interval[1] - number
        for interval, number in ((first.interval(codes), one), (second.interval(codes), other))
        if interval
    ]
    return Change(shown=other > one, proved=other - one > math.hypot(*halves))


def resized(cases: Mapping[str, Column], dim: str, code: str, wanted: int, seed: int) -> dict[str, Column]:
    """Return the cases with exactly so many of a code: drawn again out of those that have it."""
    of_it = np.flatnonzero(cases[dim] == code)
    chosen = np.random.default_rng(seed).choice(of_it, size=wanted)
    kept = np.concatenate([np.flatnonzero(cases[dim] != code), chosen])
    return {each: codes[kept] for each, codes in cases.items()}


def pair(
    population: Population, policy: Policy, cases: Sequence[Mapping[str, Column]], keys: Sequence[bytes]
) -> list[Release]:
    """Return a release of each of several populations."""
    return [release(policy, population.counted(each), key) for each, key in zip(cases, keys, strict=True)]
