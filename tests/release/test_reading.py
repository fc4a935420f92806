"""Shares and medians say no more than the shown numbers carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.release.reading import median_band, percent

numbers = st.one_of(st.none(), st.integers(2, 100).map(lambda n: 5 * n))


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (65, 130, 50),
        (10, 30, 35),
        (10, 25, None),
        (None, 130, None),
        (20, None, None),
        (135, 130, 100),
    ],
)
def test_a_share_is_in_steps_of_five_from_a_base_of_thirty(part, whole, share) -> None:
    assert percent(part, whole) == share


def test_a_median_is_told_only_where_hidden_numbers_cannot_move_it() -> None:
    assert median_band([("1 day", 10), ("2 days", 60), ("3 days", None)], floor=15) == "2 days"
    assert median_band([("1 day", 30), ("2 days", None), ("3 days", 30)], floor=15) is None
    assert median_band([("1 day", 10), ("2 days", 15)], floor=15) is None


@given(st.lists(numbers, min_size=1, max_size=6), st.data())
def test_no_values_behind_hidden_numbers_contradict_a_told_median(shown, data) -> None:
    told = median_band([(str(i), number) for i, number in enumerate(shown)], floor=15)
    if told is not None:
        real = [number if number is not None else data.draw(st.integers(0, 14)) for number in shown]
        position = next(i for i in range(len(real)) if 2 * sum(real[: i + 1]) >= sum(real))
        assert str(position) == told
