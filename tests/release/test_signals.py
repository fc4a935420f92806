"""Signals: chance alone raises few of them, a real change raises one, and nothing hidden is overstated."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.release import ReleasedTable, Releases
from dashboard.release.noise import bound, shown
from dashboard.release.signals import FALSE, compare, judged, outstanding, score

NAMES = ("total", "governorate", "violence_group", "risk_level", "age_sex", "governorate_by_violence_group")


@pytest.fixture
def two(cases, store, publish, path):
    """Return a maker of two releases in a row with so many cases."""

    def make(first: int, second: int, more=()):
        source = store([*cases("2026-Q2", first), *cases("2026-Q3", second, seed=3), *more])
        publish(source, "2026-Q2")
        publish(source, "2026-Q3")
        return Releases(path)

    return make


def test_where_nothing_changed_hardly_anything_is_listed(two):
    found = compare(two(1500, 1500), "2026-Q3", NAMES)
    assert found.comparisons > 60 and found.before == "2026-Q2"
    assert len(found.signals) <= 0.04 * found.comparisons


def test_a_rise_of_one_place_is_listed_first_with_its_numbers(two, cases):
    more = [
        case | {"governorate": "IQ-DI", "case_key": f"M{n}"} for n, case in enumerate(cases("2026-Q3", 200, seed=5))
    ]
    found = compare(two(1500, 1300, more), "2026-Q3", ("governorate", "violence_group"))
    (first, *_rest) = found.signals
    assert (first.codes, first.direction) == (("IQ-DI",), "rise")
    assert first.after - (first.before or 10) > 100


def test_a_fall_is_listed_too(two):
    found = compare(two(1500, 500), "2026-Q3", ("total",))
    assert [signal.direction for signal in found.signals] == ["fall"]


def test_without_an_earlier_release_there_is_nothing_to_compare(cases, store, publish, path):
    publish(store(cases("2026-Q3", 800)), "2026-Q3")
    assert compare(Releases(path), "2026-Q3", NAMES) is None


def alarms(chance: np.random.Generator, factor: float = 1.0, cells: int = 200, runs: int = 300) -> tuple[float, float]:
    """Return how often anything is listed, and how often the first cell is, when its rate is multiplied."""
    table = ReleasedTable("t", ("violence_group",), 10, 3.5, {})
    rates = chance.uniform(0, 120, cells)
    rates[0] = 60
    listed = []
    for _run in range(runs):
        after = rates * np.where(np.arange(cells) == 0, factor, 1)
        pairs = [
            [shown(int(n), table.floor) for n in chance.poisson(rate) + _noise(chance, cells)]
            for rate in (rates, after)
        ]
        scored = [(score(table, *pair), at) for at, pair in enumerate(zip(*pairs, strict=True)) if pair != (None, None)]
        listed.append([at for _score, at in outstanding(scored)])
    return sum(map(bool, listed)) / runs, sum(0 in each for each in listed) / runs


def _noise(chance: np.random.Generator, cells: int) -> np.ndarray:
    most = bound(3.5)
    return np.clip(np.rint(chance.normal(0, 3.5, cells)), -most, most).astype(int)


def test_where_nothing_changed_a_release_lists_something_at_most_as_often_as_it_says() -> None:
    anything, _first = alarms(np.random.default_rng(4))
    assert anything <= FALSE + 0.05


def test_a_number_that_doubles_is_listed_nearly_always() -> None:
    _anything, first = alarms(np.random.default_rng(5), factor=2.0)
    assert first > 0.75


TABLE = ReleasedTable("t", ("violence_group",), 10, 3.5, {})
numbers = st.one_of(st.none(), st.integers(2, 100).map(lambda n: 5 * n))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (300, 400, "rise"),
        (400, 300, "fall"),
        (120, 130, None),
        (380, 420, None),
        (None, 40, "rise"),
        (40, None, "fall"),
        (None, 15, None),
        (None, None, None),
    ],
)
def test_one_comparison_counts_when_noise_rounding_and_chance_cannot_explain_it(before, after, said) -> None:
    assert judged(TABLE, before, after) == said


@given(numbers, numbers)
def test_a_fall_is_a_rise_read_backwards(before, after) -> None:
    mirrored = {"rise": "fall", "fall": "rise", None: None}
    assert judged(TABLE, after, before) == mirrored[judged(TABLE, before, after)]
