"""Psychosocial support: what the guide names is asked, danger to life comes first, and nothing is forgotten."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.contract import Case, CaseRecord, Entry
from dashboard.projection.gate import check
from dashboard.registry import Registry
from ovtf_kit import examples
from ovtf_kit.examples import DECIDED, NOW, a_case
from tests.plugins.filled import MILD, URGENT
from tests.tries import tries

REGISTRY = Registry.load()
PLUGIN = REGISTRY.plugin("mhpss")
FORM = REGISTRY.form("mhpss", "assessment")
SUPPORT = PLUGIN.checklists[0]
ADULT, CHILD = {"stream": "tfgbv"}, {"stream": "tf_csea"}
YOUNG = {"child_signs": ("shame",), "caregiver_response": "protective"}


def problems(changes, context=ADULT):
    return FORM.examine(MILD | changes, context=context, now=NOW).problems


def choices(question):
    return {choice.name for choice in FORM.question(question).choices}


def test_everything_that_the_guide_names_can_be_recorded():
    assert {"anxiety", "depression", "ptsd", "sleep", "self_injury", "exposed", "no_control"} <= choices("symptoms")
    assert {"ideation", "plan", "attempt"} <= choices("self_harm")
    assert {"discovery", "reputation", "stigma", "retaliation"} <= choices("fears")
    assert {"shame", "self_blame", "behaviour", "school", "social", "clinging"} <= choices("child_signs")
    assert {"punitive", "unsafe"} <= choices("caregiver_response")
    assert {"made", "accompanied", "declined", "unavailable"} <= choices("referral")
    assert {"exposure", "contact", "family", "community"} <= choices("dangers")


def test_a_short_conversation_is_enough():
    assert problems({}) == {}
    assert set(problems({}, CHILD)) == {"child_signs", "caregiver_response"}
    assert problems(YOUNG, CHILD) == {}


@pytest.mark.parametrize("question", ["symptoms", "child_signs", "fears", "dangers", "coping"])
def test_none_stands_alone(question):
    other = sorted(choices(question) - {"none"})[0]
    assert list(problems(YOUNG | {question: ("none", other)}, CHILD)) == [question]
    assert problems(YOUNG | {question: ("none",)}, CHILD) == {}


@pytest.mark.parametrize("danger", [{"self_harm": "plan"}, {"self_harm": "attempt"}, {"functioning": "collapsed"}])
@pytest.mark.parametrize("care", ["basic", "specialised"])
def test_danger_to_life_needs_urgent_care(danger, care):
    assert "care" in problems(danger | {"care": care, "referral": "made", "acted_now": "yes"})
    assert problems(danger | {"care": "urgent", "referral": "made", "acted_now": "yes"}) == {}


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, False),
        ({"self_harm": "ideation"}, False),
        ({"care": "specialised", "referral": "later"}, False),
        ({"self_harm": "plan"}, True),
        ({"self_harm": "attempt"}, True),
        ({"care": "urgent"}, True),
    ],
)
def test_whether_something_was_done_at_once_is_asked_when_life_is_in_danger(changes, asked):
    state = FORM.examine(MILD | changes, context=ADULT, now=NOW)
    assert ("acted_now" in state.relevant) is asked and ("acted_now" in state.required) is asked


def test_acting_at_once_stops_the_clock():
    assert FORM.sets["stops_clock"] == "acted_now"
    assert (FORM.needs_consent, FORM.revisable) == ("services", True)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"care": "specialised"}, "referral"),
        ({"care": "specialised", "referral": "unavailable"}, "unavailable_why"),
        ({"care": "urgent", "referral": "declined"}, "acted_now"),
    ],
)
def test_what_became_of_the_referral_is_wanted(changes, missing):
    assert list(problems(changes)) == [missing]


@pytest.mark.parametrize("referral", ["made", "accompanied"])
def test_a_childs_provider_is_trained_for_children(referral):
    found = problems(YOUNG | {"care": "specialised", "referral": referral}, CHILD)
    assert list(found) == ["child_provider"]
    assert problems({"care": "specialised", "referral": referral}) == {}


@pytest.mark.parametrize("answer", ["punitive", "unsafe"])
def test_a_home_that_punishes_leads_to_the_safety_assessment(answer):
    state = FORM.examine(MILD | YOUNG | {"caregiver_response": answer}, context=CHILD, now=NOW)
    assert "caregiver_note" in state.relevant


def test_the_form_stays_short():
    assert sum(question.is_asked for question in FORM.questions) <= 35
    assert FORM.warnings == () and FORM.version == "2"


def test_every_step_that_waits_says_why_and_every_step_names_its_source():
    for item in SUPPORT.items:
        assert item.source
        assert bool(item.after) == bool(item.because), item.name


def test_an_urgent_referral_never_waits_for_paper():
    item = next(each for each in SUPPORT.items if each.name == "urgent_referral")
    assert item.needs_consent is None and item.after == ("consent.services",) and item.stops_clock


def test_children_have_steps_of_their_own():
    own = {item.name for item in SUPPORT.for_stream(True)} - {item.name for item in SUPPORT.for_stream(False)}
    assert own == {"child_procedure", "caregivers", "child_provider"}


def test_guidance_is_read_within_two_minutes():
    for page in PLUGIN.guidance:
        assert len(page.text.split()) <= 300, (page.heading, page.audience)


def test_the_sql_passes_the_gate():
    assert all(
        check(each.sql, {"mhpss.assessment", "mhpss.assessment__now", "core.referral"}) for each in PLUGIN.datasets
    )


def case(level="high", decided=DECIDED, **changes) -> Case:
    return a_case(level, risk_decided_at=decided, **changes)


def assessed(at=NOW, referrals=(), **answers) -> CaseRecord:
    entry = Entry(id="a1", form="assessment", answers=MILD | answers, at=at)
    sent = tuple(Entry(id=f"r{n}", form="core.referral", answers=a, at=when) for n, (a, when) in enumerate(referrals))
    return CaseRecord(forms={"assessment": (entry,), "core.referral": sent})


due = partial(examples.due, "mhpss")


def test_first_aid_is_due_within_a_day_at_high_risk_only():
    assert due(case(), CaseRecord()) == {"mhpss_soon": DECIDED + timedelta(hours=24)}
    assert due(case("medium"), CaseRecord()) == {}
    assert due(case(None, None), CaseRecord()) == {}


@pytest.mark.parametrize("state", ["done", "declined"])
def test_first_aid_is_no_longer_due_once_the_step_is_settled(state):
    assert due(case(), CaseRecord(steps={"support.first_aid": state})) == {}


@pytest.mark.parametrize(("first_aid", "left"), [("given", set()), ("declined", set()), ("not_now", {"mhpss_soon"})])
def test_first_aid_is_no_longer_due_once_it_was_offered(first_aid, left):
    assert set(due(case(), assessed(first_aid=first_aid))) == left


def test_first_aid_of_long_ago_does_not_count_for_a_new_high_risk():
    assert "mhpss_soon" in due(case(), assessed(at=NOW - timedelta(days=60)))


@pytest.mark.parametrize(
    "danger", [URGENT, URGENT | {"self_harm": "attempt"}, {"care": "urgent", "referral": "unavailable"}]
)
def test_urgent_care_is_due_a_day_after_the_assessment(danger):
    assert due(case("normal"), assessed(**danger))["urgent_care"] == NOW + timedelta(hours=24)


@pytest.mark.parametrize("referral", ["made", "accompanied"])
@pytest.mark.parametrize("status", ["sent", None])
def test_until_somebody_there_has_accepted_she_is_not_left_alone(referral, status):
    sent = [({"service_type": "health_medical", "status": status}, NOW + timedelta(hours=2))] if status else []
    tasks = REGISTRY.suggest_tasks(case(), {"mhpss": assessed(referrals=sent, **URGENT | {"referral": referral})})
    task = next(each for each in tasks if each.name == "urgent_care")
    assert "stay close until then" in task.label and "not on record that anyone has accepted" in task.reason
    assert task.due == NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("service", "status", "hours", "taken_over"),
    [
        ("mhpss_specialised", "accepted", 1, True),
        ("health_medical", "completed", 1, True),
        ("mhpss_specialised", "accepted", -2, True),
        ("mhpss_specialised", "accepted", -48, False),
        ("mhpss_specialised", "sent", 1, False),
        ("mhpss_specialised", "rejected", 1, False),
        ("mhpss_specialised", "no_feedback", 1, False),
        ("mhpss_specialised", "revoked", 1, False),
        ("legal_aid", "accepted", 1, False),
    ],
)
@pytest.mark.parametrize("harm", ["plan", "attempt", "ideation"])
def test_the_task_ends_when_a_specialist_has_taken_over_and_not_before(service, status, hours, taken_over, harm):
    referral = ({"service_type": service, "status": status}, NOW + timedelta(hours=hours))
    said = {"care": "specialised", "referral": "made"} if harm == "ideation" else URGENT
    found = due(case("high", NOW), assessed(referrals=[referral], **said | {"self_harm": harm}))
    assert not {"urgent_care", "thoughts"} & set(found) if taken_over else {"urgent_care", "thoughts"} & set(found)


@pytest.mark.parametrize("care", [{"care": "basic"}, {"care": "specialised", "referral": "declined"}])
def test_thoughts_of_suicide_reach_a_specialist_within_three_days_whatever_care_was_chosen(care):
    assert due(case("normal"), assessed(self_harm="ideation", **care))["thoughts"] == NOW + timedelta(hours=72)
    assert "thoughts" not in due(case("normal"), assessed(self_harm="none", **care))


@pytest.mark.parametrize(
    ("next_contact", "hours"), [(None, 48), ("2026-11-25", 21), ("2026-12-01", 48), ("2026-11-20", 48)]
)
def test_who_could_not_be_asked_is_asked_at_the_next_contact_within_two_days(next_contact, hours):
    record = assessed(self_harm="not_asked")
    talk = Entry(id="t1", form="follow_up", answers={"next_due": next_contact}, at=NOW - timedelta(days=3))
    record = CaseRecord(forms={**record.forms, "core.follow_up": (talk,)})
    assert due(case("normal"), record)["ask_self_harm"] == NOW + timedelta(hours=hours)


@pytest.mark.parametrize(("harm", "task", "hours"), [("attempt", "urgent_care", 24), ("ideation", "thoughts", 72)])
def test_a_talk_in_which_she_could_not_be_asked_takes_back_no_danger(harm, task, hours):
    earlier = assessed(**MILD | {"self_harm": harm}).entries("assessment")[0]
    later = replace(assessed(self_harm="not_asked").entries("assessment")[0], id="a2", at=NOW + timedelta(hours=5))
    found = due(case("normal"), CaseRecord(forms={"assessment": (later, earlier)}))
    assert found[task] == NOW + timedelta(hours=hours) and "ask_self_harm" in found
    assert ("assess_risk_again" in found) == (harm == "attempt")


def test_a_workspace_shortens_the_hours():
    hours = {"danger_to_life": 6, "thoughts": 24, "not_asked": 12}
    for said, name, expected in (
        (URGENT, "urgent_care", 6),
        ({"self_harm": "ideation"}, "thoughts", 24),
        ({"self_harm": "not_asked"}, "ask_self_harm", 12),
    ):
        record = CaseRecord(forms=assessed(**said).forms, hours=hours)
        assert due(case("normal"), record)[name] == NOW + timedelta(hours=expected)


@pytest.mark.parametrize("harm", ["plan", "attempt"])
@pytest.mark.parametrize("level", ["medium", "normal", None])
def test_a_plan_or_an_attempt_below_high_risk_asks_for_a_new_decision(harm, level):
    found = due(case(level, DECIDED if level else None), assessed(self_harm=harm, care="urgent"))
    assert found["assess_risk_again"] == NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("level", "decided", "harm"),
    [("high", DECIDED, "plan"), ("normal", NOW + timedelta(hours=1), "plan"), ("normal", DECIDED, "ideation")],
)
def test_a_level_that_is_high_or_decided_since_is_left_alone(level, decided, harm):
    assert "assess_risk_again" not in due(case(level, decided), assessed(self_harm=harm, care="urgent"))


def test_a_declined_urgent_referral_is_offered_again():
    tasks = REGISTRY.suggest_tasks(case("normal"), {"mhpss": assessed(**URGENT | {"referral": "declined"})})
    task = next(each for each in tasks if each.name == "urgent_care")
    assert "offer a specialist again" in task.label and "declined" in task.reason


def test_severe_distress_is_looked_at_again_within_two_weeks():
    assert due(case("normal"), assessed(distress="severe")) == {"reassess_wellbeing": NOW + timedelta(days=14)}
    assert due(case("normal"), assessed(distress="moderate")) == {}


def test_nothing_is_due_for_a_closed_case():
    assert due(case(status="closed"), assessed(**URGENT)) == {}


@tries(60)
@given(
    st.sampled_from(["none", "ideation", "plan", "attempt", "not_asked"]),
    st.sampled_from(["as_before", "harder", "hardly", "collapsed"]),
    st.sampled_from(["basic", "specialised", "urgent"]),
    st.sampled_from(["made", "accompanied", "declined", "unavailable", "later"]),
)
def test_no_accepted_assessment_of_danger_to_life_is_left_without_a_referral_or_a_task(harm, days, care, referral):
    answers = {"self_harm": harm, "functioning": days, "care": care, "referral": referral}
    answers |= {"acted_now": "yes", "unavailable_why": "capacity"}
    if problems(answers) or not (harm in ("plan", "attempt") or days == "collapsed"):
        return
    assert "urgent_care" in due(case("normal"), assessed(**answers))
