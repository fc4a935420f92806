"""Every figure, computed twice: in SQL from the projection, and in pandas from the record. Both must agree."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from dashboard.analysis import Cut, Times, figure, measure
from dashboard.contract import View
from tests.analysis.conftest import FIGURES, Made
from tests.analysis.histories import NOW
from tests.analysis.oracle import ROWS, answer
from tests.tries import tries


def test_the_oracle_knows_every_figure_and_no_other():
    assert ROWS.keys() == FIGURES.keys()


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("days", [None, 30])
def test_a_figure_agrees_with_the_oracle(made, name, days):
    check(made, name, days)


@tries(12, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), cases=st.integers(0, 25), days=st.sampled_from([None, 0, 7, 120]))
def test_every_figure_agrees_on_any_history(seed, cases, days, tmp_path_factory):
    made = Made(tmp_path_factory.mktemp("history"), seed, cases)
    for name in FIGURES:
        check(made, name, days)
    made.close()


def check(made, name, days):
    (area, declared, dataset), world = FIGURES[name], made.world
    since = world.today - timedelta(days=days) if days is not None else None
    until = world.today - timedelta(days=1) if days else None
    cut = Cut(agency="A01", now=NOW, since=since, until=until)
    mine = [row for row in ROWS[name](world) if world.cases[row["case_key"]]["agency"] == "A01"]
    expected = answer(world, declared, mine, since, until)
    assert shown(made, area, declared, cut, dataset) == expected, name


def shown(made, area, declared, cut, dataset):
    if isinstance(declared, View):
        found = figure(made.projection, area, declared, cut, dataset)
        return {row[:-1]: row[-1] for row in found.rows}, found.total
    found = measure(made.projection, area, declared, cut, dataset)
    if isinstance(found, Times):
        times = (found.median, found.low, found.high)
        return (found.n, found.running, found.missing, *(time and pytest.approx(time) for time in times))
    return (found.numerator, found.denominator, found.missing)
