"""An accountant that is not ours (dp-accounting, by Google) adds up what a case spends, and comes to what we say.

It knows nothing of mu: it adds up the privacy loss of each table's noise by itself, with whole numbers and the cap, as
it is drawn. Its answer lies between two estimates, one too low and one too high by how finely it counts.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Literal

import pytest
from dp_accounting.pld import privacy_loss_distribution as losses

from dashboard.release import Policy, menu
from dashboard.release.budget import taken
from dashboard.release.describing import described
from dashboard.release.ledger import Entry
from dashboard.release.limits import DELTA, FALSE_ALARMS, epsilon, power
from dashboard.release.noise import bound
from dashboard.release.policy import MU_MAX
from dashboard.release.shapes import Shape
from tests.release.conftest import FULL, OFFERS

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


def told(entries: Iterable[Entry]) -> Sigmas:
    """Return every noise under which a case is seen in these lines of the ledger: a decision to wait shows its total."""
    return tuple(
        table["sigma"]
        for entry in entries
        for table in json.loads(entry.policy)
        if entry.outcome != "held" or table["name"] == "total"
    )


def line(policy: Policy, outcome: Literal["published", "held", "corrected"] = "published") -> Entry:
    """Return a line of the ledger about the cases of one quarter."""
    return Entry(
        period="2026-Y",
        outcome=outcome,
        quarters=("2026-Q3",),
        built_at="",
        agencies=1,
        mu=policy.mu(),
        policy=described(policy),
        digest="",
    )


SHORT, YEAR, BOTH = (menu(OFFERS, Shape(size="medium"), part) for part in ("short", "year", "both"))
LEDGERS = {
    "one release": [line(FULL)],
    "a release after one wait": [line(FULL, "held"), line(FULL)],
    "a release and its correction": [line(FULL), line(FULL, "corrected")],
    "a quarter and its year": [line(SHORT), line(YEAR)],
    "a half-year after a quarter that waited, and its year": [line(SHORT, "held"), line(SHORT), line(YEAR)],
    "a year after a quarter and a half-year that waited": [line(SHORT, "held"), line(SHORT, "held"), line(BOTH)],
}


@pytest.mark.parametrize("ledger", LEDGERS)
def test_what_we_say_of_a_case_is_what_another_accountant_says(ledger: str) -> None:
    entries = LEDGERS[ledger]
    said, sigmas = math.sqrt(taken(entries, "2026-Q3")), told(entries)
    least, most = witnessed(sigmas)
    print(f"\n{ledger}: mu {said:.3f}, epsilon {epsilon(said):.2f} ({least:.2f} to {most:.2f})")
    print(f"found {power(said):.1%} ({found(sigmas):.1%})")
    assert least - 0.01 <= epsilon(said) <= most + 0.01 and most - least < 0.1
    assert power(said) == pytest.approx(found(sigmas), abs=0.004)
    assert said <= MU_MAX + 1e-9 or ledger == "a release and its correction"


def test_she_sees_a_noise_that_is_less_than_is_said() -> None:
    """The witness can say no: noise of 3 in place of 3.5, in the seven tables that have it, is found out."""
    less = tuple(3.0 if sigma == 3.5 else sigma for sigma in told([line(FULL)]))
    assert witnessed(less)[0] > epsilon(FULL.mu()) + 0.2 and found(less) > power(FULL.mu()) + 0.01


def test_at_the_cap_the_other_accountant_says_what_we_say() -> None:
    sigma = math.sqrt(17) / MU_MAX
    least, most = witnessed((sigma,) * 17)
    assert least - 0.01 <= epsilon(MU_MAX) <= most + 0.01
