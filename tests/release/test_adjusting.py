"""Adjusted tables add up, are right on average, and say how exact they are; an empty cell looks like a small one."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import Dataset, Released
from dashboard.codes import names
from dashboard.errors import ReleaseError
from dashboard.release import CORE, Offer, Policy, Table, menu
from dashboard.release.adjusting import accuracy, adjusted, deviations, equations
from dashboard.release.noise import STEP, interval, least_shown
from dashboard.release.policy import HOLD_BELOW
from dashboard.release.shapes import Shape
from dashboard.release.sums import cells, sums
from dashboard.release.tabulate import is_small, noised
from tests.release.conftest import FULL, OFFERS
from tests.tries import tries

PERIOD, DRAWS = "2026-Q3", 200
NORTH = ("IQ-AR", "IQ-DA", "IQ-SU", "IQ-HA")
REGION = {code: "north" if code in NORTH else "south" for code in names("governorate")}
SHAPES = (
    (),
    *((dim,) for dim in CORE.domains),
    ("region", "violence_group"),
    ("region", "risk_level"),
)
SHORT = Policy(
    tables=tuple(Table(name="_by_".join(dims) or "total", dims=dims, sigma=4.7) for dims in SHAPES),
    domains={**CORE.domains, "region": ("north", "south")},
    coarser={"region": REGION},
)
"""A short menu with two regions: governorates come to regions, and each crossed table to the tables by one dimension."""


def true_counts(cases, policy=SHORT):
    """Return the true counts of a policy's tables, counted a second time, without SQL."""
    placed = [case | {"region": REGION[case["governorate"]]} for case in cases]
    return {table.name: Counter(tuple(case[dim] for dim in table.dims) for case in placed) for table in policy.tables}


def draws(true, policy=SHORT, count=DRAWS):
    """Return the rows of many releases of the same cases, each with another fixed key."""
    return [noised(true, PERIOD, policy, number.to_bytes(32, "big")) for number in range(count)]


def codes_of(row):
    return tuple(code for code in (row.first, row.second) if code is not None)


def test_sums_are_all_that_two_tables_have_in_common() -> None:
    place = {(table.name, codes): at for at, (table, codes) in enumerate(cells(SHORT))}
    found = [(sorted(parts), whole) for parts, whole in sums(SHORT)]
    total = [place["total", ()]]
    assert (sorted(place["stream", (code,)] for code in names("stream")), total) in found
    crossed = sorted(place["region_by_violence_group", ("north", code)] for code in names("violence_group"))
    north = sorted(place["governorate", (code,)] for code in NORTH)
    levels = sorted(place["region_by_risk_level", ("north", code)] for code in names("risk_level"))
    assert any({tuple(parts), tuple(whole)} == {tuple(north), tuple(levels)} for parts, whole in found)
    assert any(crossed in (parts, whole) for parts, whole in found)
    kind = place["violence_group", ("image_abuse",)]
    by_region = sorted(place["region_by_violence_group", (region, "image_abuse")] for region in ("north", "south"))
    assert (by_region, [kind]) in found


some_cases = st.lists(
    st.fixed_dictionaries({dim: st.sampled_from(codes) for dim, codes in CORE.domains.items()}), max_size=80
)


@given(some_cases)
def test_every_sum_holds_for_the_true_counts_whatever_the_cases(some) -> None:
    true = true_counts(some)
    counts = np.array([true[table.name][codes] for table, codes in cells(SHORT)])
    assert all(counts[parts].sum() == counts[whole].sum() for parts, whole in sums(SHORT))


@tries(60)
@given(some_cases, st.integers(0, 2**32))
def test_adjusted_tables_add_up(some, seed) -> None:
    true, known = true_counts(some), equations(SHORT)
    counts = np.array([true[table.name][codes] for table, codes in cells(SHORT)])
    fitted = adjusted(counts + np.rint(np.random.default_rng(seed).normal(0, 4.7, len(counts))), known)
    assert np.abs(known.matrix @ fitted).max() < 0.01


def test_the_full_menu_adds_up_too() -> None:
    noise = np.random.default_rng(7).normal(30, 5, len(cells(FULL)))
    assert np.abs(equations(FULL).matrix @ adjusted(noise, equations(FULL))).max() < 0.01


@pytest.mark.parametrize("count", [60, 800])
def test_the_total_is_right_on_average_and_in_its_interval(cases, count) -> None:
    true = true_counts(cases(PERIOD, count))
    totals = [row for rows in draws(true) for row in rows if row.table == "total"]
    assert abs(np.mean([row.shown - count for row in totals])) < 0.8
    assert np.mean([row.low <= count <= row.high for row in totals]) >= 0.94


@pytest.mark.parametrize("count", [60, 800])
def test_shown_numbers_of_each_table_are_in_their_interval_in_19_of_20_draws(cases, count) -> None:
    assert min(covered(true_counts(cases(PERIOD, count))).values()) >= 0.94


