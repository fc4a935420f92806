"""What is said about the limits of releases is computed: compared with the design's published values and by simulation."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.registry import Registry
from dashboard.release import Offer, menu
from dashboard.release.ledger import Entry
from dashboard.release.limits import (
    DELTA,
    FALSE_ALARMS,
    Limits,
    at_most,
    epsilon,
    limits,
    power,
    registered,
    spent,
    together,
)
from dashboard.release.policy import MU_MAX, Policy, Table
from dashboard.ui.taskforce.wording import both_versions, would_spend


@pytest.fixture(scope="module")
def shipped() -> Policy:
    areas = [area for area in Registry.load().active if area.source == "shipped"]
    return menu(Offer(area.name, area.released, area.datasets, area.module) for area in areas)


def percent(share: float) -> float:
    return round(100 * share, 1)


def test_the_figures_are_those_of_the_design(shipped):
    """disclosure.md: mu 1.117 -> 29.9 %, epsilon 4.98; one wait 32.3 %, 5.34; cap 32.8 %, 5.41; correction 47; twice 72."""
    mu, waited = shipped.mu(), shipped.mu(holds=1)
    assert (percent(power(mu)), round(epsilon(mu), 2)) == (29.9, 4.98)
    assert (percent(power(waited)), round(epsilon(waited), 2)) == (32.3, 5.34)
    assert (percent(power(MU_MAX)), round(epsilon(MU_MAX), 2)) == (32.8, 5.41)
    assert round(100 * power(registered(mu, 2))) == 72
    assert round(100 * power(together((mu, mu)))) == 47


def test_a_guess_about_somebody_who_is_known_to_be_in_counts_every_table_with_that_answer(shipped):
    least, most = limits(shipped.tables, shipped.mu()).guesses
    assert percent(least) == percent(power(math.sqrt(2) / 6.0)) and round(100 * most) == 17


@given(st.floats(0.1, 3.0), st.floats(0.01, 1.0))
def test_more_told_is_less_hidden(mu, more):
    assert FALSE_ALARMS < power(mu) < power(mu + more) and epsilon(mu) < epsilon(mu + more)


@given(st.floats(0.3, 2.5))
def test_epsilon_is_where_delta_is_reached(mu):
    """By the definition: the most that P(out in S) exceeds e^epsilon P(out not in S), S the half-line where it does."""
    found, cut = epsilon(mu), epsilon(mu) / mu + mu / 2
    above = 0.5 * math.erfc((cut - mu) / math.sqrt(2)) - math.exp(found) * 0.5 * math.erfc(cut / math.sqrt(2))
    assert above == pytest.approx(DELTA, rel=1e-3)


def test_an_attacker_with_one_cell_does_no_better_than_said():
    """The likelihood ratio of one Gaussian cell is monotone, so the best test is a threshold; here it is tried."""
    sigma, chance = 2.5, random.Random(12)
    draws = sorted(chance.gauss(0, sigma) for _n in range(40_000))
    threshold = draws[round(len(draws) * (1 - FALSE_ALARMS))]
    hits = sum(1 + chance.gauss(0, sigma) > threshold for _n in range(40_000)) / 40_000
    assert hits == pytest.approx(power(1 / sigma), abs=0.01)


def test_a_menu_of_a_total_alone_lets_nothing_be_guessed():
    assert limits((Table(name="total"),), 0.4) == Limits(
        found=power(0.4), twice=power(0.8), guesses=(FALSE_ALARMS, FALSE_ALARMS), epsilon=epsilon(0.4)
    )


def test_a_correction_adds_to_what_the_first_version_told_and_a_decision_to_wait_is_in_the_later_release():
    def entry(period, outcome, mu):
        return Entry(
            period=period, outcome=outcome, quarters=(period,), built_at="", agencies=0, mu=mu, policy="[]", digest=""
        )

    both = [entry("2026-Q3", "held", 0.4), entry("2026-Q3", "published", 0.9), entry("2026-Q3", "corrected", 1.2)]
    assert spent([*both, entry("2026-Q2", "published", 1.1)], "2026-Q3") == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("number", "decimals", "said"),
    [
        (47.41, 0, "48"),
        (47.41, 1, "47.5"),
        (5.0, 0, "5"),
        (100 * 0.07, 0, "7"),
        (29.87, 1, "29.9"),
        (1.1001, 2, "1.11"),
    ],
)
def test_what_is_said_to_be_the_most_is_rounded_up(number: float, decimals: int, said: str) -> None:
    assert at_most(number, decimals) == said


def test_a_correction_is_said_to_be_found_in_at_most_48_of_100_tries() -> None:
    """The truth is 47.41: "at most 47" was untrue."""
    spent_by_both = together((1.1174, 1.1174))
    for told in (both_versions(spent_by_both), would_spend(spent_by_both)):
        assert "in at most 48 of 100 tries" in told
