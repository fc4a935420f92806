"""A server's clock that is set back changes deadlines, and nothing else: what was written later is later."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.actions.supervisor import reviews
from dashboard.actions.work import cases, consents, drafting
from dashboard.casework import clock
from dashboard.ui.pages import case_history
from tests.actions.filled import AGREES, CHILD, FOLLOW_UP, REFERRAL, agree, assess, send
from tests.conftest import add_case

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HARMS = {"offline_abuse": "no", "guardian_harm": "possible"}
CALMER = {"offline_abuse": "no", "guardian_harm": "no"}
AGAIN = {"persons": ("guardian",), "ground": "mistake", "asked_alone": "yes", "looked_with": "supervisor"}
CARE = REFERRAL | {"sent_on": "2026-11-24", "service_type": "legal_aid", "consent_basis": "mandatory_reporting"}


@pytest.fixture
def at(context):
    """Set the clock to so many minutes from noon; no two moments are the same."""
    context.live = False  # no figure is asked for
    moments = iter(range(100_000))

    def turn(minutes: int) -> None:
        context.now = lambda: NOON + timedelta(minutes=minutes, milliseconds=next(moments))

    return turn


def unsafe(context, who, key):
    return set(cases.read_case(context, who, key).unsafe)


def approve(context, sara, submission):
    review = next(waits.review for waits in reviews.waiting(context, sara) if waits.sent.id == submission)
    reviews.approve(context, sara, review.id)


def test_harm_that_is_told_after_the_clock_was_set_back_is_not_taken_back(context, amal, sara, at, open_case):
    at(0)
    key = open_case(amal, **CHILD)
    assess(context, amal, key, **HARMS)
    approve(context, sara, send(context, amal, key, "core", "safe_again", AGAIN).submission_id)
    assert unsafe(context, amal, key) == set()
    at(-90)
    assess(context, amal, key, **HARMS | {"guardian_harm": "yes"})
    assert unsafe(context, amal, key) == {"guardian"}


def test_harm_that_is_told_while_the_supervisor_thinks_is_seen_with_the_clock_set_back(
    context, amal, sara, at, open_case
):
    at(0)
    key = open_case(amal, **CHILD)
    assess(context, amal, key, **HARMS)
    asked = send(context, amal, key, "core", "safe_again", AGAIN).submission_id
    at(-90)
    assess(context, amal, key, **HARMS | {"guardian_harm": "yes"})
    with pytest.raises(Exception, match="recorded as not safe again"):
        approve(context, sara, asked)


def test_a_withdrawal_is_told_to_whoever_has_the_consent_form_open_also_with_the_clock_set_back(
    context, amal, at, open_case
):
    at(0)
    key = open_case(amal)
    begun = drafting.open_draft(context, amal, "core", "consent", key)
    at(-90)
    consents.withdraw(context, amal, key, "reporting")
    refused = drafting.submit(context, amal, begun.id, AGREES)
    assert refused.conflict and not refused.submission_id


def test_the_history_is_told_in_the_order_of_writing(context, amal, at, open_case):
    at(0)
    key = open_case(amal)
    agree(context, amal, key)
    at(-90)
    consents.withdraw(context, amal, key, "reporting")
    at(-200)
    assess(context, amal, key)
    told = [text for _row, text in case_history._in_order(context, cases.read_case(context, amal, key))]
    order = [next(n for n, text in enumerate(told) if word in text) for word in ("Risk level", "Withdrawn", "opened")]
    assert order == sorted(order)


def history(context, amal, sara, at, minutes):
    """Work a child's case with the clock at these minutes, and return what is on record, deadlines apart."""
    turns = iter(minutes)

    def turn():
        at(next(turns))

    turn()
    key = add_case(context, amal, **CHILD)
    turn()
    assess(context, amal, key, **HARMS)
    turn()
    assert send(context, amal, key, "core", "referral", CARE).submission_id
    turn()
    asked = send(context, amal, key, "core", "safe_again", AGAIN).submission_id
    turn()
    approve(context, sara, asked)
    turn()
    talk = FOLLOW_UP | {"risk_change": "higher"}
    assert send(context, amal, key, "core", "follow_up", talk).submission_id
    seen = [state(context, amal, key)]
    turn()
    assess(context, amal, key, **CALMER)
    seen.append(state(context, amal, key))
    turn()
    consents.withdraw(context, amal, key, "reporting", {"given_by": "individual", "assent": "no"})
    turn()
    assess(context, amal, key, **HARMS | {"guardian_harm": "yes"})
    turn()
    consents.withdraw(context, amal, key, "services", {"given_by": "individual", "assent": "no"})
    return [*seen, state(context, amal, key)]


def state(context, who, key):
    file = cases.read_case(context, who, key)
    tasks = {(task.area, task.name.partition("_" + task.name[-8:])[0], task.reason) for task in file.tasks}
    return {
        "unsafe": set(file.unsafe),
        "consents": dict(file.work.consents),
        "level": file.case.risk_level,
        "runs": clock.running(file.case) is not None,
        "acted": clock.is_met(file.case),
        "tasks": tasks,
    }


@example(minutes=[0, -30, -60, -90, -120, -150, -180, -210, -240, -270])
@given(minutes=st.lists(st.integers(-360, 360), min_size=10, max_size=10))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_clock_that_jumps_changes_nothing_but_deadlines(context, amal, sara, at, minutes):
    good = history(context, amal, sara, at, range(10))
    assert history(context, amal, sara, at, minutes) == good
