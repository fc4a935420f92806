"""A guardian who may be the one who harms: what says so, and what is due then. All cases are invented."""

import dataclasses
from types import SimpleNamespace

import pytest

from dashboard.casework import guardians
from dashboard.registry import Registry

FORMS = list(Registry.load().forms())

AGREED = {"given_by": "caregiver", "assent": "yes", "guardian_consent": "yes"}
BEST = {"given_by": "individual", "guardian_consent": "unsafe_to_seek", "best_interest_by": "court"}


def entry(name, **answers):
    area, form = name.split(".")
    return SimpleNamespace(area=area, form=form, answers=answers)


HARM = [
    entry("safety.risk_assessment", guardian_harm="possible"),
    entry("safety.risk_assessment", guardian_harm="yes"),
    entry("safety.safety_plan", caregiver_part="may_harm"),
    entry("mhpss.assessment", caregiver_response="unsafe"),
    entry("mhpss.assessment", caregiver_response="punitive"),
    entry("core.incident", relationship="primary_caregiver"),
]
CALM = [
    entry("safety.risk_assessment", guardian_harm="no"),
    entry("safety.safety_plan", caregiver_part="yes"),
    entry("mhpss.assessment", caregiver_response="protective"),
    entry("core.incident", relationship="schoolmate"),
]


@pytest.mark.parametrize("said", HARM, ids=lambda each: "-".join(each.answers.values()))
def test_each_form_can_say_that_a_guardian_may_harm(said):
    assert guardians.may_harm([said], FORMS) and not guardians.may_harm(CALM, FORMS)


def test_the_newest_assessment_counts_and_every_incident():
    fear, told = HARM[0], HARM[-1]
    assert not guardians.may_harm([*CALM, fear], FORMS)
    assert guardians.may_harm([*CALM, told], FORMS)


def test_the_task_stands_while_the_guardians_consent_does(a_case):
    child = dataclasses.replace(a_case, stream="tf_csea")

    def due(case, *entries):
        return [task.name for task in guardians.replacing(case, [*HARM, *entries], FORMS)]

    assert due(child, entry("core.consent", **AGREED)) == ["replace_guardian"]
    assert due(child, entry("core.intake", **AGREED), entry("core.consent", **BEST)) == []
    assert due(child, entry("core.reopening", **AGREED), entry("core.consent", **BEST)) == ["replace_guardian"]
    assert due(a_case, entry("core.consent", **AGREED)) == []
    assert list(guardians.replacing(child, [*CALM, entry("core.intake", **AGREED)], FORMS)) == []


def test_a_guardians_word_is_refused_beside_the_question():
    assert set(guardians.refused(AGREED, HARM, FORMS)) == {"given_by", "guardian_consent"}
    assert guardians.refused(AGREED, CALM, FORMS) == guardians.refused(BEST, HARM, FORMS) == {}
