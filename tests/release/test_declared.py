"""What the task force declares decides which menu a period gets, and no case ever spends more than its budget."""

import json
import math
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import ReleaseError
from dashboard.release import Correction, Period, Policy, Releases, menu, verify
from dashboard.release.allowing import check, is_correctable
from dashboard.release.budget import costs
from dashboard.release.declared import declared, policy_for, proposed
from dashboard.release.ledger import Entry
from dashboard.release.limits import spent
from dashboard.release.policy import MU_MAX
from dashboard.release.regions import FIVE, TWO
from dashboard.release.shapes import Shape
from dashboard.settings import read
from tests.release.conftest import NOW, OFFERS

SHAPES = (
    None,
    *(
        Shape(size=size, rhythm=rhythm, yearly=yearly, waits=waits)
        for size, rhythm, yearly, waits in product(
            ("tiny", "medium", "large"), ("quarter", "half_year"), (True, False), (0, 2)
        )
    ),
)
QUARTERS = Period.parse("2026-Y").quarters
PERIODS = (*QUARTERS, "2026-H1", "2026-H2", "2026-Y")
SMALL = Shape(size="small")
cached_menu = cache(lambda shape, part: menu(OFFERS, shape, part))


def entry(span: str, policy: Policy, quarters: tuple[str, ...], mu: float, outcome: str = "published") -> Entry:
    told = json.dumps([{"name": table.name, "sigma": table.spread} for table in policy.tables])
    return Entry(
        period=span, outcome=outcome, quarters=quarters, built_at=NOW.isoformat(), agencies=0, mu=mu, policy=told,
        digest="", revision=int(outcome == "corrected"),
    )  # fmt: skip


def build(past: list[Entry], span: str, shape: Shape | None, outcome: str = "published") -> None:
    """Add a decision to the ledger as a build would; raise ReleaseError when it would be refused."""
    policy = policy_for(OFFERS, shape, Period.parse(span), past)
    allowed = check(past, Period.parse(span), NOW, 14, policy, outcome == "corrected")
    past.append(entry(span, policy, allowed.quarters, allowed.mu, outcome))


outcomes = st.sampled_from(["published", "published", "held", "corrected"])
orders = st.one_of(st.permutations(PERIODS * 2), st.just([*PERIODS, *PERIODS]))


