"""An accountant that is not ours (dp-accounting, by Google) adds up what a case spends, and comes to what we say.

It knows nothing of mu: it adds up the privacy loss of each table's noise by itself, with whole numbers and the cap, as
it is drawn. Its answer lies between two estimates, one too low and one too high by how finely it counts.
"""

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain

import pytest
from dp_accounting.pld import privacy_loss_distribution as losses

from dashboard.release.limits import DELTA, FALSE_ALARMS, epsilon, power, together
from dashboard.release.noise import bound
from dashboard.release.policy import MU_MAX
from tests.release.conftest import FULL

FINENESS = 1e-3
"""How finely privacy losses are counted: each table moves epsilon by at most this."""
Sigmas = tuple[float, ...]


@cache
def composed(sigmas: Sigmas, too_high: bool) -> losses.PrivacyLossDistribution:
    """Return the privacy loss of a case that is in one cell under each of these noises."""
    parts = []
    for sigma, times in Counter(sigmas).items():
        one = losses.from_discrete_gaussian_mechanism(
            sigma, truncation_bound=bound(sigma), pessimistic_estimate=too_high, value_discretization_interval=FINENESS
        )
        parts.append(one.self_compose(times))
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.compose(part)
    return whole


def witnessed(sigmas: Sigmas) -> tuple[float, float]:
    """Return the least and the most that epsilon can be at our delta."""
    return tuple(composed(sigmas, too_high).get_epsilon_for_delta(DELTA) for too_high in (False, True))


def found(sigmas: Sigmas) -> float:
    """Return the most often that any test finds her at our false alarms: delta bounds the test at each epsilon."""
    loss = composed(sigmas, True)
    return min(loss.get_delta_for_epsilon(e) + math.exp(e) * FALSE_ALARMS for e in (step / 20 for step in range(120)))


def of(policy, waits: int = 0) -> Sigmas:
    """Return the noise of everything that a release with these tables tells of a case, its waits included."""
    total = next(table.spread for table in policy.tables if table.name == "total")
    return (*(table.spread for table in policy.tables), *[total] * waits)


def mu(sigmas: Sequence[float]) -> float:
    return math.sqrt(sum(1 / sigma**2 for sigma in sigmas))


LEDGERS = {
    "one release": [(FULL, 0)],
    "a release after one wait": [(FULL, 1)],
    "a release and its correction": [(FULL, 0), (FULL, 0)],
    "a correction after two waits": [(FULL, 2), (FULL, 0)],
}


@pytest.mark.parametrize("ledger", LEDGERS)
def test_what_we_say_of_a_case_is_what_another_accountant_says(ledger: str) -> None:
    releases = LEDGERS[ledger]
    said = together(policy.mu(waits) for policy, waits in releases)
    sigmas = tuple(chain.from_iterable(of(policy, waits) for policy, waits in releases))
    least, most = witnessed(sigmas)
    assert said == pytest.approx(mu(sigmas))
    assert least - 0.01 <= epsilon(said) <= most + 0.01 and most - least < 0.1
    assert power(said) == pytest.approx(found(sigmas), abs=0.004)


def test_she_sees_a_noise_that_is_less_than_is_said() -> None:
    """The witness can say no: noise of 3 in place of 3.5, in the seven tables that have it, is found out."""
    less = tuple(3.0 if sigma == 3.5 else sigma for sigma in of(FULL))
    assert witnessed(less)[0] > epsilon(FULL.mu()) + 0.2 and found(less) > power(FULL.mu()) + 0.01


def test_at_the_cap_the_other_accountant_says_what_we_say() -> None:
    sigma = math.sqrt(17) / MU_MAX
    least, most = witnessed((sigma,) * 17)
    assert least - 0.01 <= epsilon(MU_MAX) <= most + 0.01
