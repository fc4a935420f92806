"""What is shown in a language that is not translated yet, and that it says so."""

import re
from html import unescape

import pytest

from dashboard.i18n import share, use
from dashboard.ui import frame
from dashboard.ui.widgets import guidance


@pytest.fixture(autouse=True)
def in_english():
    yield
    use("en")


@pytest.mark.parametrize(
    ("reader", "rest"),
    [
        ("en", "translated, the rest in Arabic"),
        ("ar", "مترجم، والباقي باللغة العربية"),
        ("ckb", "ئەوەی ماوە بە عەرەبییە"),
    ],
)
def test_the_choice_of_a_language_says_how_far_it_is_translated(context, reader, rest):
    use(reader)
    (note,) = frame.untranslated(context)
    assert rest in note and note == frame.untranslated(context, "ckb")[0] and "سۆرانی" in note
    assert not frame.untranslated(context, "ar", "en")
    packages = ["dashboard", *(plugin.module for plugin in context.registry.active)]
    assert int(re.search(r"\d+", note)[0]) == round(100 * share("ckb", packages))


def test_the_guide_in_sorani_is_arabic_while_there_is_no_sorani_one(context):
    (plugin, *_others) = context.registry.active
    use("ckb")
    shown = {page.language for heading in ("issue", "actions") for page in guidance._pages(plugin, heading, None)}
    assert shown == {"ar"}


def draw_guidance(code: str, language: str) -> None:
    """The script of a test: guidance of an area that is written in one language only."""
    from types import SimpleNamespace

    from dashboard.contract import Guidance
    from dashboard.i18n import use
    from dashboard.ui.widgets import guidance

    use(code)
    page = Guidance(heading="issue", text="Stay calm.", source="Guide", reviewed="2026-10", language=language)
    guidance.show(SimpleNamespace(name="shelter", guidance=(page,)), None)


@pytest.mark.parametrize(("code", "is_marked"), [("ckb", True), ("ar", True), ("en", False)])
def test_english_guidance_says_that_it_is_english_on_a_page_in_another_language(code, is_marked):
    from streamlit.testing.v1 import AppTest

    window = AppTest.from_function(draw_guidance, args=(code, "en"), default_timeout=30).run()
    assert not window.exception and "Stay calm." in [part.value for part in window.markdown]
    scripts = unescape("".join(part.proto.body for part in window.get("html")))
    assert ('{"lang": "en", "dir": "ltr"}' in scripts) is is_marked
