"""The noise is what it is promised to be."""

from statistics import NormalDist

import numpy as np
import pytest

from dashboard.release.noise import bound, draw, interval, least_shown, shown
from dashboard.release.policy import SIGMA

KEY = bytes(range(32))


def draws(sigma: float, count: int = 20_000, key: bytes = KEY) -> np.ndarray:
    return np.array([draw(key, sigma, "2026-Q3", "t", str(cell)) for cell in range(count)])


@pytest.mark.parametrize("sigma", SIGMA)
def test_noise_has_the_promised_mean_spread_and_cap(sigma: float) -> None:
    noise = draws(sigma)
    assert abs(noise.mean()) < 4 * sigma / np.sqrt(len(noise))
    assert abs(noise.std() / sigma - 1) < 0.03
    assert np.abs(noise).max() <= bound(sigma) == np.ceil(6 * sigma)


def test_noise_of_neighbouring_cells_and_of_periods_is_unrelated() -> None:
    noise = draws(3.5)
    other = np.array([draw(KEY, 3.5, "2026-Q4", "t", str(cell)) for cell in range(len(noise))])
    for lag in (1, 2, 7, 19):
        assert abs(np.corrcoef(noise[:-lag], noise[lag:])[0, 1]) < 0.03
    assert abs(np.corrcoef(noise, other)[0, 1]) < 0.03


def test_the_same_key_draws_the_same_and_another_key_draws_anew() -> None:
    assert (draws(4.5, 200) == draws(4.5, 200)).all()
    assert (draws(4.5, 200) != draws(4.5, 200, key=bytes(32))).mean() > 0.8


@pytest.mark.parametrize(
    ("noisy", "number"),
    [
        (-9, None),
        (0, None),
        (9, None),
        (10, 10),
        (12, 10),
        (13, 15),
        (17, 15),
        (18, 20),
        (103, 105),
    ],
)
def test_a_noisy_count_is_floored_then_rounded(noisy: int, number: int | None) -> None:
    assert shown(noisy, 10) == number


@pytest.mark.parametrize("deviation", [1.8, 2.5, 3.3, 3.9, 4.29, 4.31, 5.0, 6.4])
def test_of_the_numbers_that_are_shown_19_of_20_are_in_their_interval_whatever_the_truth(deviation: float) -> None:
    """Also of few cases: they are shown only when their noise is high."""
    floor = least_shown(deviation)
    for true in range(4 * floor):
        noisy = np.arange(floor, true + 8 * deviation + floor, 0.05) + 0.025
        weights = np.array([NormalDist(true, deviation).pdf(each) for each in noisy])
        ends = [interval(shown(each, floor), deviation, floor) for each in noisy]
        assert weights @ [low <= true <= high for low, high in ends] >= 0.945 * weights.sum()


def test_near_the_floor_the_lower_end_is_lower() -> None:
    assert interval(10, 4.0, 10) == (0, 19) and interval(20, 4.0, 10) == (8, 29)
    assert interval(30, 4.0, 10) == (20, 39) and interval(100, 4.0, 10) == (90, 109)
