"""The clock of 24 or 48 hours: what stops it, and what starts it again."""

from datetime import timedelta

import pytest

from dashboard.actions.work import cases, drafting, steps
from dashboard.actions.work.clock import clock_of
from dashboard.casework.clock import running
from dashboard.i18n import BAGHDAD
from tests.actions.filled import assess
from tests.plugins.filled import MILD, URGENT

SHELTER = {
    "service_type": "safe_house_shelter",
    "consent_basis": "life_in_danger",
    "urgency": "1_hour",
    "status": "sent",
}
ACTION, REFERRED = ("safety", "protection", "first_action"), ("safety", "protection", "urgent_referral")
REJECTED = {"status": "rejected", "reject_reason": "capacity"}


@pytest.fixture
def now(context, monkeypatch):
    """Move the context's time: now(hours=2)."""
    passed, real = [timedelta()], context.now
    monkeypatch.setattr(context, "now", lambda: real() + passed[0])
    return lambda **ahead: passed.__setitem__(0, passed[0] + timedelta(**ahead))


@pytest.fixture
def day(context):
    return lambda days: (context.now().astimezone(BAGHDAD) + timedelta(days=days)).date()


@pytest.fixture
def key(amal, open_case, day):
    return open_case(amal, report_date=day(-40))


@pytest.fixture
def send(context, amal, key, day):
    def one(answers, entry="", form="referral", area="core"):
        draft = drafting.open_draft(context, amal, area, form, key, entry)
        said = {**draft.answers, "responded_on": day(0), **answers}
        outcome = drafting.submit(context, amal, draft.id, said, override="life_in_danger")
        assert outcome.submission_id, outcome
        return outcome.submission_id

    return one


@pytest.fixture
def runs(context, amal, key):
    return lambda: running(cases.read_case(context, amal, key).case) is not None


@pytest.fixture
def state(context, amal, key):
    """What the checklist shows of a step."""

    def shown(step):
        file = cases.read_case(context, amal, key)
        return clock_of(context, file.case, file.decisions).state(step, file.work.items.get(step))

    return shown


@pytest.fixture
def mark(context, amal, key):
    return lambda step, to: steps.mark(context, amal, key, *step, to, override="life_in_danger")


@pytest.mark.parametrize("end", [REJECTED, {"status": "no_feedback"}, {"status": "revoked"}])
def test_a_shelter_that_says_no_starts_the_clock_again(context, amal, key, send, runs, state, end):
    assess(context, amal, key)
    entry = send(SHELTER)
    assert not runs() and state(REFERRED) == "done"
    entry = send(end, entry)
    assert runs() and state(REFERRED) == "pending"
    assert {"first_action", f"elsewhere_{entry[:8]}"} <= {t.name for t in cases.read_case(context, amal, key).tasks}
    send(SHELTER)
    assert not runs() and state(REFERRED) == "done"


def test_the_clock_stands_from_the_earliest_action_that_stands(context, amal, key, send, now):
    assess(context, amal, key)
    now(hours=1)
    first = send(SHELTER)
    now(hours=1)
    second = send(SHELTER | {"service_type": "health_medical"})
    sent = {each.id: each.at for each in cases.read_case(context, amal, key).work.submissions}
    assert cases.read_case(context, amal, key).case.first_action_at == sent[first]
    send(REJECTED, first)
    assert cases.read_case(context, amal, key).case.first_action_at == sent[second]
    now(hours=1)
    send({"status": "accepted"}, second)
    assert cases.read_case(context, amal, key).case.first_action_at == sent[second], "a later word is no new action"


def test_a_step_that_was_marked_by_mistake_starts_the_clock_again(context, amal, key, mark, runs):
    assess(context, amal, key)
    mark(ACTION, "done")
    assert not runs()
    mark(ACTION, "pending")
    assert runs()
    mark(ACTION, "declined")
    assert runs()


def test_what_a_person_marked_stays_when_a_referral_is_rejected(context, amal, key, mark, send, runs, state):
    mark(REFERRED, "done")
    assess(context, amal, key)
    send(REJECTED, send(SHELTER))
    assert not runs() and state(REFERRED) == "done"


def test_an_answer_that_is_taken_back_starts_the_clock_again(context, amal, key, send, runs):
    assess(context, amal, key)
    said = {"area": "mhpss", "form": "assessment"}
    entry = send(MILD | URGENT | {"acted_now": "yes"}, **said)
    assert not runs()
    send({"acted_now": "no"}, entry, **said)
    assert runs()


@pytest.mark.parametrize(
    ("answers", "stops"),
    [
        ({}, True),
        ({"service_type": "police_security", "urgency": "1_day"}, True),
        ({"service_type": "livelihoods"}, False),
        ({"service_type": "legal_aid"}, False),
        ({"urgency": "3_days"}, False),
        ({"sent_on": 0}, True),
        ({"sent_on": -1}, False),
        ({"sent_on": -30}, False),
    ],
)
def test_only_protection_that_was_sent_since_the_decision_stops_the_clock(
    context, amal, key, send, runs, state, day, answers, stops
):
    assess(context, amal, key)
    send(SHELTER | answers | ({"sent_on": day(answers["sent_on"])} if "sent_on" in answers else {}))
    assert runs() is not stops and (state(REFERRED) == "done") is stops


def test_a_referral_of_the_day_of_the_decision_may_be_typed_in_later(context, amal, key, send, runs, day, now):
    assess(context, amal, key)
    today = day(0)
    now(days=2)
    send(SHELTER | {"sent_on": today})
    assert not runs()


@pytest.mark.parametrize(("hours", "runs_on"), [(0, False), (23, False), (25, True)])
@pytest.mark.parametrize("act", ["step", "referral"])
def test_who_acts_first_and_decides_afterwards_has_met_the_first_deadline(
    context, amal, key, mark, send, runs, state, now, hours, runs_on, act
):
    mark(ACTION, "done") if act == "step" else send(SHELTER)
    now(hours=hours)
    assess(context, amal, key)
    assert runs() is runs_on
    assert state(ACTION if act == "step" else REFERRED) == ("pending" if runs_on else "done")


def test_a_new_decision_asks_for_the_steps_again_and_keeps_their_marks(
    context, amal, key, mark, send, runs, state, now
):
    assess(context, amal, key)
    mark(ACTION, "done")
    entry = send(SHELTER)
    now(hours=1)
    assess(context, amal, key)
    assert runs() and state(ACTION) == state(REFERRED) == "pending"
    assert cases.read_case(context, amal, key).work.items[ACTION].state == "done"
    send({"status": "accepted"}, entry)
    assert runs() and state(REFERRED) == "pending", "the referral was made before the decision"
    send(SHELTER)
    assert not runs() and state(REFERRED) == "done"
    mark(ACTION, "done")
    assert state(ACTION) == "done"
