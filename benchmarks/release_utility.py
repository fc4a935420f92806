"""How good the figures of a release are on a population like the demo's, beside what was promised; figures of one run.

Every repetition invents cases anew, counts them, and publishes them in memory with other noise. Sizes are cases a
quarter; at 60 the period is the half-year that is declared for it. Two decisions to wait are reserved, and a release of
the year: `year` is that release, over four times the cases.

Run it with: python -m benchmarks.release_utility [repetitions], or make bench-utility.
"""

import hashlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from statistics import mean

import numpy as np

from benchmarks.release_measures import (
    Change,
    Release,
    change,
    covered,
    error,
    gaps_named,
    good,
    has_number,
    largest,
    named_true,
    pair,
    release,
    resized,
    three,
    total_covered,
)
from benchmarks.release_population import Population
from dashboard.registry import Registry
from dashboard.release import Offer, Policy, menu
from dashboard.release.shapes import QUARTERS, Shape

REPETITIONS = 200
GROWTH, RISE, PLACE = 1.27, (40, 52), "IQ-BG"
SIZES = {
    60: Shape(size="tiny", rhythm="half_year"),
    200: Shape(size="small"),
    823: Shape(size="medium"),
    2000: Shape(size="medium"),
}


@dataclass(frozen=True)
class Line:
    """One measure: what it is called, how it is told, and what was promised, for which sizes."""

    name: str
    value: Callable[["Run"], float | None]
    text: str = "{:.0%}"
    goal: float | None = None
    at: tuple[int, ...] = (823,)
    most: bool = False

    def told(self, run: "Run") -> str:
        """Return the figure of a run, with its goal beside it where there is one."""
        value = self.value(run)
        if value is None:
            return "-"
        if self.goal is None or run.size not in self.at:
            return self.text.format(value)
        met = value <= self.goal if self.most else value >= self.goal
        return f"{self.text.format(value)} (goal {self.text.format(self.goal)}: {'met' if met else 'MISSED'})"


@dataclass(frozen=True)
class Run:
    """All repetitions at one size: the releases, and how a place and the total rose from one to the next."""

    size: int
    policy: Policy
    releases: list[Release]
    place: list[Change]
    total: list[Change]


def measured(measure: Callable[[Release], Iterable[float]]) -> Callable[[Run], float | None]:
    """Return the mean of a measure over all releases of a run; None where there is nothing to measure."""

    def value(run: Run) -> float | None:
        numbers = [float(number) for one in run.releases for number in measure(one)]
        return mean(numbers) if numbers else None

    return value


def share(changes: Callable[[Run], list[Change]], proved: bool) -> Callable[[Run], float | None]:
    """Return in which share of the repetitions a rise was shown, or proved."""

    def value(run: Run) -> float | None:
        found = [each.proved if proved else each.shown for each in changes(run)]
        return mean(found) if found else None

    return value


SHORT = (
    Line("tables", lambda run: len(run.policy.tables), "{:.0f}"),
    Line("cells", lambda run: sum(len(table.cells) for table in run.releases[0].tables.values()), "{:.0f}"),
    Line("sigma of each table, in cases", lambda run: run.policy.tables[0].spread, "{:.2f}"),
    Line("mu", lambda run: run.policy.mu(), "{:.3f}"),
    Line("cells with a number", measured(has_number), goal=0.8),
    Line("cells within 25 % of the truth", measured(good), "{:.0f}", goal=100),
    Line("the same at 60 a quarter", lambda run: measured(good)(run) if run.size == 60 else None, "{:.0f}", 30, (60,)),
    Line("mean error of cells of 20 or more, in cases", measured(error), "{:.1f}"),
    Line("intervals that hold the truth", measured(covered), "{:.1%}", goal=0.94, at=tuple(SIZES)),
    Line("the same of the total", measured(total_covered), "{:.0%}", goal=0.94, at=tuple(SIZES)),
    Line("largest missing service is right", measured(largest), goal=0.95),
    Line("largest three are right", measured(three)),
    Line("rise 40 to 52 in a place shows", share(lambda run: run.place, False)),
    Line("rise 40 to 52 in a place is proved", share(lambda run: run.place, True)),
    Line("total + 27 % shows", share(lambda run: run.total, False)),
    Line("total + 27 % is proved", share(lambda run: run.total, True)),
    Line("gaps of 40 or more that are named", measured(gaps_named), goal=0.7),
    Line("named gaps that are at least what is said", measured(named_true), "{:.1%}", goal=0.95),
)
_BETWEEN = ("rise", "+ 27 %", "at 60")
_OF_SHORT = ("cells with a number", "cells within")
YEAR = tuple(
    replace(line, goal=None) if line.name.startswith(_OF_SHORT) else line
    for line in SHORT
    if not any(words in line.name for words in _BETWEEN)
)
"""What is measured of the release of the year; how many cells it shows was promised of the short menu only."""


def offers() -> list[Offer]:
    """Return what the shipped areas add to a release."""
    areas = [area for area in Registry.load().active if area.source == "shipped"]
    return [Offer(area.name, area.released, area.datasets, area.module) for area in areas]


def key(*name: object) -> bytes:
    """Return the key of the noise of one release; numbered, so that a run can be repeated."""
    return hashlib.sha256(repr(name).encode()).digest()


def number(count: float, again: int) -> int:
    """Return how many cases there are when `count` are expected; a number that was always the same could be a lucky one."""
    return int(np.random.default_rng([7, again]).poisson(count))


def short(size: int, repetitions: int) -> Run:
    """Measure the release of each period, and rises from one to the next."""
    shape = SIZES[size]
    policy, count = menu(offers(), shape, "short"), size * QUARTERS[shape.rhythm]
    population = Population(policy)
    run = Run(size, policy, [], [], [])
    for again in range(repetitions):
        sizes = (number(count, again), number(GROWTH * count, again))
        cases = [population.invent(many, seed=2 * again + n) for n, many in enumerate(sizes)]
        cases += [resized(cases[0], "governorate", PLACE, wanted, again) for wanted in RISE]
        first, grown, before, after = pair(population, policy, cases, [key(size, again, n) for n in range(4)])
        run.releases.append(first)
        run.total.append(change(first, grown, "total", ()))
        run.place.append(change(before, after, "governorate", (PLACE,)))
    return run


def year(size: int, repetitions: int) -> Run:
    """Measure the release of the year: what the short menu lacks."""
    policy = menu(offers(), SIZES[size], "year")
    population = Population(policy)
    run = Run(size, policy, [], [], [])
    for again in range(repetitions):
        truth = population.counted(population.invent(number(4 * size, again), seed=again))
        run.releases.append(release(policy, truth, key("year", size, again)))
    return run


def show(title: str, lines: Iterable[Line], runs: list[Run]) -> None:
    """Print the measures of some runs as a table."""
    print(f"\n| {title} | {' | '.join(f'{run.size:,}' for run in runs)} |\n|---|{'---|' * len(runs)}")
    for line in lines:
        print(f"| {line.name} | {' | '.join(line.told(run) for run in runs)} |", flush=True)


def main() -> None:
    """Print the table of the short menu, and that of the year."""
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else REPETITIONS
    print(f"{repetitions} repetitions; cases a quarter")
    show("each period", SHORT, [short(size, repetitions) for size in SIZES])
    show("once a year", YEAR, [year(size, repetitions) for size in SIZES])


if __name__ == "__main__":
    main()
