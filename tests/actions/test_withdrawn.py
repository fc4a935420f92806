"""After she took her consent back no clock runs, anywhere; and a case that another agency works on is counted once, here."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.actions.supervisor import assigning, reviews, team
from dashboard.actions.work import cases, consents
from dashboard.actions.work import tasks as work
from dashboard.casework import permitted
from dashboard.casework.core_forms import core_form
from dashboard.i18n.dates import local
from dashboard.projection import derive
from dashboard.risk_clock import HOURS
from tests.actions.filled import AGREES, CHILD, agree, assess, send
from tests.plugins.filled import PLANNED


@pytest.fixture
def later(context, monkeypatch):
    """Let the context's time pass: later(days=2)."""
    real = context.now
    return lambda **ahead: monkeypatch.setattr(context, "now", lambda: real() + timedelta(**ahead))


@pytest.mark.parametrize("level", ["high", "normal", None])
def test_no_clock_runs_on_any_page(context, amal, sara, open_case, later, level):
    key, other = open_case(amal), open_case(amal)
    for case in (key, other):
        if level:
            assess(context, amal, case, level=level, override_reason="supervisor")
    consents.withdraw(context, amal, key, "services")
    later(days=9)
    opened = cases.read_case(context, amal, key)
    assert (opened.next_due, opened.case.due_at, opened.case.in_time) == (None, None, None)
    assert {task.name for task in work.my_work(context, amal) if task.case_key == key} == {"withdrawn"}
    found = team.team(context, sara)
    assert [case.key for case, _name in found.overdue] == [other] and found.overdue_total == 1
    assert [load.overdue for load in found.loads if load.name == amal.name] == [1]
    assert all(case.key != key for missing in found.missing for case, _name in missing.cases)
    listed = [case.key for case in cases.list_cases(context, amal, order="due").cases]
    assert listed == [other, key]
    rows = context.projection.rows("SELECT due_at, in_time FROM core.cases WHERE case_key = ?", [key])
    assert rows == [(None, None)]


def test_an_action_of_before_stays_on_record_and_a_new_consent_starts_the_clock_again(context, amal, open_case):
    key = open_case(amal)
    assess(context, amal, key)
    consents.withdraw(context, amal, key, "services")
    agree(context, amal, key)
    assert cases.read_case(context, amal, key).next_due is not None


def test_what_was_sent_back_is_no_task_while_nobody_can_change_it(context, amal, sara, open_case):
    key = open_case(amal)
    agree(context, amal, key)
    assess(context, amal, key)
    ahead = {"review_date": local(context.now()).date() + timedelta(days=5)}
    assert send(context, amal, key, "safety", "safety_plan", PLANNED | ahead, override="life_in_danger").submission_id
    reviews.send_back(context, sara, reviews.waiting(context, sara)[0].review.id, "unclear")
    assert "returned_safety_plan" in {task.name for task in cases.read_case(context, amal, key).tasks}
    consents.withdraw(context, amal, key, "services")
    assert {task.name for task in cases.read_case(context, amal, key).tasks} == {"withdrawn"}


def test_closing_a_case_that_goes_to_another_organisation_says_where_it_counts():
    form, now = core_form("closure"), datetime.now(UTC)
    told = form.examine({"reasons": ("transferred_organization",)}, now=now).relevant
    assert "counted_here" in told and "counted_here" not in form.examine({"reasons": ("needs_met",)}, now=now).relevant


def test_a_transferred_case_is_counted_once_here_and_says_so(context, amal, sara, open_case):
    key, taken_over = open_case(amal), open_case(amal, reported_elsewhere="ovtf_member")
    assigning.set_aside(context, sara, key, 1, "transferred")
    case, theirs = (cases.read_case(context, amal, each).case for each in (key, taken_over))
    assert derive.reportable(case) and not derive.reportable(theirs)
    assert "counted once, here" in permitted.why_closed(case, {})
    duplicate = open_case(amal)
    assigning.set_aside(context, sara, duplicate, 1, "duplicate")
    copied = cases.read_case(context, amal, duplicate).case
    assert not derive.reportable(copied) and "counted" not in permitted.why_closed(copied, {})


def test_a_child_whose_guardian_takes_the_consent_back_keeps_the_tasks_of_urgent_help(context, amal, open_case):
    """The child with abuse material at high risk: nothing was left but a task without a day, and "Close the case"."""
    key = open_case(amal, **CHILD | {"violence_types": ("csam",)})
    assess(context, amal, key, offline_abuse="possible", guardian_harm="no")
    mother = {"given_by": "caregiver", "assent": "yes", "agreed_by": "guardian"}
    consents.withdraw(context, amal, key, "services", mother)
    assess(context, amal, key, offline_abuse="possible", guardian_harm="yes")
    due = {task.name: task.due for task in cases.read_case(context, amal, key).tasks}
    assert due["child_protection"] and due["reassess"] and due["replace_guardian"]
    assert "make_safety_plan" not in due and "first_action" not in due


TAKEN_BACK = {"given_by": "caregiver", "assent": "yes", "agreed_by": "guardian"}


def test_a_childs_best_interests_are_decided_on_within_the_hours_of_high_risk(context, amal, open_case):
    key = open_case(amal, **CHILD)
    consents.withdraw(context, amal, key, "services", TAKEN_BACK)
    opened = cases.read_case(context, amal, key)
    due = {task.name: task.due for task in opened.tasks}
    assert due["best_interest"] == opened.consents[0].at + timedelta(hours=HOURS["high"])
    names = list(due)
    assert names.index("best_interest") < names.index("withdrawn") and due["withdrawn"] is None


def test_a_best_interest_decision_that_was_taken_is_not_asked_for_again(context, amal, open_case):
    decided, later = open_case(amal, **CHILD), open_case(amal, **CHILD)
    consents.withdraw(context, amal, decided, "services", TAKEN_BACK | {"best_interest_by": "court"})
    consents.withdraw(context, amal, later, "services", TAKEN_BACK)
    nothing = dict.fromkeys(("services", "information_sharing", "digital_action", "law_enforcement"), "no")
    no = nothing | {"referrals": None, "given_by": "caregiver", "guardian_consent": "no", "best_interest_by": "court"}
    assert send(context, amal, later, "core", "consent", AGREES | CHILD | {"age": None} | no).submission_id
    for key in (decided, later):
        assert "best_interest" not in {task.name for task in cases.read_case(context, amal, key).tasks}
