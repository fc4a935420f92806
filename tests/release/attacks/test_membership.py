"""Whether she is in it stays a guess for somebody without any theory, over all releases that hold her case together.

The attacker knows every other case. So she publishes the releases herself, many times without her case and many times
with it, and learns from half of them which numbers give it away: also those that no theory thought of, such as an
interval, or a decision to wait. How often she is right is measured on the other half.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.release_population import Counts, Population
from dashboard.release import Policy, menu
from dashboard.release.limits import power, together
from dashboard.release.policy import MU_MAX
from dashboard.release.shapes import Shape
from dashboard.release.tabulate import is_small, noised
from tests.release.attacks.likelihood import Found, Vector, key
from tests.release.conftest import OFFERS

SHORT = menu(OFFERS, Shape(size="tiny", waits=1), "short")
YEAR = menu(OFFERS, Shape(size="tiny", waits=1), "year")
Publish = Callable[[Counts, int], list[float]]
"""Everything that is published of some true counts, as numbers, by the number of the try."""
SHRINKING = 0.3
"""How much less the attacker believes in numbers that move together than her few tries say."""


def numbers(policy: Policy, period: str) -> Publish:
    """Return how to publish one release: each number and its interval, and whether it is shown."""

    def publish(counts: Counts, number: int) -> list[float]:
        rows = noised(counts, period, policy, key(number))
        return [float(value or 0) for row in rows for value in (row.shown, row.low, row.high, row.shown is None)]

    return publish


def decision(policy: Policy, period: str) -> Publish:
    """Return how to publish nothing but that a period waits for a longer one."""
    return lambda counts, number: [float(is_small(counts, period, policy, key(number)))]


def attacked(releases: Sequence[tuple[Policy, Publish, int]], tries: int) -> Found:
    """Publish releases with and without her, learn from half of the tries, and return the evidence in the other half.

    Each release is (policy, how it is published, how many cases it counts); the case of number 0 is hers.
    """
    evidence: list[list[list[float]]] = [[[] for _try in range(tries)] for _world in range(2)]
    for policy, publish, count in releases:
        population = Population(policy)
        cases = population.invent(count, seed=1)
        worlds = ({dim: codes[1:] for dim, codes in cases.items()}, cases)
        for told, world in zip(evidence, worlds, strict=True):
            counts = population.counted(world)
            for number in range(tries):
                told[number] += publish(counts, number)
    without, with_her = (np.array(told) for told in evidence)
    rule = learned(without[::2], with_her[::2])
    return Found(without[1::2] @ rule, with_her[1::2] @ rule)


def learned(without: Vector, with_her: Vector) -> Vector:
    """Return what weighs how much: Fisher's linear rule, shrunk, because there are more numbers than it can learn from."""
    spread = (np.cov(without.T) + np.cov(with_her.T)) / 2
    own = np.diag(spread.diagonal())
    return np.linalg.solve(
        (1 - SHRINKING) * spread + SHRINKING * own + 1e-6 * np.eye(len(own)), (with_her - without).mean(axis=0)
    )


def chance(tries: int) -> float:
    """Return how much of a separation is chance: three standard deviations of a spread measured in half of the tries."""
    return float(3 / np.sqrt(tries))


def waited_and_yearly(policies: tuple[Policy, Policy] = (SHORT, YEAR)) -> list[tuple[Policy, Publish, int]]:
    """A half-year that nearly had to wait, its year that did: the decision, its release, and the year's."""
    short, year = policies
    return [
        (short, decision(short, "2026-Q1"), 100),
        (short, numbers(short, "2026-H1"), 200),
        (year, numbers(year, "2026-Y"), 400),
    ]


def allowed() -> float:
    return together([SHORT.mu(holds=1), YEAR.mu()])


def test_whoever_tries_it_out_learns_no_more_of_her_than_the_budget_says() -> None:
    assert allowed() <= MU_MAX
    found = attacked(waited_and_yearly(), tries := 240)
    assert 0.2 < found.separation() <= allowed() * (1 + chance(tries))


@pytest.mark.parametrize("number", range(3))
def test_all_night_whoever_tries_it_out_learns_no_more(number: int) -> None:
    """Thousands of tries, so that little is chance: a wait and a year; a release and its correction; a long menu."""
    long = menu(OFFERS)
    again = (SHORT, numbers(SHORT, "2026-Q3"), 200), (SHORT, numbers(SHORT, "2026-Q3 corrected"), 200)
    one = (long, numbers(long, "2026-Q3"), 2000)
    releases, mu, tries = [
        (waited_and_yearly(), allowed(), 3000),
        (list(again), together([SHORT.mu()] * 2), 3000),
        ([one], long.mu(), 1000),
    ][number]
    found = attacked(releases, tries)
    print(f"\nseparation {found.separation():.2f} of {mu:.2f}, found in {found.power():.1%} of at most {power(mu):.1%}")
    assert 0.4 * mu < found.separation() <= mu * (1 + chance(tries))
    assert found.power() <= power(mu) + 0.05


def test_she_learns_more_where_the_noise_tells_twice_what_is_allowed() -> None:
    def louder(policy: Policy) -> Policy:
        less = allowed() / (2 * MU_MAX)
        return replace(policy, tables=tuple(replace(table, sigma=less * table.spread) for table in policy.tables))

    found = attacked(waited_and_yearly((louder(SHORT), louder(YEAR))), tries := 240)
    assert found.separation() > allowed() * (1 + chance(tries))
