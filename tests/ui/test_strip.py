"""The strip of a case: the warning that nobody may miss."""

from types import SimpleNamespace

import pytest
import streamlit as st

from dashboard.actions.work.case_file import CaseFile
from dashboard.records.submissions import Submission
from dashboard.registry import Registry
from dashboard.ui.widgets import strip
from ovtf_kit.examples import NOW, a_case

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
        sent = [recorded("incident", answers, number) for number, answers in enumerate(incidents)]
        work = CaseFile(sent, {}, {})
        strip.alerts(context, SimpleNamespace(work=work, case=a_case(violence_types=types, **changes)))
        return any("abused offline" in each for each in said)

    return alerts


@pytest.mark.parametrize("kind", ["image", "video", "live"])
def test_an_image_of_someone_under_18_brings_the_warning(warned, kind):
    assert warned({}, IMAGE | {"content_kind": ("text", kind)})


@pytest.mark.parametrize("material", ["csam", "live_streaming", "self_generated_content"])
def test_so_does_material_of_a_child_by_its_type(warned, material):
    assert warned({"violence_types": (material,)})
    assert warned(types=(material,))


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