@settings(max_examples=150, deadline=None)
@given(orders, st.lists(outcomes, min_size=14, max_size=14), st.lists(st.sampled_from(SHAPES), min_size=1, max_size=2))
def test_no_order_of_builds_waits_and_corrections_takes_more_than_the_budget_of_any_case(order, became, shapes):
    past: list[Entry] = []
    for place, (span, outcome) in enumerate(zip(order, became, strict=True)):
        if outcome == "held" and Period.parse(span).longer() is None:
            continue  # a year never waits
        try:
            build(past, span, shapes[place * len(shapes) // len(order)], outcome)
        except ReleaseError:
            continue
    for quarter in QUARTERS:
        about = [each for each in past if quarter in each.quarters]
        first = sum(costs(each.policy)[each.outcome == "held"] for each in about if not each.revision)
        corrected = [each for each in about if each.revision]
        assert math.sqrt(first) <= MU_MAX + 1e-9
        assert all(each.mu <= MU_MAX + 1e-9 for each in about)
        assert len(corrected) <= 1 and (not corrected or len([each for each in about if each.outcome != "held"]) == 2)


def test_a_year_adds_to_its_quarters_and_counts_their_cases_once_more():
    past: list[Entry] = []
    with pytest.raises(
        ReleaseError, match=r"comes after its shorter releases.* about 2026-Q1, 2026-Q2, 2026-Q3, 2026-Q4\."
    ):
        build(past, "2026-Y", SMALL)
    for quarter in QUARTERS:
        build(past, quarter, SMALL)
    build(past, "2026-Y", SMALL)
    assert past[-1].quarters == QUARTERS and spent(past, "2026-Q2") == pytest.approx(
        math.hypot(past[1].mu, past[-1].mu)
    )
    assert spent(past, "2026-Q2") == spent(past, "2026-Y") <= MU_MAX
    for span in ("2026-Y", "2026-H1", "2026-Q3"):
        with pytest.raises(ReleaseError, match="already"):
            build(past, span, SMALL)


def test_a_release_whose_year_follows_has_no_correction_and_the_year_neither():
    past: list[Entry] = []
    for quarter in QUARTERS:
        build(past, quarter, SMALL)
    with pytest.raises(
        ReleaseError, match="2026-Q1 has no correction: the release of 2026-Y counts its cases once more"
    ):
        build(past, "2026-Q1", SMALL, "corrected")
    build(past, "2026-Y", SMALL)
    with pytest.raises(ReleaseError, match="2026-Y has no correction: its cases are in shorter releases too"):
        build(past, "2026-Y", SMALL, "corrected")
    assert not any(is_correctable(period, past) for period in PERIODS)


@pytest.mark.parametrize("shape", [None, Shape(size="small", yearly=False), Shape(size="tiny", rhythm="year")])
def test_a_release_by_itself_is_corrected_as_ever(shape):
    past: list[Entry] = []
    build(past, "2026-Y", shape)
    assert is_correctable("2026-Y", past)
    build(past, "2026-Y", shape, "corrected")


def test_quarters_of_the_menu_of_before_leave_no_room_and_the_year_goes_on_as_it_began():
    past: list[Entry] = []
    build(past, "2026-Q1", None)
    build(past, "2026-Q2", SMALL)
    assert costs(past[0].policy) == costs(past[1].policy)  # the crossed tables that no year will bring
    for quarter in ("2026-Q3", "2026-Q4"):
        build(past, quarter, SMALL)
    with pytest.raises(ReleaseError, match="left no room for a second one"):
        build(past, "2026-Y", SMALL)
    next_year = policy_for(OFFERS, SMALL, Period.parse("2027-Q1"), past)
    assert next_year.place == "short" and len(next_year.tables) == 13


def test_a_year_over_quarters_with_too_large_a_menu_is_refused_with_words():
    policy = cached_menu(SMALL, "short")
    large = [
        entry(quarter, cached_menu(Shape(size="small", yearly=False), "short"), (quarter,), 1.1) for quarter in QUARTERS
    ]
    with pytest.raises(
        ReleaseError, match=r"cases of 2026-Q1 have spent 1\.12 in other releases, this one would take 0\.81"
    ):
        check(large, Period.parse("2026-Y"), NOW, 14, cached_menu(SMALL, "year"), False)
    twice = [entry(quarter, policy, (quarter,), 0.85) for quarter in QUARTERS]
    check(twice, Period.parse("2026-Y"), NOW, 14, cached_menu(SMALL, "year"), False)


def test_quarters_that_wait_come_in_the_half_year_or_with_everything_in_the_year():
    past: list[Entry] = []
    build(past, "2026-Q1", SMALL, "held")
    build(past, "2026-Q2", SMALL, "held")
    build(past, "2026-H1", SMALL)
    assert past[-1].mu == pytest.approx(cached_menu(SMALL, "short").mu(1))
    build(past, "2026-Q3", SMALL, "held")
    with pytest.raises(ReleaseError, match=r"about 2026-Q3, 2026-Q4\."):
        build(past, "2026-Y", SMALL)
    build(past, "2026-Q4", SMALL)
    with pytest.raises(ReleaseError, match=r"only those of 2026-Q3 are not.*Release 2026-Y once it has ended"):
        build(past, "2026-H2", SMALL)
    build(past, "2026-Y", SMALL)
    assert past[-1].quarters == QUARTERS

    all_held: list[Entry] = []
    for span in PERIODS[:-1]:
        build(all_held, span, SMALL, "held")
    build(all_held, "2026-Y", SMALL)
    assert costs(all_held[-1].policy)[0] == pytest.approx(cached_menu(SMALL, "both").mu() ** 2)
    assert all_held[-1].mu == pytest.approx(cached_menu(SMALL, "both").mu(2), abs=0.01) and all_held[-1].mu <= MU_MAX


def test_a_declared_rhythm_costs_no_wait_and_shorter_periods_are_no_releases():
    halves = Shape(size="tiny", rhythm="half_year")
    past: list[Entry] = []
    with pytest.raises(ReleaseError, match=r"2026-Q3 is no period of its own.*Release 2026-H2 instead"):
        build(past, "2026-Q3", halves)
    with pytest.raises(ReleaseError, match="Release 2026-Y instead"):
        build(past, "2026-H1", Shape(size="tiny", rhythm="year"))
    build(past, "2026-H1", halves)
    assert past[-1].mu == pytest.approx(cached_menu(halves, "short").mu())
    build(past, "2026-H2", halves)
    build(past, "2026-Y", halves)
    assert spent(past, "2026-H1") <= MU_MAX


def test_settings_say_the_shape_and_without_them_it_is_that_of_version_0_1():
    assert declared(read("")) is None
    said = declared(read('[release]\nmenu = "medium"\nregions = "five"\nyearly = false\nwaits = 1\n'))
    assert said == Shape(size="medium", yearly=False, waits=1, regions=FIVE) and said.regions == FIVE
    assert declared(read('[release]\nmenu = "tiny"\nrhythm = "half_year"')).regions == TWO


def test_the_task_force_edits_the_list_of_regions_and_hears_what_is_wrong_with_it():
    federal = ", ".join(f'"{place}"' for place in TWO["federal_iraq"].places)
    head = '[release]\nmenu = "small"\n[regions]\nkri = ["IQ-AR", "IQ-DA", "IQ-SU", "IQ-HA"]\n'
    own = declared(read(f'{head}"South and centre" = [{federal}]\n')).regions
    assert [region.label for region in own.values()] == ["Kurdistan Region", "South and centre"]
    with pytest.raises(ReleaseError, match=r"In no region: Al-Anbar \(IQ-AN\)"):
        declared(read(f"{head}rest = [{federal.replace(chr(34) + 'IQ-AN' + chr(34) + ', ', '')}]\n"))
    with pytest.raises(ReleaseError, match="In more than one region: Erbil"):
        declared(read(f'{head}rest = [{federal}, "IQ-AR"]\n'))


@pytest.mark.parametrize(
    ("expected", "size", "rhythm"),
    [(60, "tiny", "half_year"), (100, "small", "quarter"), (823, "medium", "quarter"), (2000, "large", "quarter")],
)
def test_a_menu_is_proposed_by_the_expected_number_of_cases(expected, size, rhythm):
    shape = proposed(expected)
    assert (shape.size, shape.rhythm, len(shape.regions)) == (size, rhythm, 5 if size == "large" else 2)


def test_quarters_and_their_year_are_published_and_verified_together(cases, store, publish, path):
    source = store([case for quarter in QUARTERS for case in cases(quarter, 300)])
    past = []
    for span in (*QUARTERS, "2026-Y"):
        publish(source, span, policy=policy_for(OFFERS, SMALL, Period.parse(span), past))
        past = list(Releases(path).entries)
    releases = Releases(path)
    assert verify(releases) == []
    assert releases.newest() == "2026-Q4" and releases.periods()[0] == "2026-Y"
    assert "missing_service" in {table.name for table in releases.about("2026-Y").policy}
    with pytest.raises(ReleaseError, match="has no correction"):
        publish(source, "2026-Q4", policy=policy_for(OFFERS, SMALL, Period.parse("2026-Q4"), past),
                correction=Correction("dilan", "late_import"))  # fmt: skip