@pytest.mark.parametrize("elsewhere", [0, 7])
def test_where_one_cell_holds_most_cases_it_is_right_on_average_and_in_its_interval(cases, elsewhere) -> None:
    """Cells under zero were raised, and all tables still added up, so the largest paid: 10 and 22 % were outside."""
    some = [case | {"governorate": "IQ-BG"} if n >= elsewhere else case for n, case in enumerate(cases(PERIOD, 60))]
    true = true_counts(some)
    shown = [row.shown for rows in draws(true) for row in rows if row[:2] == ("governorate", "IQ-BG")]
    assert abs(np.mean(shown) - true["governorate"]["IQ-BG",]) < 0.8
    assert min(covered(true).values()) >= 0.94


def covered(true):
    """Return for each table how many of its shown numbers are in their interval."""
    held: dict[str, list[bool]] = {}
    for row in (row for rows in draws(true) for row in rows if row.shown is not None):
        held.setdefault(row.table, []).append(row.low <= true[row.table][codes_of(row)] <= row.high)
    return {name: np.mean(each) for name, each in held.items()}


def test_what_is_adjusted_is_nearer_to_the_truth_than_what_was_drawn(cases) -> None:
    true, chance, known = true_counts(cases(PERIOD, 800)), np.random.default_rng(3), equations(SHORT)
    counts = np.array([true[table.name][codes] for table, codes in cells(SHORT)])
    noise = chance.normal(0, 4.7, (DRAWS, len(counts)))
    errors = np.array([adjusted(counts + each, known) - counts for each in noise])
    spread = np.array(list(deviations(SHORT).values()))
    assert np.sqrt((errors**2).mean()) < 0.9 * 4.7
    assert np.abs(errors.std(axis=0) / spread - 1).max() < 0.2
    assert np.abs(errors.mean(axis=0) / spread).max() < 4 / np.sqrt(DRAWS)


@pytest.mark.parametrize("policy", [SHORT, FULL], ids=["short", "full"])
def test_a_truly_empty_cell_shows_a_number_in_fewer_than_one_of_a_hundred_draws(cases, policy) -> None:
    few = [case for case in cases(PERIOD, 60) if case["governorate"] == "IQ-BG"]
    true = {table.name: Counter() for table in policy.tables} | true_counts(
        few, replace(SHORT, tables=policy.tables[:9])
    )
    rows = draws(true, policy, 60 if policy is FULL else DRAWS)
    empty = Counter(row[:3] for each in rows for row in each if not true[row.table][codes_of(row)] and row.shown)
    cells_empty = sum(not true[row.table][codes_of(row)] for row in rows[0])
    assert sum(empty.values()) < 0.01 * cells_empty * len(rows)


@tries(30)
@given(some_cases, st.binary(min_size=32, max_size=32))
def test_no_number_is_under_its_floor_or_off_its_steps_and_hidden_ones_tell_nothing_of_their_own(some, key) -> None:
    exact, off = accuracy(SHORT), deviations(SHORT)
    for row in noised(true_counts(some), PERIOD, SHORT, key):
        assert row.deviation == off[row.table, codes_of(row)] <= exact[row.table].deviation <= 4.7
        if row.shown is None:
            assert row.low is row.high is None
        else:
            assert row.shown % STEP == 0 and row.shown >= exact[row.table].floor
            assert (row.low, row.high) == interval(row.shown, row.deviation, exact[row.table].floor)


def test_how_exact_a_number_is_does_not_depend_on_the_cases(cases) -> None:
    one, other = (noised(true_counts(cases(PERIOD, count)), PERIOD, SHORT, bytes(32)) for count in (40, 900))
    assert [(row[:3], row.deviation) for row in one] == [(row[:3], row.deviation) for row in other]


@pytest.mark.parametrize(("deviation", "floor"), [(1.0, 10), (4.29, 10), (4.31, 15), (6.4, 15), (6.5, 20)])
def test_the_floor_rises_with_what_an_empty_cell_may_show(deviation: float, floor: int) -> None:
    assert least_shown(deviation) == floor


def test_a_wait_is_decided_on_the_total_with_its_own_noise_which_is_what_it_is_charged_for() -> None:
    """The adjusted total is more exact: a wait decided on it would tell more of each case than it takes of the budget."""
    assert accuracy(FULL)["total"].deviation < 0.8 * FULL.tables[0].spread
    true = {table.name: Counter() for table in FULL.tables} | {"total": {(): HOLD_BELOW}}
    small = [is_small(true, PERIOD, FULL, number.to_bytes(32, "big")) for number in range(400)]
    assert 0.35 < np.mean(small) < 0.55  # half, less the draws that are 0
    other = {**true, "stream": Counter({("tfgbv",): 5000})}
    assert small == [is_small(other, PERIOD, FULL, number.to_bytes(32, "big")) for number in range(400)]


