"""What docs/plugins/disclosure.md says in numbers is what the policy of releases does."""

from pathlib import Path

import pytest

from dashboard.registry import Registry
from dashboard.release import Offer, menu
from dashboard.release.adjusting import accuracy
from dashboard.release.noise import BY_NOISE, FLOOR
from dashboard.release.policy import MU_MAX, SIGMA, STEP, Policy

PAGE = (Path(__file__).parents[2] / "docs" / "plugins" / "disclosure.md").read_text("utf-8")


@pytest.fixture(scope="module")
def shipped() -> Policy:
    found = [each for each in Registry.load().active if each.source == "shipped"]
    return menu(Offer(each.name, each.released, each.datasets, each.module) for each in found)


def room(policy: Policy, sigma: float, holds: int) -> int:
    """How many more tables with this sigma fit."""
    left = MU_MAX**2 - policy.mu(holds) ** 2
    return int(left * sigma**2)


def test_the_room_that_is_left_is_what_the_page_says(shipped):
    assert (room(shipped, 6.0, 0), room(shipped, 4.5, 0), room(shipped, 6.0, 1)) == (6, 3, 1)
    assert "room for six more tables with a sigma of 6, or three with 4.5; for one with a sigma of 6 when" in PAGE


def test_noise_floors_and_steps_are_what_the_page_says(shipped):
    assert SIGMA[1:] == (3.5, 4.5) and "sigma 3.5 cases for one dimension, 4.5 for two" in PAGE
    assert (FLOOR, BY_NOISE) == (10, 0.01) and "10, or the next 5 at which an empty cell shows" in PAGE
    assert STEP == 5 and "the nearest 5" in PAGE
    assert MU_MAX == 1.2 and "at most 1.20" in PAGE
    wide = {accuracy(shipped)[table.name].floor for table in shipped.tables if table.spread == 6.0}
    assert wide == {15} and "15 for a table with a sigma of 6" in PAGE
