"""A referral that a form says was made becomes a referral with its task, and what was said is not asked again."""

from datetime import timedelta

import pytest

from dashboard.actions.work import cases, drafting
from dashboard.i18n.dates import local
from tests.actions.filled import FOLLOW_UP, REFERRAL, agree, send
from tests.conftest import with_settings
from tests.plugins.filled import MILD

MADE = MILD | {"care": "specialised", "referral": "made"}


@pytest.fixture
def key(context, amal, open_case):
    made = open_case(amal)
    agree(context, amal, made, referrals=("mhpss_specialised", "health_medical", "legal_aid"))
    return made


def assess(context, who, key, **changes):
    outcome = send(context, who, key, "mhpss", "assessment", MADE | changes)
    assert outcome.submission_id, outcome
    return outcome.submission_id


def refer(context, who, key, **changes):
    today = {"sent_on": local(context.now()).date()}
    outcome = send(context, who, key, "core", "referral", REFERRAL | today | changes)
    assert outcome.submission_id, outcome


def tasks(context, who, key):
    return {task.name: task for task in cases.read_case(context, who, key).tasks}


@pytest.mark.parametrize("answer", ["made", "accompanied"])
def test_it_is_asked_for_within_a_day_and_the_draft_knows_the_service(context, amal, key, answer):
    before = context.now()
    assess(context, amal, key, referral=answer)
    task = tasks(context, amal, key)["record_mhpss_specialised"]
    assert task.form == "referral"
    assert before + timedelta(hours=24) <= task.due <= context.now() + timedelta(hours=24)
    assert drafting.open_draft(context, amal, "core", "referral", key).answers["service_type"] == "mhpss_specialised"


@pytest.mark.parametrize("answer", ["declined", "unavailable", "later"])
def test_a_referral_that_was_not_made_is_not_asked_for(context, amal, key, answer):
    assess(context, amal, key, referral=answer, unavailable_why="capacity")
    assert not [name for name in tasks(context, amal, key) if name.startswith("record_")]


@pytest.mark.parametrize("service", ["mhpss_specialised", "health_medical"])
def test_once_it_is_recorded_it_is_followed_up_and_a_correction_asks_for_nothing_twice(context, amal, key, service):
    entry = assess(context, amal, key)
    refer(context, amal, key, service_type=service)
    assert [name for name in tasks(context, amal, key) if name.startswith("answer_")]
    draft = drafting.open_draft(context, amal, "mhpss", "assessment", key, entry)
    assert drafting.submit(context, amal, draft.id, draft.answers | {"symptoms": ("shame",)}).submission_id
    assert "record_mhpss_specialised" not in tasks(context, amal, key)


def test_a_referral_for_something_else_is_another_one(context, amal, key):
    assess(context, amal, key)
    refer(context, amal, key, service_type="legal_aid")
    assert "record_mhpss_specialised" in tasks(context, amal, key)


def test_a_referral_that_was_made_at_a_talk_is_asked_for_too(context, amal, key):
    talk = FOLLOW_UP | {"held_on": local(context.now()).date(), "done": ("information", "referral")}
    assert send(context, amal, key, "core", "follow_up", talk).submission_id
    assert "record_any" in tasks(context, amal, key)
    refer(context, amal, key, service_type="legal_aid")
    assert "record_any" not in tasks(context, amal, key)


def test_a_later_talk_without_a_referral_does_not_make_up_for_the_one_before(context, amal, key):
    talk = FOLLOW_UP | {"held_on": local(context.now()).date()}
    assert send(context, amal, key, "core", "follow_up", talk | {"done": ("referral",)}).submission_id
    asked_for = tasks(context, amal, key)["record_any"].due
    assert send(context, amal, key, "core", "follow_up", talk).submission_id
    assert tasks(context, amal, key)["record_any"].due == asked_for
    refer(context, amal, key, service_type="legal_aid")
    assert "record_any" not in tasks(context, amal, key)


def test_the_workspace_shortens_the_hours_of_an_area_and_never_lengthens_them(context, amal, key):
    def due_after(hours):
        with_settings(context, hours=hours)
        task = tasks(context, amal, key)["thoughts"]
        return round((task.due - context.now()) / timedelta(hours=1))

    assess(context, amal, key, self_harm="ideation")
    assert [due_after(hours) for hours in ({"mhpss": {"thoughts": 24}}, {"mhpss": {"thoughts": 200}}, {})] == [
        24,
        72,
        72,
    ]


def test_a_referral_that_was_followed_at_a_talk_is_the_one_on_record_while_it_is_open(context, amal, key):
    refer(context, amal, key, service_type="legal_aid")
    long_after = context.now() + timedelta(days=9)
    context.now = lambda: long_after
    talk = FOLLOW_UP | {"held_on": long_after.date(), "next_due": (long_after + timedelta(days=5)).date()}
    assert send(context, amal, key, "core", "follow_up", talk | {"done": ("referral",)}).submission_id
    assert "record_any" not in tasks(context, amal, key)
