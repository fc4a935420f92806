"""Signals: chance alone raises few of them, a real change raises one, and nothing hidden is overstated."""

import pytest

from dashboard.release import Releases
from dashboard.release.signals import compare

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
    assert found.comparisons > 150 and found.before == "2026-Q2"
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
