"""Someone at her side who may be the one who harms: what says so, what is refused, what is due. All cases are invented."""

import dataclasses
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.casework import guardians, unsafe
from dashboard.casework.core_forms import core_forms
from dashboard.contract.persons import PERSONS
from dashboard.registry import Registry

REGISTRY = Registry.load()
FORMS = [*(("core", form) for form in core_forms()), *REGISTRY.forms()]
DAY = datetime(2026, 11, 2, 9, tzinfo=UTC)

AGREED = {"given_by": "caregiver", "assent": "yes", "guardian_consent": "yes"}
BEST = {"given_by": "individual", "guardian_consent": "unsafe_to_seek", "best_interest_by": "court"}


def entry(name, day=0, **answers):
    area, form = name.split(".")
    at = DAY + timedelta(days=day)
    return SimpleNamespace(
        id=f"{day}{form}", area=area, form=form, answers=answers, at=at, by="amal", number=100 + 2 * day
    )


def fact(person, state, day):
    return SimpleNamespace(
        person=person,
        state=state,
        submission_id="x",
        at=DAY + timedelta(days=day, hours=1),
        by="amal",
        number=101 + 2 * day,
    )


def people(*sent, facts=()):
    return set(unsafe.recorded(facts, sent, FORMS))


HARM = [
    ("guardian", entry("safety.risk_assessment", guardian_harm="possible")),
    ("guardian", entry("safety.risk_assessment", guardian_harm="yes")),
    ("guardian", entry("safety.safety_plan", caregiver_part="may_harm")),
    ("guardian", entry("safety.safety_plan", caregiver_part="not_safe")),
    ("guardian", entry("mhpss.assessment", caregiver_response="unsafe")),
    ("guardian", entry("mhpss.assessment", caregiver_response="punitive")),
    ("guardian", entry("core.incident", relationship="primary_caregiver")),
    ("guardian", entry("core.intake", guardian_consent="unsafe_to_seek")),
    ("guardian", entry("core.consent", guardian_consent="unsafe_to_seek")),
    ("guardian", entry("core.reopening", guardian_consent="unsafe_to_seek")),
    ("relative", entry("core.incident", relationship="family_other_than_spouse_or_caregiver")),
    ("relative", entry("safety.risk_assessment", source_family="creates")),
    ("relative", entry("safety.risk_assessment", source_family="expands")),
    ("relative", entry("mhpss.assessment", dangers=["contact", "family"])),
    ("partner", entry("core.incident", relationship="intimate_partner_former_partner")),
    ("partner", entry("safety.risk_assessment", source_partner="creates")),
]
CALM = [
    entry("safety.risk_assessment", 5, guardian_harm="no", source_family="mitigates", source_partner="none"),
    entry("safety.safety_plan", 5, caregiver_part="yes"),
    entry("mhpss.assessment", 5, caregiver_response="protective", dangers=["none"]),
    entry("core.incident", 5, relationship="schoolmate"),
    entry("core.consent", 5, guardian_consent="yes"),
]


@pytest.mark.parametrize(("person", "said"), HARM, ids=lambda part: getattr(part, "id", part))
def test_each_form_can_say_who_is_not_safe(person, said):
    assert people(said) == {person} and people(*CALM) == set()


@pytest.mark.parametrize(("person", "said"), HARM, ids=lambda part: getattr(part, "id", part))
def test_a_newer_calmer_answer_takes_nothing_back_and_a_supervisor_does(person, said):
    assert people(*CALM, said) == {person}
    assert people(*CALM, said, facts=[fact(person, "safe", 6)]) == set()
    again = entry(f"{said.area}.{said.form}", 9, **said.answers)
    assert people(again, said, facts=[fact(person, "safe", 6)]) == {person}


def test_what_is_kept_is_known_without_the_form_that_said_it():
    kept = [fact("guardian", "unsafe", 0)]
    without_areas = [("core", form) for form in core_forms()]
    assert set(unsafe.recorded(kept, [HARM[0][1]], without_areas)) == {"guardian"}


signal = st.tuples(st.sampled_from(PERSONS), st.sampled_from(["unsafe", "safe"]), st.integers(0, 9))


@given(st.lists(signal, max_size=8, unique_by=lambda each: (each[0], each[2])))
def test_the_newest_word_of_entry_or_supervisor_stands(signals):
    facts = [fact(*each) for each in signals]
    newest = {person: state for person, state, _day in sorted(signals, key=lambda each: each[2])}
    assert set(unsafe.recorded(facts, (), FORMS)) == {person for person, state in newest.items() if state == "unsafe"}


def test_an_adults_parents_are_her_relatives(a_case):
    child = dataclasses.replace(a_case, stream="tf_csea")
    brother = unsafe.recorded((), [HARM[10][1]], FORMS)
    assert set(unsafe.not_to_rely_on(child, brother)) == {"relative"}
    assert set(unsafe.not_to_rely_on(a_case, brother)) == {"relative", "guardian"}
    partner = unsafe.recorded((), [HARM[14][1]], FORMS)
    assert set(unsafe.not_to_rely_on(a_case, partner)) == {"partner"}


