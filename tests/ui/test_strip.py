"""The strip of a case: the warning that nobody may miss."""

from types import SimpleNamespace

import pytest
import streamlit as st

from dashboard.contract import Entry
from dashboard.ui.widgets import strip
from ovtf_kit.examples import NOW, a_case

IMAGE = {"content_kind": ("image",), "depicts_minor": "yes"}


@pytest.fixture
def warned(monkeypatch):
    """A function that draws the alerts of a case with these incidents and returns whether child protection is named."""
    said = []
    monkeypatch.setattr(st, "error", said.append)
    monkeypatch.setattr(strip.permitted, "why_closed", lambda *_: "")

    def alerts(*incidents, types=("sexual_extortion",)):
        entries = [Entry(id="i", form="incident", answers=answers, at=NOW) for answers in incidents]
        work = SimpleNamespace(consents={}, entries=lambda *_: entries)
        strip.alerts(SimpleNamespace(work=work, case=a_case(violence_types=types), unsafe={}))
        return any("abused offline" in each for each in said)

    return alerts


@pytest.mark.parametrize("kind", ["image", "video", "live"])
def test_an_image_of_someone_under_18_brings_the_warning(warned, kind):
    assert warned({}, IMAGE | {"content_kind": ("text", kind)})


@pytest.mark.parametrize("material", ["csam", "live_streaming", "self_generated_content"])
def test_so_does_material_of_a_child_by_its_type(warned, material):
    assert warned({"violence_types": (material,)})
    assert warned(types=(material,))


@pytest.mark.parametrize("answers", [{}, IMAGE | {"depicts_minor": "no"}, IMAGE | {"content_kind": ("text",)}])
def test_nothing_else_does(warned, answers):
    assert not warned(answers)
