"""Invented cases of the benchmarks and the attackers are as the policy says, or adjusting would bend right numbers."""

import numpy as np
import pytest

from benchmarks.release_population import Population
from dashboard.release import menu
from dashboard.release.shapes import Shape
from tests.release.conftest import OFFERS

YEAR = menu(OFFERS, Shape(size="large"), "year")


@pytest.mark.parametrize("part", ["short", "year"])
@pytest.mark.parametrize("size", ["tiny", "small", "medium", "large"])
def test_no_invented_case_is_where_none_can_be_and_all_sums_hold(size: str, part: str) -> None:
    population = Population(menu(OFFERS, Shape(size=size), part))
    assert population.counted(population.invent(800, seed=1))["total"] == {(): 800}


@pytest.mark.parametrize("dim", ["core.timeliness.action", "core.need_outcome.outcome", "core.missing.missing"])
def test_cases_that_contradict_the_policy_are_found_out(dim: str) -> None:
    population = Population(YEAR)
    cases = population.invent(800, seed=1)
    values = sorted(set(cases[dim]))
    with pytest.raises(ValueError, match="contradict"):
        for value in values:  # at least one of them is where such a case cannot be
            population.counted(cases | {dim: np.full(800, value)})