RELIES = [
    ("core.consent", "agreed_by", PERSONS),
    ("core.reopening", "agreed_by", PERSONS),
    ("core.follow_up", "contact_through", PERSONS),
    ("safety.safety_plan", "caregiver_part=yes", ("guardian",)),
    ("digital.removal_request", "submitted_by", ("guardian",)),
    ("legal.risk_benefit", "accompany_by", PERSONS),
    ("legal.complaint", "accompanied_by", PERSONS),
]


@pytest.mark.parametrize(
    ("name", "question", "trusted"), RELIES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_whoever_is_not_safe_is_refused_everywhere_with_what_to_do_instead(name, question, trusted):
    area, form_name = name.split(".")
    form = next(form for owner, form in FORMS if (owner, form.name) == (area, form_name))
    question, _equals, answer = question.partition("=")
    for person in trusted:
        problems = guardians.refused(form, "dashboard", {question: answer or person}, {person})
        assert set(problems) == {question} and form.instead in problems[question]
        assert "your supervisor" in problems[question]
        assert guardians.refused(form, "dashboard", {question: answer or person}, set(PERSONS) - {person}) == {}
    assert set(form.relies_on) == set(trusted) and form.instead


def test_what_was_sent_before_is_still_written_down_and_a_standing_trust_is_not():
    request, plan = (REGISTRY.form("digital", "removal_request"), REGISTRY.form("safety", "safety_plan"))
    sent = {"submitted_by": "guardian"}
    assert guardians.refused(request, "dashboard", sent, {"guardian"}, before=sent) == {}
    assert guardians.refused(request, "dashboard", sent, {"guardian"}, before={"submitted_by": "survivor"})
    assert guardians.refused(plan, "dashboard", {"caregiver_part": "yes"}, {"guardian"}, {"caregiver_part": "yes"})


def due(case, *entries, harm=HARM[0][1]):
    people = unsafe.not_to_rely_on(case, unsafe.recorded((), [harm], FORMS))
    return {task.name: task for task in guardians.to_review(case, entries, people, FORMS)}


def test_the_consent_of_someone_who_is_not_safe_is_replaced_at_once(a_case):
    child = dataclasses.replace(a_case, stream="tf_csea")
    task = due(child, entry("core.consent", **AGREED))["replace_guardian"]
    assert task.due == DAY + timedelta(hours=3) and "parent or guardian" in task.reason
    assert due(child, entry("core.intake", **AGREED), entry("core.consent", **BEST)) == {}
    assert set(due(child, entry("core.reopening", **AGREED), entry("core.consent", **BEST))) == {"replace_guardian"}
    assert due(child) == due(a_case, entry("core.consent", given_by="individual")) == {}


def test_a_brother_who_harms_does_not_end_a_mothers_consent_but_an_unnamed_one_is_looked_up(a_case):
    child, brother = dataclasses.replace(a_case, stream="tf_csea"), HARM[10][1]
    assert due(child, entry("core.consent", **AGREED, agreed_by="guardian"), harm=brother) == {}
    assert "who agreed" in due(child, entry("core.intake", **AGREED), harm=brother)["replace_guardian"].label
    named = entry("core.consent", **AGREED, agreed_by="relative")
    assert "best-interest" in due(child, named, harm=brother)["replace_guardian"].label


def test_a_husband_does_not_agree_for_an_adult(a_case):
    husband = entry("core.consent", given_by="other", agreed_by="partner")
    assert "alone" in due(a_case, husband, harm=HARM[14][1])["replace_guardian"].label
    assert due(a_case, entry("core.consent", given_by="other", agreed_by="authority"), harm=HARM[14][1]) == {}


def test_what_went_through_them_is_looked_at_once_more(a_case):
    child = dataclasses.replace(a_case, stream="tf_csea")
    before = [
        entry("core.follow_up", -1, contact_through="guardian"),
        entry("core.follow_up", -9, contact_through="guardian"),
        entry("digital.removal_request", -1, submitted_by="guardian"),
        entry("digital.removal_request", -2, submitted_by="guardian"),
        entry("legal.complaint", -1, accompanied_by="relative"),
    ]
    tasks = due(child, *before)
    assert {task.form for task in tasks.values()} == {"follow_up", "removal_request"}
    assert all(task.due == DAY + timedelta(hours=3) and "Do not warn" in task.reason for task in tasks.values())
    looked_at = entry("digital.removal_request", 1, submitted_by="guardian")
    agreed_anew = entry("core.follow_up", 1, contact_through="herself")
    assert due(child, looked_at, agreed_anew, before[0]) == {}


def test_someone_who_is_not_safe_takes_no_consent_back():
    says = {"given_by": "caregiver", "assent": "yes"}
    assert guardians.taking_back(says, True, set()) == ""
    assert "Say who it is" in guardians.taking_back(says, True, {"guardian"})
    assert "best interests" in guardians.taking_back(says | {"agreed_by": "guardian"}, True, {"guardian"})
    decided = says | {"agreed_by": "guardian", "best_interest_by": "court"}
    assert guardians.taking_back(decided, True, {"guardian"}) == ""
    assert guardians.taking_back(says | {"agreed_by": "guardian"}, True, {"relative"}) == ""
    husband = {"given_by": "other", "agreed_by": "partner", "best_interest_by": "court"}
    assert "Ask her alone" in guardians.taking_back(husband, False, {"partner"})
    assert guardians.taking_back({"given_by": "individual"}, False, {"partner"}) == ""
