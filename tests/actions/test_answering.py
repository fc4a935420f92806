"""An agency that joins with older cases says from when on, and answers for these quarters: an act, never read from cases."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.access import operator
from dashboard.actions.administration import audit, membership, people
from dashboard.actions.taskforce import answering, releases, reporting
from dashboard.errors import DashboardError, NotAllowed, RecordError, ReleaseError
from dashboard.release import Releases
from dashboard.workspace import Workspace
from tests.conftest import ADMIN, add_person
from tests.reported import report

JOINED = datetime(2031, 5, 20, 9, tzinfo=UTC)


@pytest.fixture
def now(context):
    context.now = lambda: JOINED
    people.add_agency(context, ADMIN, code="B01", name="Newcomer")
    return context


@pytest.fixture
def nadia(now):
    return add_person(now, "supervisor", "B01")


def states(context, period):
    return {each.code: each.state for each in reporting.expected(context, ADMIN, period)}


def test_it_is_expected_and_confirms_from_the_declared_quarter_on(now, nadia):
    assert "B01" not in states(now, "2029-Q1") and reporting.quarters(now, nadia) == []
    with pytest.raises(RecordError, match="Declare first that you bring cases"):
        reporting.confirm(now, nadia, "2029-Q1")
    assert answering.declare(now, nadia, "2029-q1") is True
    assert answering.declare(now, nadia, "2029-Q1") is False
    assert states(now, "2029-Q1")["B01"] == "missing" and "B01" not in states(now, "2028-Q4")
    listed = reporting.quarters(now, nadia)
    assert [each.label for each in listed][::8] == ["2031-Q1", "2029-Q1"] and len(listed) == 9
    assert all(each.state == "waiting" for each in listed), "nobody could expect a report before it joined"
    assert reporting.confirm(now, nadia, "2029-Q1") and states(now, "2029-Q1")["B01"] == "on_time"
    lines = audit.entries(now, ADMIN, action="agency.start")
    assert [(each.actor, each.object) for each in lines] == [(nadia.username, "B01")]


def test_ten_days_after_it_was_declared_a_report_is_late(now, nadia):
    answering.declare(now, nadia, "2029-Q1")
    now.now = lambda: JOINED + timedelta(days=10)
    reporting.confirm(now, nadia, "2029-Q1")
    answering.declare(now, nadia, "2028-Q1")
    now.now = lambda: JOINED + timedelta(days=11)
    reporting.confirm(now, nadia, "2029-Q2")
    reporting.confirm(now, nadia, "2028-Q4")
    found = {each.label: each.state for each in reporting.quarters(now, nadia) if not each.is_open}
    assert found == {"2029-Q1": "late", "2029-Q2": "late", "2028-Q4": "on_time"}, "said again it gives no more time"


def test_a_slip_is_taken_back_but_not_behind_what_was_confirmed(now, nadia):
    answering.declare(now, nadia, "2024-Q1")
    answering.declare(now, nadia, "2029-Q1")
    assert "B01" not in states(now, "2028-Y") and answering.beginning(now, nadia).declared == "2029-Q1"
    reporting.confirm(now, nadia, "2029-Q1")
    with pytest.raises(RecordError, match="2029-Q1 is confirmed already"):
        answering.declare(now, nadia, "2029-Q2")


@pytest.mark.parametrize(
    ("quarter", "says"),
    [
        ("2031-Q2", "not before the agency joined, on 20 May 2031"),
        ("2099-Q1", "not before the agency joined"),
        ("2029-Y", "first quarter, such as 2029-Q1"),
        ("2003-Q1", "more than 10 years"),
        ("long ago", "is not a period"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(now, nadia, quarter, says):
    with pytest.raises(DashboardError, match=says):
        answering.declare(now, nadia, quarter)
    assert answering.beginning(now, nadia).declared == ""


def test_who_may_declare(now, person):
    for role, agency in (("case_manager", "B01"), ("coordinator", None), ("administrator", None)):
        with pytest.raises(NotAllowed):
            answering.declare(now, person(role, agency), "2029-Q1")
    with pytest.raises(NotAllowed):
        answering.declare_for(now, person("supervisor", "A01"), "B01", "2029-Q1")
    with pytest.raises(RecordError, match="no agency 'b09'"):
        answering.declare_for(now, operator(), "b09", "2029-Q1")
    assert answering.declare_for(now, operator(), "b01", "2029-Q1")


def test_an_agency_that_left_is_not_expected_for_what_came_after(now, nadia):
    answering.declare(now, nadia, "2029-Q1")
    membership.end(now, ADMIN, "B01")
    now.now = lambda: JOINED + timedelta(days=400)
    assert "B01" in states(now, "2029-Q1") and "B01" not in states(now, "2031-Q3")


def test_cases_decide_nothing_of_who_is_expected(now, person, open_case):
    before = states(now, "2029-Q1")
    open_case(person("case_manager", "B01"), report_date=datetime(2029, 2, 1).date())
    assert states(now, "2029-Q1") == before


class TestRefused:
    """A build closes a quarter for good, so it needs somebody who was expected and has reported."""

    def test_where_nobody_was_expected_it_says_what_is_missing_and_nothing_is_spent(self, now):
        with pytest.raises(ReleaseError, match=r"No agency was expected to report for 2015-Y.*ovtf agency since"):
            releases.build(now, operator(), "2015-Y")
        assert releases.rehearse(now, operator(), "2015-Y").lacking
        self.nothing_happened(now)

    def test_where_nobody_has_reported_it_names_who_is_missing(self, now):
        with pytest.raises(ReleaseError, match=r"No agency has reported for 2031-Q1 yet.*A01, A02"):
            releases.build(now, operator(), "2031-Q1")
        self.nothing_happened(now)

    def test_one_that_has_is_enough_and_the_others_are_missing_in_it(self, now):
        report(now, "2030-Y")
        assert releases.rehearse(now, operator(), "2030-Y").lacking == ""
        releases.build(now, operator(), "2030-Y")
        assert {each.code: each.state for each in Releases(now.workspace.releases).reports("2030-Y")} == {
            "A01": "late",
            "A02": "missing",
        }

    def nothing_happened(self, context):
        assert Releases(context.workspace.releases).entries == ()
        assert audit.entries(context, ADMIN, action="release.begin") == []
        assert not Workspace.open(context.workspace.path).building.parent.exists()


def test_a_coordinator_still_learns_it_from_releases_only(now, person):
    with pytest.raises(NotAllowed):
        reporting.expected(now, person("coordinator"), "2031-Q1")
