"""A sexual image or deepfake of a child is abuse material of a child in every rule, whatever type was chosen."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import codes
from dashboard.actions.work import drafting
from dashboard.actions.work.cases import read_case
from dashboard.casework.child_material import on_record
from dashboard.casework.core_forms import core_form
from dashboard.casework.intake import form_context, intake_form
from dashboard.contract.child_material import is_in_incident, is_named
from dashboard.records.submissions import Submission
from dashboard.registry import Registry
from dashboard.release.attacker import CHILD_ONLY
from ovtf_kit.examples import NOW, a_case
from tests.tries import tries

REGISTRY = Registry.load()
INCIDENT = core_form("incident")
ADULT, CHILD = a_case(), a_case(age=14, age_band="12_17", stream="tf_csea", violence_types=("doxing",))
KNOWN = st.sampled_from([None, "yes", "no", "unknown"])


def several(form, name):
    return st.lists(st.sampled_from([choice.name for choice in form.question(name).choices]), unique=True).map(tuple)


ANY = {"violence_types": several(INCIDENT, "violence_types"), "content_kind": several(INCIDENT, "content_kind")}
ANY |= {"sexual": KNOWN, "depicts_minor": KNOWN}


@tries(200)
@given(st.fixed_dictionaries(ANY), st.sampled_from([ADULT, CHILD]))
def test_the_incident_form_says_what_the_rule_says(answers, case):
    state = INCIDENT.examine(answers, context=form_context(case), now=NOW)
    told = is_in_incident(state.answers, child=case.is_child)
    assert (state.answers["child_material"] == "yes") is told
    assert ("offline_note" in state.relevant) is told


@pytest.mark.parametrize("case", [ADULT, CHILD])
@pytest.mark.parametrize("type", codes.names("violence_type"))
def test_the_intake_form_warns_of_what_the_rule_calls_abuse_material(case, type):
    age = {"age": case.age, "violence_types": (type,)}
    state = intake_form().examine(age, context={}, now=NOW)
    if state.answers.get("violence_types"):
        assert ("offline_note" in state.relevant) is is_named((type,), child=case.is_child)


IMAGE = {"violence_types": ("digital_harassment",), "content_kind": ("image",)}


@pytest.mark.parametrize(
    ("case", "answers", "told"),
    [
        (CHILD, {"sexual": "yes", "depicts_minor": "yes"}, True),
        (CHILD, {"sexual": "yes", "depicts_minor": "unknown"}, True),
        (CHILD, {"sexual": "unknown", "depicts_minor": "unknown"}, True),
        (CHILD, {"sexual": "no", "depicts_minor": "yes"}, False),
        (CHILD, {"sexual": "yes", "depicts_minor": "no"}, False),
        (ADULT, {"sexual": "yes", "depicts_minor": "yes"}, True),
        (ADULT, {"sexual": "yes", "depicts_minor": "no"}, False),
        (ADULT, {"depicts_minor": "yes"}, True),  # as it was recorded before the question was asked
    ],
)
def test_what_is_not_known_counts_as_it_would_be_worst(case, answers, told):
    assert is_in_incident(IMAGE | answers, child=case.is_child) is told


def entry(area, form, **answers):
    return Submission(id="1", case_key="OV-1", area=area, form=form, form_version="1", answers=answers, at=NOW, by="p1")


@pytest.mark.parametrize(
    "told",
    [
        entry("core", "incident", **IMAGE, sexual="yes", depicts_minor="unknown"),
        entry("digital", "digital_risk", tool="take_it_down"),
        entry("digital", "route", image_age="minor"),
        entry("digital", "route", image_age="both"),
        entry("digital", "removal_request", image_depicts_minor="yes"),
    ],
    ids=lambda told: f"{told.form} {list(told.answers.values())[-1]}",
)
def test_every_form_that_hears_of_it_tells_every_rule(told):
    assert on_record(CHILD, [told], REGISTRY.forms())
    assert not on_record(CHILD, [replace(told, answers={})], REGISTRY.forms())


def test_a_child_can_be_coded_for_what_befalls_a_child():
    offered = {code.code for code in codes.codes("violence_type", "child")}
    assert {"doxing", "hacking", "cyberstalking", "online_sexual_harassment", "hate_speech"} <= offered
    assert set(codes.names("violence_type")) == offered


def test_what_an_attacker_of_releases_may_exclude_is_what_the_code_list_excludes():
    assert CHILD_ONLY == ("child_material", "online_grooming")


def test_a_sexual_image_of_a_child_who_is_recorded_for_doxing_starts_child_protection_in_12_hours(
    context, person, open_case
):
    amal = person("case_manager", "A01")
    key = open_case(amal, age=14, violence_types=("doxing",), assent="yes", guardian_consent="yes")

    def due():
        opened = read_case(context, amal, key)
        task = next(task for task in opened.tasks if task.name == "child_protection")
        assert task.due is not None
        return (task.due - opened.case.opened_at).total_seconds() / 3600

    assert due() == 24
    route = {
        "content": ("image",),
        "sexual": "yes",
        "content_status": "public_online",
        "platforms": ("instagram",),
        "reported": "not_yet",
        "threat": ("none",),
        "would_escalate": "no",
        "device": "private",
        "chosen": "later",
    }
    draft = drafting.open_draft(context, amal, "digital", "route", key)
    outcome = drafting.submit(context, amal, draft.id, route, override="done_elsewhere")
    assert outcome.submission_id, outcome
    assert due() == 12
