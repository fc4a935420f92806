"""Shares say no more than the shown numbers carry."""

import pytest

from dashboard.release.reading import percent


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
