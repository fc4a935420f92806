"""Whether she is in it stays a guess for somebody who knows every other case and all that is public, by Bayes' rule.

What is measured is how far her case moves the evidence, in standard deviations: for numbers with Gaussian noise this is
mu, and from mu follows how often the best test finds her. The canaries must be found out by the same attacker.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.release_population import Counts, Population
from dashboard.release import Policy, menu
from dashboard.release.limits import limits, power, together
from dashboard.release.policy import MU_MAX
from dashboard.release.shapes import Shape
from dashboard.release.tabulate import Row, noised
from tests.release.attacks.likelihood import Found, attack
from tests.release.conftest import OFFERS

SHAPE = Shape(size="medium")
SHORT, YEAR = menu(OFFERS, SHAPE, "short"), menu(OFFERS, SHAPE, "year")
FEW = menu(OFFERS, Shape(size="tiny"), "year")
"""The release of the year in its smallest menu: it tells as much of a case, and is made ten times as fast."""
TRIES = 200
CHANCE = 3 / np.sqrt(2 * TRIES)
"""How much of a separation is chance with so many tries: three standard deviations of a measured spread."""


def worlds(policy: Policy, count: int, her: int = 0) -> tuple[Counts, Counts]:
    """Return the true counts without her and with her: the case of that number, out of so many."""
    population = Population(policy)
    cases = population.invent(count, seed=1)
    others = {dim: np.delete(codes, her) for dim, codes in cases.items()}
    return population.counted(others), population.counted(cases)


def elsewhere(policy: Policy, count: int, dim: str) -> tuple[Counts, Counts]:
    """Return the true counts when she gave one answer and when she gave another, the most frequent two of `dim`."""
    population = Population(policy)
    cases = population.invent(count, seed=1)
    codes, times = np.unique(cases[dim], return_counts=True)
    both = codes[np.argsort(times)][-2:]
    return tuple(population.counted(cases | {dim: np.array([code, *cases[dim][1:]])}) for code in both)


@pytest.fixture(scope="module")
def quarter() -> Found:
    return attack(SHORT, "2026-Q3", worlds(SHORT, 823), TRIES)


def test_she_is_found_no_oftener_than_the_budget_says_but_nearly_so(quarter) -> None:
    assert 0.8 * SHORT.mu() < quarter.separation() <= SHORT.mu() * (1 + CHANCE)
    assert quarter.power() <= power(SHORT.mu()) + 0.1


def test_a_quarter_and_its_year_together_tell_no_more_than_the_budget(quarter) -> None:
    both = quarter + attack(FEW, "2026-Y", worlds(FEW, 4 * 823), TRIES)
    allowed = together([SHORT.mu(), FEW.mu()])
    assert allowed <= MU_MAX
    assert quarter.separation() < both.separation() <= allowed * (1 + CHANCE)


def test_all_night_a_quarter_and_its_whole_year_tell_no_more_than_the_budget() -> None:
    both = Found(np.zeros(tries := 1000), np.zeros(tries))
    for policy, period, count in ((SHORT, "2026-Q3", 823), (YEAR, "2026-Y", 4 * 823)):
        both += attack(policy, period, worlds(policy, count), tries)
    mu = together([SHORT.mu(), YEAR.mu()])
    print(f"\nseparation {both.separation():.2f} of {mu:.2f}, found in {both.power():.1%} of at most {power(mu):.1%}")
    assert 0.85 * mu < both.separation() <= mu * (1 + 3 / np.sqrt(2 * tries))
    assert both.power() <= power(mu) + 0.03


def test_a_small_quarter_hides_her_no_less() -> None:
    assert attack(SHORT, "2026-Q3", worlds(SHORT, 60), TRIES).separation() <= SHORT.mu() * (1 + CHANCE)


def test_which_answer_she_gave_is_guessed_no_oftener_than_is_said() -> None:
    risk = attack(SHORT, "2026-Q3", elsewhere(SHORT, 823, "platform_group"), TRIES)
    assert power(max(0.0, risk.separation())) <= limits(SHORT.tables, SHORT.mu()).guesses[1] + 0.03


def noisier(policy: Policy, times: float) -> Policy:
    """Return a policy with so many times the noise: under 1 it breaks the budget."""
    return replace(policy, tables=tuple(replace(table, sigma=times * table.spread) for table in policy.tables))


@pytest.mark.parametrize("times", [0.5 / SHORT.tables[0].spread, SHORT.mu() / (2 * MU_MAX)])
def test_she_is_found_where_noise_is_half_a_case_and_where_it_tells_twice_what_is_allowed(times: float) -> None:
    found = attack(noisier(SHORT, times), "2026-Q3", worlds(SHORT, 823), 100)
    assert found.separation() > 1.3 * MU_MAX and found.power() > power(MU_MAX) + 0.05


def test_she_is_found_by_one_exact_cell_slipped_into_a_good_release() -> None:
    without, with_her = worlds(SHORT, 823)
    table, codes = next(
        (table, codes)
        for table, counts in with_her.items()
        for codes, count in counts.items()
        if count != without[table].get(codes, 0) and count % 5 not in (0, 1)  # else it looks like a published number
    )

    def slipped(counts: Counts, *how: object) -> Sequence[Row]:
        rows = noised(counts, *how)
        exact = (table, *codes, None, None)[:3]
        return [(*row[:3], counts[table][codes], *row[4:]) if row[:3] == exact else row for row in rows]

    found = attack(SHORT, "2026-Q3", (without, with_her), 20, publish=slipped)
    assert found.power() == 1.0