def shelter(area: str, sql: str = "SELECT case_key, way FROM core.cases", **more) -> Offer:
    own = {"way": {"far": "Far", "near": "Near", "none": "Not known"}}
    tables = [
        Released(name=name, label=name, dataset="d", by=by, own=own, **more)
        for name, by in (("way", ("way",)), ("way_by_risk", ("risk_level", "way")))
    ]
    return Offer(area, tuple(tables), (Dataset(name="d", sql=sql),))


def shared(policy: Policy, one: str, other: str) -> bool:
    """Whether a cell of a table comes to cells of another."""
    tables = [table.name for table, _codes in cells(policy)]
    return any(
        {tables[place] for place in parts} == {one}
        and {tables[place] for place in whole} == {other}
        and len(whole) == 1
        for parts, whole in sums(policy)
    )


def test_two_tables_of_an_area_that_count_by_the_same_column_add_up() -> None:
    assert shared(menu([shelter("shelter")]), "shelter_way_by_risk", "shelter_way")


def test_tables_that_have_the_same_codes_and_count_something_else_do_not() -> None:
    two = menu([shelter("shelter"), shelter("home")])
    assert not shared(two, "home_way_by_risk", "shelter_way") and not shared(two, "home_way", "shelter_way")
    first, second = shelter("shelter"), shelter("shelter", otherwise="far")
    mixed = replace(first, tables=(first.tables[0], second.tables[1]))
    assert not shared(menu([mixed]), "shelter_way_by_risk", "shelter_way")


YES = {"yes": "Yes", "no": "No", "none": "Not known"}
FEW = {"yes": "Yes", "none": "Not known"}


def asked(*tables: tuple[str, str, dict[str, str], str]) -> Policy:
    """Return a menu with tables by a column of one dataset: (name, column, codes, otherwise)."""
    rows = Dataset(name="d", sql="SELECT case_key, told, safe FROM core.cases")
    return menu(
        [
            Offer(
                "probe",
                tuple(
                    Released(
                        name=name, label=name, dataset="d", by=(column,), own={column: own}, otherwise=none, sigma=9
                    )
                    for name, column, own, none in tables
                ),
                (rows,),
            )
        ]
    )


def test_a_shorter_list_of_one_column_makes_no_sum_with_another_column_of_the_same_dataset() -> None:
    policy = asked(("told", "told", YES, "none"), ("safe", "safe", YES, "none"), ("told_few", "told", FEW, "none"))
    assert shared(policy, "probe_told", "probe_told_few")
    assert not shared(policy, "probe_safe", "probe_told_few")


def test_a_shorter_list_makes_no_sum_with_a_list_that_puts_a_case_without_a_code_elsewhere() -> None:
    policy = asked(("told_few", "told", FEW, "none"), ("other", "told", YES, "yes"), ("told", "told", YES, "none"))
    assert shared(policy, "probe_told", "probe_told_few")
    assert not shared(policy, "probe_other", "probe_told_few")


def test_a_wrong_word_that_no_case_is_in_a_cell_hides_it_and_bends_no_number() -> None:
    policy = menu([shelter("shelter", never=())])
    wrong = replace(
        policy,
        tables=tuple(
            replace(table, never=frozenset({("far",)})) if table.name == "shelter_way" else table
            for table in policy.tables
        ),
    )
    true = {table.name: Counter() for table in policy.tables} | {"shelter_way": Counter({("far",): 700})}
    for right, hidden in zip(draws(true, policy, 3), draws(true, wrong, 3), strict=True):
        for one, other in zip(right, hidden, strict=True):
            at_cell = one[:3] == ("shelter_way", "far", None)
            assert (other.shown, other.low, other.high) == (None,) * 3 if at_cell else other == one


def test_where_no_case_can_be_no_number_is_shown() -> None:
    true = {table.name: Counter() for table in FULL.tables} | {"total": Counter({(): 800})}
    rows = [row for rows in draws(true, FULL, 5) for row in rows if row.table in ("timeliness", "need_outcome")]
    never = {(table.name, *codes) for table in FULL.tables for codes in table.never}
    hidden = [row for row in rows if row[:3] in never]
    assert len(hidden) == 5 * len(never) and not any(row.shown for row in hidden)
    with pytest.raises(ReleaseError, match="a cell that it does not have"):
        Policy(tables=(Table(name="total"), Table(name="t", dims=("stream",), never=frozenset({("x",)})))).check()


@pytest.mark.parametrize("part", ["short", "year"])
@pytest.mark.parametrize("size", ["tiny", "small", "medium", "large"])
def test_every_menu_by_size_adds_up_and_is_more_exact_than_its_noise(size, part) -> None:
    policy = menu(OFFERS, Shape(size=size), part)
    noise = np.random.default_rng(8).normal(40, 5, len(cells(policy)))
    assert np.abs(equations(policy).matrix @ adjusted(noise, equations(policy))).max() < 0.01
    exact = accuracy(policy)
    assert all(exact[table.name].deviation < table.spread for table in policy.tables)
    assert {each.floor for each in exact.values()} <= {10, 15}
