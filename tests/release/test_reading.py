"""Shares say no more than the shown numbers carry."""

import pytest

from dashboard.i18n import use
from dashboard.release.reading import percent
from dashboard.ui.taskforce.wording import per_cent


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (65, 130, 50),
        (10, 30, 35),
        (10, 25, None),
        (None, 130, None),
        (20, None, None),
        (135, 130, 100),
        (15, 690, 0),
    ],
)
def test_a_share_is_in_steps_of_five_from_a_base_of_thirty(part, whole, share) -> None:
    assert percent(part, whole) == share


def test_a_share_beside_a_shown_number_is_never_nothing() -> None:
    """Fifteen cases of 690 are not "0 %"."""
    use("en")
    assert per_cent(percent(15, 690) or 0) == "under 5 %" and per_cent(5) == "5 %"
