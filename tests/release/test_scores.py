"""A share of a table's own cases: a hidden cell never counts as none, and then only the interval is told."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.release import ReleasedTable
from dashboard.release.noise import least_shown, shown
from dashboard.release.scores import WIDEST, Score, cells_but, score, whole

CODES = ("made", "later", "unavailable", "refused", "none")


def referrals(*numbers: int | None, sigma: float = 4.0) -> ReleasedTable:
    cells = {(code,): number for code, number in zip(CODES, numbers, strict=True)}
    return ReleasedTable("mhpss_referral", ("referral",), least_shown(sigma), sigma, cells)


def of(table: ReleasedTable, code: str) -> Score | None:
    return score(table, (code,), cells_but(table, "none"))


def test_thirty_beside_three_hidden_numbers_are_not_all() -> None:
    """It was told as 100 %: each of the three may be twenty, and she who reads it would say that all had help."""
    assert of(referrals(30, None, None, None, 500), "made") is None


def test_a_share_with_a_hidden_number_is_an_interval_only() -> None:
    table = referrals(300, None, 40, None, 500)
    made, later = of(table, "made"), of(table, "later")
    assert (made.number, later.number) == (None, None) and made.of.number is None
    assert made.low <= 100 * 300 / (340 + 2 * table.under) and made.high >= 100 * 300 / 340
    assert later.low == 0 and later.high >= 100 * table.under / (340 + table.under)
    assert all(end % 5 == 0 for end in (made.low, made.high, later.low, later.high))


def test_a_share_of_shown_numbers_is_a_number_of_thirty_cases_or_more() -> None:
    assert of(referrals(300, 50, 40, 10, 500), "made").number == 75
    assert of(referrals(10, None, None, 15, 500), "made") is None
    cases = whole(referrals(300, 50, 40, 10, 500), cells_but(referrals(*[0] * 5), "none"))
    assert (cases.number, cases.hidden) == (400, 0)


@given(st.lists(st.integers(0, 80), min_size=5, max_size=5), st.integers(0, 2**32))
def test_no_share_with_a_hidden_number_has_a_number_or_is_wide(truth, seed) -> None:
    noise = np.rint(np.random.default_rng(seed).normal(0, 4, 5)).astype(int)
    table = referrals(*(shown(int(n + z), least_shown(4.0)) for n, z in zip(truth, noise, strict=True)))
    hidden = any(table[code,] is None for code in CODES[:4])
    for told in filter(None, (of(table, code) for code in CODES[:4])):
        assert (told.number is None) == hidden and 0 <= told.low <= told.high <= 100
        assert not hidden or told.high - told.low <= WIDEST


def test_the_true_share_is_in_the_interval_where_numbers_are_hidden() -> None:
    chance, truth, missed = np.random.default_rng(4), (60, 6, 30, 4, 200), 0
    runs = 400
    for _run in range(runs):
        noise = np.rint(chance.normal(0, 4, 5)).astype(int)
        told = of(referrals(*(shown(int(n + z), 10) for n, z in zip(truth, noise, strict=True))), "made")
        missed += told is not None and not told.low <= 60 <= told.high
    assert missed <= 0.05 * runs
