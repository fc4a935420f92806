"""What each type of online violence means: in the data, in the Guide, and beside the question."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import codes
from dashboard.casework.core_forms import core_form
from dashboard.ui import context as ui_context
from dashboard.ui.widgets import form, words
from ovtf_kit.examples import NOW


def types(audience):
    """Return the types that say something: "not known" is an answer and no type."""
    return {each.code for each in codes.codes("violence_type", audience) if each.code != codes.UNKNOWN}


@pytest.mark.parametrize("audience", ["adult", "child"])
def test_every_type_has_one_meaning_for_whom_it_concerns(audience):
    found = [each.code for each in codes.meanings(audience)]
    assert len(found) == len(set(found)) and set(found) == types(audience)


def test_a_meaning_is_short_and_told_in_both_languages():
    for each in codes.meanings():
        assert each.audience in ("adult", "child", "both")
        assert each.text("en") != each.text("ar") == each.text("ckb")
        assert 10 <= len(each.text().split()) <= 45, each.code


@pytest.mark.parametrize(("stream", "audience"), [("tfgbv", "adult"), ("tf_csea", "child")])
def test_the_question_about_types_explains_those_that_it_offers(stream, audience):
    incident = core_form("incident")
    state = incident.examine({}, context={"stream": stream}, now=NOW)
    help_ = form._meanings(incident.question("violence_types"), state.choices["violence_types"])
    assert help_.count("\n- ") + 1 == len(types(audience))
    assert ("Blackmail of a child" in help_) is (audience == "child")
    assert form._meanings(incident.question("platforms"), state.choices["platforms"]) == ""


def draw_guide(path: str, who: dict) -> None:
    """The script of a test: the Guide."""
    import os

    from dashboard.access import Principal
    from dashboard.ui.context import the_context
    from dashboard.ui.pages import guide
    from ovtf_kit.pages import register

    os.environ["OVTF_WORKSPACE"] = path
    register()
    guide.render(the_context(), Principal(**who))


def test_the_guide_lists_the_kinds_of_online_violence(context, person, monkeypatch):
    monkeypatch.setitem(ui_context._contexts, str(context.workspace.path), context)
    who = person("case_manager", "A01")
    values = {name: getattr(who, name) for name in ("person_id", "username", "name", "role", "agency", "language")}
    test = AppTest.from_function(draw_guide, args=(str(context.workspace.path), values), default_timeout=30).run()
    assert not test.exception and "Kinds of online violence" in [each.label for each in test.expander]
    drawn = [each.value for each in test.markdown]
    assert words.meanings("adult") in drawn and words.meanings("child") in drawn
