"""What people typed is shown as they typed it: every page quotes it, and quoting leaves nothing for Markdown to read."""

import html
import json
import re

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import harmless
from dashboard.i18n.catalogs import catalog_file
from dashboard.languages import TRANSLATED
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.scripts import tag
from tests.ui.plain_text import findings, in_source


def test_no_page_shows_typed_text_unquoted():
    assert not findings(), "Put quoted(...) around it (dashboard/ui/quoting.py)."


@pytest.mark.parametrize(
    "line",
    [
        'st.markdown(f"**{person.name}**")',
        'st.caption(file.names.get(by, ""))',
        "who = names[by]; st.warning(who)",
        "st.error(str(error))",
        'text = _("{name} did it").format(name=agency.name); st.info("x " + text)',
        'if m := st.session_state.pop("a.message", None): st.success(m)',
        'st.radio("Who?", ids, format_func=lambda one: names[one])',
        'link("team", waits.name)',
    ],
)
def test_the_search_finds_typed_text_however_it_gets_there(line):
    assert in_source(f"def draw():\n    {line}\n")


@pytest.mark.parametrize(
    "line",
    [
        'st.markdown(f"**{quoted(person.name)}**")',
        'st.selectbox("Who?", ids, format_func=lambda one: names[one])',
        'st.button("x", key=person.name)',
        "st.error(quoted_lines(str(error)))",
        'st.caption(", ".join(map(quoted, names.values())))',
    ],
)
def test_the_search_leaves_alone_what_is_quoted_or_not_read_as_markdown(line):
    assert not in_source(f"def draw():\n    {line}\n")


@given(st.text())
def test_quoting_takes_nothing_away_but_white_space(text):
    seen = quoted(text).replace("\\", "").replace("\u2060", "")
    assert seen == " ".join(text.split()).replace("\\", "").replace("\u2060", "")


@given(st.text())
def test_a_value_in_a_script_cannot_end_it(text):
    told = f'"></script>{text}<!--'
    attribute, script = re.fullmatch(
        r'<script data-told="([^"<>]*)">(.*)</script>', tag("session", told), re.S
    ).groups()
    assert json.loads(html.unescape(attribute)) == told
    assert script in tag("session", "")


def test_the_lines_of_a_message_stay_a_list():
    assert quoted_lines("Change:\n- *a*\n- [b](c)") == "Change:\n- \\*a\\*\n- \\[b\\](c)"


LINKS = (
    "[a]: http://x",
    "> [a]: javascript:x",
    "- [a]: x",
    "[a](b)",
    "![a](b)",
    "[^1]: x",
    "see HTTPS://x.org",
    "WWW.x.org",
)
TAGS = ("<b>", "</b>", "<!-- -->")


@pytest.mark.parametrize("text", [*LINKS, *TAGS])
def test_no_link_picture_or_tag_of_a_plugin_is_left(text):
    left = harmless(text)
    assert "](" not in left and "]:" not in left and "<b" not in left and "</" not in left and "<!" not in left
    assert "://" not in left and "www." not in left.lower()


@pytest.mark.parametrize("code", [code for code in TRANSLATED])
def test_a_translation_of_the_shell_brings_no_link_picture_or_tag_of_its_own(code):
    with catalog_file("dashboard", code).open("rb") as file:
        catalog = read_po(file, locale=code)
    for message in filter(lambda message: message.id, catalog):
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for text in filter(None, texts):
            assert harmless(text) == text or any(harmless(one) != one for one in ids), text
