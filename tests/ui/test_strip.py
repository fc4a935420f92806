"""The strip of a case: the warning that nobody may miss."""

from types import SimpleNamespace

import pytest
import streamlit as st

from dashboard.actions.work import consents
from dashboard.actions.work.case_file import CaseFile
from dashboard.records.submissions import Submission
from dashboard.registry import Registry
from dashboard.ui.widgets import strip
from ovtf_kit.examples import NOW, a_case
from tests.actions.filled import REFERRAL, agree, assess, send
from tests.ui.conftest import texts

REGISTRY = Registry.load()
IMAGE = {"content_kind": ("image",), "depicts_minor": "yes"}


def recorded(form, answers, number=0, area="core"):
    """Return an entry of a case, as it is on record."""
    return Submission(
        id=f"i{number}", case_key="OV-1", area=area, form=form, form_version="1", answers=answers, at=NOW, by="p1"
    )


@pytest.fixture
def warned(monkeypatch):
    """A function that draws the alerts of a case with these incidents and returns whether child protection is named."""
    said = []
    monkeypatch.setattr(st, "error", said.append)
    context = SimpleNamespace(registry=REGISTRY)

    def alerts(*incidents, types=("sexual_extortion",), **changes):
        said.clear()
        sent = [recorded("incident", answers, number) for number, answers in enumerate(incidents)]
        work, case = CaseFile(sent, {}, {}), a_case(violence_types=types, **changes)
        strip.alerts(context, SimpleNamespace(work=work, case=case, unsafe={}))
        return next((each for each in said if "Never look at, copy" in each or "never look at, copy" in each), "")

    return alerts


@pytest.mark.parametrize("kind", ["image", "video", "live"])
def test_an_image_of_someone_under_18_brings_the_warning(warned, kind):
    assert warned({}, IMAGE | {"content_kind": ("text", kind)})


@pytest.mark.parametrize("material", ["csam", "live_streaming", "self_generated_content"])
def test_so_does_material_of_a_child_by_its_type(warned, material):
    assert warned({"violence_types": (material,)})
    assert warned(types=(material,))


def test_an_adult_with_an_image_from_before_18_is_not_called_a_child_who_is_abused_now(warned):
    adults, childs = warned(IMAGE), warned(IMAGE, age=15, age_band="12_17", stream="tf_csea")
    assert "abused offline" in childs and "abused offline" not in adults
    assert "image from before 18" in adults and "nothing wrong" in adults


@pytest.mark.parametrize("type", ["deepfake", "csam"])
def test_a_deepfake_of_a_child_is_abuse_material_too(warned, type):
    assert warned(types=(type,), age=15, age_band="12_17", stream="tf_csea")


@pytest.mark.parametrize(
    "answers",
    [
        {},
        IMAGE | {"depicts_minor": "no"},
        IMAGE | {"content_kind": ("text",)},
        IMAGE | {"sexual": "no"},
        {"violence_types": ("deepfake",)},
    ],
)
def test_nothing_else_does(warned, answers):
    assert not warned(answers)


@pytest.mark.parametrize("by", ["court", "child_protection"])
def test_a_childs_strip_names_the_decision_that_stands_in_for_consent(show, person, open_case, by):
    amal = person("case_manager", "A01")
    decided = {"consent_services": "best_interest", "guardian_consent": "unsafe_to_seek", "best_interest_by": by}
    child = open_case(amal, age=14, assent="yes", **decided)
    words = {"court": "Court or juvenile authority", "child_protection": "Child protection actor"}[by]
    shown = texts(show("case", amal, key=child))
    assert f"Best-interest decision ({words}): services, statistics" in shown
    assert "Recorded as not safe: a parent or guardian" in shown
    agreed = open_case(amal, age=14, assent="yes", guardian_consent="yes")
    shown = texts(show("case", amal, key=agreed))
    assert "Consent: services, statistics" in shown and "not safe" not in shown


def test_a_withdrawn_case_shows_no_clock(show, person, open_case, context):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    assess(context, amal, key)
    assert "Act by" in texts(show("case", amal, key=key))
    consents.withdraw(context, amal, key, "services")
    shown = texts(show("case", amal, key=key))
    assert "Act by" not in shown and "No consent to services" in shown


def test_the_supervisor_reads_what_setting_aside_does_to_the_count(show, person, open_case):
    amal, sara = person("case_manager", "A01"), person("supervisor", "A01")
    key = open_case(amal)
    shown = show("case", sara, key=key)
    shown.session_state[f"case.{key}.tab"] = "Facts"
    said = texts(shown.run())
    assert "stays counted once, here" in said and "A duplicate leaves every later release" in said


def test_the_supervisor_reads_what_stays_open_before_another_agency_takes_over(context, show, person, open_case):
    amal, sara = person("case_manager", "A01"), person("supervisor", "A01")
    key = open_case(amal)
    agree(context, amal, key)
    assert send(context, amal, key, "core", "referral", REFERRAL).submission_id
    shown = show("case", sara, key=key)
    shown.session_state[f"case.{key}.tab"] = "Facts"
    assert "Referral without an end: Legal" in texts(shown.run())
