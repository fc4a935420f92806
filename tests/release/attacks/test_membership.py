"""Whether one survivor is in the data stays a guess, even for someone who knows every other case."""

import secrets
from statistics import NormalDist

import numpy as np
import pytest

from dashboard.release.noise import _cumulative, bound, draw, least_shown, shown
from tests.release.conftest import FULL

ROUNDS = 2500
COUNTS = (700, 60, 120, 200, 90, 40, 150, 12, 25, 9, 30, 45, 18, 6, 70, 22, 33, 14, 5, 110)
"""True counts of the cells that she would be part of, one a table."""


def likelihood(count: int, sigma: float, floor: int) -> dict[int | None, float]:
    """Return how likely each shown value is, given the true count."""
    most, weights = bound(sigma), np.diff([0.0, *_cumulative(sigma)])
    found: dict[int | None, float] = {}
    for step, weight in zip(range(-most, most + 1), weights, strict=True):
        value = shown(count + step, floor)
        found[value] = found.get(value, 0.0) + weight
    return found


def success(sigmas: list[float], floors: list[int]) -> float:
    """Return how often the best test finds her, at 5 % false alarms."""
    cells = list(zip(COUNTS, sigmas, floors, strict=True))
    models = [(likelihood(n, s, f), likelihood(n + 1, s, f)) for n, s, f in cells]
    scores = {}
    for extra in (0, 1):
        keys = (secrets.token_bytes(32) for _ in range(ROUNDS))
        scores[extra] = np.array(
            [
                sum(
                    _evidence(models[i], shown(COUNTS[i] + extra + draw(key, sigmas[i], str(i)), floors[i]))
                    for i in range(len(COUNTS))
                )
                for key in keys
            ]
        )
    return float((scores[1] > np.quantile(scores[0], 0.95)).mean())


def _evidence(model, value) -> float:
    without, with_her = model
    return float(np.log(max(with_her.get(value, 0), 1e-12)) - np.log(max(without.get(value, 0), 1e-12)))


def test_the_best_test_finds_her_hardly_more_often_than_chance() -> None:
    # She is given each number before the tables were adjusted: what is published is made from these and tells no more.
    spreads = [table.spread for table in FULL.tables]
    found = success(spreads, [least_shown(spread) for spread in spreads])
    bell = NormalDist()
    assert found <= bell.cdf(bell.inv_cdf(0.05) + FULL.mu()) + 0.02 <= 0.33


@pytest.mark.parametrize("sigma", [0.4])
def test_the_same_test_finds_her_where_the_noise_is_too_small(sigma: float) -> None:
    assert success([sigma] * len(COUNTS), [10] * len(COUNTS)) > 0.6
