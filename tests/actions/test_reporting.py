"""An agency has reported when its supervisor says so: once, for a quarter that is over, whatever its cases."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from dashboard.access import operator
from dashboard.actions.administration import audit, membership, people
from dashboard.actions.taskforce import expecting, releases, reporting
from dashboard.errors import DashboardError, NotAllowed, RecordError
from dashboard.records import agencies
from dashboard.records import reporting as records_reporting
from dashboard.records.agencies import Agency
from dashboard.release import Releases, verify
from tests.conftest import ADMIN, with_settings
from tests.tries import tries

Q1, Q2, Q3, Q4 = (f"2031-Q{n}" for n in range(1, 5))
JULY = datetime(2031, 7, 4, 9, tzinfo=UTC)
MIDNIGHT = datetime(2031, 7, 10, 21, tzinfo=UTC)
"""The first moment of 11 July in Baghdad: a report on the second quarter is late from now on."""
SOON = {Q1: datetime(2031, 4, 3, tzinfo=UTC), Q2: JULY}
"""Days on which a report on the quarter is on time."""


@pytest.fixture
def at(context, monkeypatch):
    """Return a clock to set; both agencies of the context joined years before."""

    def set_to(now: datetime) -> None:
        monkeypatch.setattr(context, "now", lambda: now)

    set_to(JULY)
    return set_to


@pytest.fixture
def sara(person, at):
    at(JULY)
    return person("supervisor", "A01")


def states(context, period):
    return {each.code: each.state for each in expecting.expected(context, ADMIN, period)}


def quarter(context, who, label):
    return next(each for each in reporting.quarters(context, who) if each.label == label)


def test_a_quarter_is_confirmed_once_with_who_and_when(context, sara, at):
    assert (quarter(context, sara, Q2).state, quarter(context, sara, Q2).is_open) == ("waiting", True)
    assert reporting.confirm(context, sara, Q2) is True
    at(JULY + timedelta(days=40))
    assert reporting.confirm(context, sara, "2031-q2 ") is False
    found = quarter(context, sara, Q2)
    assert (found.state, found.reported_at, found.reported_by) == ("on_time", JULY, sara.name)
    lines = audit.entries(context, ADMIN, action="report.confirm")
    assert [(each.actor, each.agency, each.object) for each in lines] == [(sara.username, "A01", Q2)]


def test_a_backlog_is_her_word_and_goes_into_the_reports_of_a_release_and_the_audit(context, sara, person, at):
    at(SOON[Q1])
    reporting.confirm(context, sara, Q1)
    at(JULY)
    reporting.confirm(context, sara, Q2, backlog=True)
    reporting.confirm(context, person("supervisor", "A02"), Q2)
    assert quarter(context, sara, Q2).backlog and not quarter(context, sara, Q1).backlog

    def declared(period, counted=None):
        return [each.code for each in expecting.expected(context, ADMIN, period, counted) if each.backlog]

    assert (declared(Q1), declared(Q2), declared("2031-H1")) == ([], ["A01"], ["A01"])
    assert declared("2031-H1", counted=[Q1]) == []
    lines = audit.entries(context, ADMIN, action="report.confirm")
    assert [json.loads(each.detail).get("backlog", False) for each in lines if each.object == Q2] == [False, True]


def test_a_colleague_may_confirm_and_another_agency_is_untouched(context, sara, person):
    reporting.confirm(context, person("supervisor", "A01", "rana"), Q2)
    assert quarter(context, sara, Q2).reported_by == "Rana"
    assert quarter(context, person("supervisor", "A02"), Q2).is_open


@pytest.mark.parametrize(
    ("when", "state"),
    [
        (datetime(2031, 6, 30, 21, tzinfo=UTC), "on_time"),
        (MIDNIGHT - timedelta(seconds=1), "on_time"),
        (MIDNIGHT, "late"),
        (MIDNIGHT + timedelta(days=200), "late"),
    ],
)
def test_on_time_ends_with_the_tenth_day_after_the_quarter_in_iraq(context, sara, at, when, state):
    at(when)
    waits = quarter(context, sara, Q2)
    assert (waits.state, waits.due.isoformat()) == ("waiting" if state == "on_time" else "overdue", "2031-07-10")
    reporting.confirm(context, sara, Q2)
    assert quarter(context, sara, Q2).state == state and states(context, Q2) == {"A01": state, "A02": "missing"}


@pytest.mark.parametrize(
    ("label", "says"),
    [
        (Q3, "not over yet. It can be confirmed from 1 Oct 2031"),
        ("2035-Q1", "not over yet"),
        ("2031-H1", "one quarter at a time, such as 2031-Q1"),
        ("2020-Q1", "before your agency joined"),
        ("last quarter", "is not a period"),
        ("", "is not a period"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_with_a_reason_and_nothing_is_kept(context, sara, label, says):
    with pytest.raises(DashboardError, match=says):
        reporting.confirm(context, sara, label)
    assert not any(not each.is_open for each in reporting.quarters(context, sara))
    assert audit.entries(context, ADMIN, action="report.confirm") == []


def test_a_quarter_may_be_confirmed_from_its_first_moment_after_on(context, sara, at):
    end = datetime(2031, 9, 30, 21, tzinfo=UTC)
    at(end - timedelta(seconds=1))
    with pytest.raises(RecordError, match="not over yet"):
        reporting.confirm(context, sara, Q3)
    at(end)
    assert reporting.confirm(context, sara, Q3)


@pytest.mark.parametrize(("role", "agency"), [("case_manager", "A01"), ("coordinator", None), ("administrator", None)])
@pytest.mark.usefixtures("at")
def test_only_a_supervisor_confirms(context, person, role, agency):
    who = person(role, agency)
    for attempt in (
        lambda: reporting.confirm(context, who, Q2),
        lambda: reporting.quarters(context, who),
        lambda: reporting.fields_filled(context, who, Q2),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_who_may_not_build_does_not_learn_who_reported(context, sara, person):
    for who in (sara, person("coordinator"), person("case_manager", "A01")):
        with pytest.raises(NotAllowed):
            expecting.expected(context, who, Q2)


def test_a_new_agency_begins_with_the_quarter_in_which_it_joined(context, at, person):
    at(datetime(2031, 5, 20, tzinfo=UTC))
    people.add_agency(context, ADMIN, code="B01", name="Newcomer")
    nadia = person("supervisor", "B01")
    assert reporting.quarters(context, nadia) == [] and reporting.waiting(context, nadia) == 0
    assert "B01" in states(context, Q2) and "B01" not in states(context, Q1)
    at(datetime(2031, 11, 1, tzinfo=UTC))
    found = reporting.quarters(context, nadia)
    assert [(each.label, each.state) for each in found] == [(Q3, "overdue"), (Q2, "overdue")]


class TestLeaving:
    """An agency that leaves is not missing for what comes after, and answers for what was before."""

    def test_it_is_expected_for_the_quarter_in_which_it_leaves_and_for_none_after_it(self, context, sara, at):
        at(JULY + timedelta(days=20))
        membership.end(context, ADMIN, "a01 ")
        at(datetime(2032, 4, 1, tzinfo=UTC))
        assert [("A01" in states(context, each)) for each in (Q2, Q3, Q4)] == [True, True, False]
        hers = {each.label for each in reporting.quarters(context, sara)}
        assert hers >= {Q2, Q3} and Q4 not in hers
        assert reporting.confirm(context, sara, Q3) is True and states(context, "2031-H2")["A01"] == "late"
        with pytest.raises(RecordError, match=r"2031-Q4 began after your agency left, on 24 Jul"):
            reporting.confirm(context, sara, Q4)

    def test_the_end_can_be_taken_back_and_both_are_in_the_audit(self, context, at):
        at(JULY)
        membership.end(context, ADMIN, "A01")
        with pytest.raises(RecordError, match="not a member any more since"):
            membership.end(context, ADMIN, "A01")
        membership.resume(context, ADMIN, "A01")
        with pytest.raises(RecordError, match="no end to take back"):
            membership.resume(context, ADMIN, "A01")
        at(datetime(2032, 4, 1, tzinfo=UTC))
        assert "A01" in states(context, Q4)
        lines = [(each.action, each.object) for each in audit.entries(context, ADMIN) if each.object == "A01"]
        assert set(lines) >= {("agency.end", "A01"), ("agency.resume", "A01")}

    def test_nobody_new_works_for_it_and_who_does_goes_on(self, context, sara, person):
        membership.end(context, ADMIN, "A01")
        with pytest.raises(RecordError, match="not a member any more, so nobody new"):
            person("case_manager", "A01")
        people.change_person(context, ADMIN, sara.person_id, name="Sara B")
        assert reporting.quarters(context, sara)

    def test_only_an_administrator_ends_it_and_a_wrong_code_gets_the_known_ones(self, context, sara):
        with pytest.raises(NotAllowed):
            membership.end(context, sara, "A01")
        with pytest.raises(RecordError, match="The agencies are: A01, A02"):
            membership.end(context, ADMIN, "A09")


class TestLongerPeriods:
    """A half-year or year is on time only when every quarter is, and missing when one is."""

    @pytest.mark.parametrize(
        ("first", "second", "state"),
        [(0, 0, "on_time"), (0, 30, "late"), (30, 0, "late"), (0, None, "missing"), (None, 30, "missing")],
    )
    def test_its_state_is_the_worst_of_its_quarters(self, context, sara, at, first, second, state):
        for label, late in ((Q1, first), (Q2, second)):
            if late is not None:
                at(SOON[label] + timedelta(days=late))
                reporting.confirm(context, sara, label)
        assert states(context, "2031-H1")["A01"] == state

    def test_quarters_before_an_agency_joined_are_not_asked_of_it(self, context, at, person):
        at(datetime(2031, 5, 20, tzinfo=UTC))
        people.add_agency(context, ADMIN, code="B01", name="Newcomer")
        nadia = person("supervisor", "B01")
        at(JULY)
        assert states(context, "2031-H1")["B01"] == "missing"
        reporting.confirm(context, nadia, Q2)
        assert states(context, "2031-H1")["B01"] == "on_time" and states(context, "2031-Y")["B01"] == "missing"


some = st.lists(st.tuples(st.sampled_from((Q1, Q2)), st.integers(0, 60)), max_size=6)


@tries(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some)
def test_whatever_the_order_and_however_often_the_first_word_counts(context, at, tries):
    """Each example has an agency of its own, so that examples do not disturb each other."""
    code = f"H{datetime.now().timestamp():.6f}".replace(".", "")
    with context.records.write() as tx:
        agencies.add(tx, Agency(code=code, name=code, created_at=JULY - timedelta(days=900)))
    lead = operator("supervisor", code)
    ends = {Q1: datetime(2031, 3, 31, 21, tzinfo=UTC), Q2: datetime(2031, 6, 30, 21, tzinfo=UTC)}
    first: dict[str, int] = {}
    for label, days in tries:
        at(ends[label] + timedelta(days=days))
        assert reporting.confirm(context, lead, label) is (label not in first)
        first.setdefault(label, days)
    for label in ends:
        said = "missing" if label not in first else "on_time" if first[label] < 10 else "late"
        assert states(context, label)[code] == said


def test_cases_change_nothing_of_who_is_expected_and_how(context, sara, person, open_case):
    reporting.confirm(context, sara, Q2)
    people.declare_places(context, ADMIN, "A01", ["IQ-SU"])
    before = expecting.expected(context, ADMIN, Q2)
    for _n in range(3):
        open_case(person("case_manager", "A02", f"cm{_n}"), governorate="IQ-AR")
    assert expecting.expected(context, ADMIN, Q2) == before
    assert {each.code: each.state for each in before} == {"A01": "on_time", "A02": "missing"}
    assert {each.code: each.governorates for each in before} == {"A01": ("IQ-SU",), "A02": ()}


def test_before_she_confirms_she_sees_what_is_not_filled_in(context, sara, person, open_case, at):
    assert reporting.fields_filled(context, sara, Q2).denominator == 0
    at(datetime(2031, 5, 5, tzinfo=UTC))
    amal = person("case_manager", "A01")
    open_case(amal, report_date=datetime(2031, 5, 4).date())
    open_case(amal, report_date=datetime(2031, 2, 4).date())
    open_case(person("case_manager", "A02"), report_date=datetime(2031, 5, 4).date())
    at(JULY)
    share = reporting.fields_filled(context, sara, Q2)
    assert share.denominator > share.numerator > 0
    both = reporting.fields_filled(context, sara, Q1)
    assert both.denominator == share.denominator  # one case each, and none of the other agency


class TestTheDay:
    """`report_days` is a setting of the workspace; a wrong one stops the start (tests/test_settings.py)."""

    def test_another_day_moves_what_is_on_time(self, context, sara):
        with_settings(context, release={"delay_days": 14, "report_days": 2})
        assert quarter(context, sara, Q2).due.isoformat() == "2031-07-02"
        reporting.confirm(context, sara, Q2)
        assert states(context, Q2)["A01"] == "late"

    def test_a_workspace_of_before_with_a_shorter_delay_still_works(self, context, sara):
        with_settings(context, release={"delay_days": 5})
        assert quarter(context, sara, Q2).due.isoformat() == "2031-07-05"


class TestPlaces:
    """Where an agency works is declared by an administrator, and nothing else tells it."""

    def test_codes_and_names_are_understood_and_kept_in_the_order_of_the_list(self, context):
        found = people.declare_places(context, ADMIN, "a01", ["iq-su", "Erbil", "IQ-AR", "السليمانية"])
        assert set(found) == {"IQ-AR", "IQ-SU"} and people.places(context, ADMIN) == {"A01": found}
        assert found == people.declare_places(context, ADMIN, "A01", reversed(found))

    def test_the_newest_declaration_counts_and_the_same_again_is_no_new_one(self, context):
        for places in (["IQ-AR"], ["IQ-SU"], ["IQ-SU"], []):
            people.declare_places(context, ADMIN, "A01", places)
        assert people.places(context, ADMIN) == {"A01": ()}
        lines = audit.entries(context, ADMIN, action="agency.places")
        assert [(each.object, json.loads(each.detail)["governorates"]) for each in lines] == [
            ("A01", []),
            ("A01", ["IQ-SU"]),
            ("A01", ["IQ-AR"]),
        ]

    @pytest.mark.parametrize(
        ("code", "places", "says"),
        [
            ("A01", ["IQ-AR", "IQ-SX"], "'IQ-SX' is not a governorate. Did you mean 'IQ-S"),
            ("A01", ["Erbl"], "Did you mean 'Erbil'"),
            ("A09", ["IQ-AR"], "no agency 'A09'. The agencies are: A01, A02"),
        ],
    )
    def test_what_is_not_known_is_refused_and_nothing_is_kept(self, context, code, places, says):
        with pytest.raises(RecordError, match=says):
            people.declare_places(context, ADMIN, code, places)
        assert people.places(context, ADMIN) == {}

    def test_only_an_administrator_declares(self, context, sara, person):
        for who in (sara, person("coordinator")):
            with pytest.raises(NotAllowed):
                people.declare_places(context, who, "A01", ["IQ-AR"])


def test_a_release_holds_what_was_said_and_not_what_is_said_later(context, sara, person, open_case, at):
    places = people.declare_places(context, ADMIN, "A01", ["IQ-AR", "IQ-SU"])
    open_case(person("case_manager", "A02"))
    for n, (year, month) in enumerate(((2030, 4), (2030, 7), (2030, 10), (2031, 1)), start=1):
        at(datetime(year, month, 3, tzinfo=UTC))
        reporting.confirm(context, sara, f"2030-Q{n}")
    at(datetime(2031, 2, 1, tzinfo=UTC))
    said = expecting.expected(context, ADMIN, "2030-Y")
    assert [(each.code, each.governorates, each.state) for each in said] == [
        ("A01", places, "on_time"),
        ("A02", (), "missing"),
    ]
    releases.build(context, ADMIN, "2030-Y")
    people.declare_places(context, ADMIN, "A01", ["IQ-BG"])
    with context.records.read() as tx:
        assert len(records_reporting.every(tx)) == 4
    found = Releases(context.workspace.releases)
    assert found.reports("2030-Y") == said and found.about("2030-Y").agencies == 2 and verify(found) == []
