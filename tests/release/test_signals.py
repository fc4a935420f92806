"""Signals: chance alone raises few of them, a real change raises one, and nothing hidden is overstated."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.release import ReleasedTable, Releases
from dashboard.release.compared import compare
from dashboard.release.findings import is_finding
from dashboard.release.signals import ALARMS, judged
from tests.release.changing import alarms, listed

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
    assert found.comparisons > 25 and found.before == "2026-Q2"
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


def test_where_nothing_changed_a_release_lists_something_at_most_as_often_as_it_says() -> None:
    assert alarms(np.random.default_rng(4), runs=100) <= (ALARMS + 4) / 100  # 4: what a hundred runs leave open


def test_nothing_else_is_told_where_the_total_rose_by_27_per_cent_against_a_year_before() -> None:
    """The issue: "nothing rose" was said, because only the period before was looked at."""
    (rise, *_more) = listed(np.random.default_rng(0), [600, 630, 680, 730, 780, 800])
    assert (rise.signal.table.name, rise.signal.codes, rise.signal.direction) == ("total", (), "rise")
    bases = [basis for basis, _before, _signal in rise.signals]
    assert "year" in bases and "previous" not in bases
    (signal,) = (signal for basis, _before, signal in rise.signals if basis == "year")
    assert (signal.before, signal.after) == (625, 805)  # 630 and 800 cases, as a release shows them


def test_a_rise_of_everything_is_told_as_the_total_and_not_once_for_each_cell() -> None:
    chance = np.random.default_rng(8)
    found = [listed(chance, [800, 800, 800, 800, 800, 1100]) for _run in range(20)]
    assert all(changes[0].signal.codes == () for changes in found)
    assert sum(len(changes) - 1 for changes in found) <= 4


def test_what_moved_beyond_the_total_is_told_and_crossings_only_within_it() -> None:
    chance = np.random.default_rng(9)
    found = [listed(chance, [1500] * 6, {"high": 1.8}) for _run in range(10)]
    assert sum(("high",) in [change.signal.codes for change in changes] for changes in found) >= 8
    crossed = [change.signal.codes for changes in found for change in changes if len(change.signal.codes) == 2]
    singles = {
        code for changes in found for change in changes if len(change.signal.codes) == 1 for code in change.signal.codes
    }
    assert all(singles & set(codes) for codes in crossed)


@pytest.mark.parametrize(
    ("table", "dim", "code"),
    [
        ("risk_level", "risk_level", "not_assessed"),
        ("disability", "disability", "no"),
        ("timeliness", "core.action", "none"),
    ],
)
def test_a_code_that_means_none_or_not_known_is_never_a_finding(table, dim, code) -> None:
    assert not is_finding(ReleasedTable(table, (dim,), 10, 3.5, {(code,): 400}), (code,))


def test_an_area_says_which_of_its_codes_are_no_finding() -> None:
    own = ReleasedTable("t", ("x.y",), 10, 3.5, {}, not_findings=("rest",))
    assert not is_finding(own, ("rest",)) and is_finding(own, ("open",))


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
