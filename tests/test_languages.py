"""The table of languages: what stands behind each row, and that everything follows it."""

import ast
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard import codes
from dashboard.forms.languages import COLUMNS, code_of
from dashboard.i18n import area_text, direction, isolated, share, shown_in, use
from dashboard.languages import ENGLISH, KNOWN, LANGUAGES, SPOKEN, TRANSLATED, chain, western
from dashboard.spreadsheets import neutral
from ovtf_kit import collecting

ROOT = Path(dashboard.__file__).parent
COMPLETE = [code for code in TRANSLATED if LANGUAGES[code].state == "complete"]
ROWS = pytest.mark.parametrize("language", KNOWN, ids=lambda language: language.code)


@pytest.fixture(autouse=True)
def in_english():
    use(ENGLISH)
    yield
    use(ENGLISH)


@ROWS
def test_a_row_says_how_the_language_calls_itself_and_the_choice_of_a_language(language):
    assert language.name and language.word and language.english_name, (
        f"dashboard/languages.py: the row {language.code!r} needs its own name, its English name and its word for Language."
    )


@ROWS
def test_a_row_has_a_locale_that_babel_knows_and_the_direction_of_its_script(language):
    locale = Locale.parse(language.locale)
    direction = "rtl" if locale.text_direction == "rtl" else "ltr"
    assert language.direction == direction, (
        f"dashboard/languages.py: {language.code!r} is written {language.direction}, its locale {locale} {direction}."
    )


@ROWS
def test_texts_that_are_missing_are_looked_for_in_languages_that_are_offered(language):
    assert set(language.fallback) <= set(TRANSLATED) - {language.code}, (
        f"dashboard/languages.py: {language.code!r} falls back to {language.fallback}; write codes of other languages of "
        "the table that have catalogs. English is always the last and is not written."
    )


def test_no_two_rows_share_a_code_or_a_name():
    names = [name.lower() for row in KNOWN for name in {row.english_name, row.name, *row.other_names}]
    assert len({row.code for row in KNOWN}) == len(KNOWN) and len(set(names)) == len(names)


@pytest.mark.parametrize("code", TRANSLATED)
def test_an_offered_language_has_a_catalog(code):
    assert (files("dashboard.i18n") / "locales" / f"{code}.po").is_file(), (
        f"dashboard/i18n/locales/{code}.po is missing: run make messages, which begins it, and translate what you can. "
        f"Or let the state of {code!r} in dashboard/languages.py be 'spoken'."
    )


@pytest.mark.parametrize("code", COMPLETE)
def test_a_complete_language_is_translated(code):
    """One text in twenty may wait, so that somebody who does not speak the language can add a page."""
    catalog = read_po((files("dashboard.i18n") / "locales" / f"{code}.po").open("rb"), locale=code)
    texts = [message.id for message in collecting.shell() if message.id]
    missing = [text for text in texts if not (message := catalog.get(text)) or not message.string]
    assert len(missing) * 20 <= len(texts), (
        f"{len(missing)} of {len(texts)} texts have no translation into {code!r}, such as {missing[:3]}. "
        "Translate them, or let its state in dashboard/languages.py be 'draft'."
    )


@pytest.mark.parametrize("code", COMPLETE)
def test_a_complete_language_has_every_label(code):
    labels = [f"{name}.{row.code}" for name in codes.lists() for row in codes.codes(name) if not row.labels[code]]
    meanings = [meaning.code for meaning in codes.meanings() if not meaning.words.get(code)]
    assert not (labels or meanings), (
        f"data/ovtf_data/ has no words in {code!r} for the labels {labels} and the meanings {meanings}. "
        "Write them, or let its state in dashboard/languages.py be 'draft'."
    )


def test_a_language_falls_back_and_english_is_the_last():
    assert (chain("en"), chain("ar"), chain("ckb")) == (("en",), ("ar", "en"), ("ckb", "ar", "en"))
    assert chain("tlh") == ("en",)


def test_an_unknown_or_only_spoken_language_is_shown_in_english():
    for code in ("tlh", "", *(SPOKEN.keys() - LANGUAGES.keys())):
        use(code)
        assert direction() == "ltr" and area_text("dashboard", "Today", code) == "Today"


def dressed(code: str) -> None:
    """The script of a test: what stands around a page."""
    from dashboard.i18n import use
    from dashboard.ui import frame

    use(code)
    frame.dress()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_runs_as_the_table_says(code):
    window = AppTest.from_function(dressed, args=(code,), default_timeout=30).run()
    script = unescape("".join(part.proto.body for part in window.get("html")))
    assert f'{{"dir": "{LANGUAGES[code].direction}", "lang": "{shown_in(code)}"}}' in script


def test_the_page_says_the_language_that_most_of_it_is_in():
    """A screen reader would read Arabic aloud as if it were Sorani."""
    assert [shown_in(code) for code in COMPLETE] == COMPLETE
    for code in set(TRANSLATED) - set(COMPLETE):
        assert shown_in(code) == (code if share(code) >= 0.5 else chain(code)[1])


def test_how_far_a_language_is_translated_is_counted_from_its_catalogs():
    assert [share(code) for code in COMPLETE] == [1.0] * len(COMPLETE)
    assert 0 < share("ckb", ("dashboard", "ovtf_safety")) < share("ckb") < share("ckb", ("dashboard",)) + 0.01
    assert share("ar", ("no_such_package",)) == 1.0


@pytest.mark.parametrize(
    ("text", "page", "own"),
    [
        ("She is safe.", "rtl", "ltr"),
        ("StopNCII: للصور التي عمرها فيها 18 أو أكثر.", "rtl", None),
        ("هي بأمان.", "ltr", "rtl"),
        ("هي بأمان.", "rtl", None),
        ("She is safe.", "ltr", None),
        ("12 %, 3.", "rtl", None),
        ("{h} س {m} د", "rtl", None),  # read as English, the hours came after the minutes
        ("{hours} ساعات", "rtl", None),
        ("a س", "rtl", None),
        ("", "rtl", None),
    ],
)
def test_a_text_in_another_language_keeps_its_own_direction(text, page, own):
    signs = {None: ("", ""), "ltr": ("\u2066", "\u2069"), "rtl": ("\u2067", "\u2069")}[own]
    assert isolated(text, page) == text.join(signs)


def test_a_text_of_an_area_that_nobody_translated_keeps_its_direction_on_an_arabic_page():
    use("ar")
    assert area_text("dashboard", "A sentence of an area.") == "\u2066A sentence of an area.\u2069"
    assert area_text("dashboard", "A sentence of an area.", "ar") == "A sentence of an area."  # for a file
    assert neutral(area_text("dashboard", "A sentence of an area.")) == "A sentence of an area."


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_form_may_head_a_column_with_any_name_of_the_language(code):
    language = LANGUAGES[code]
    headers = (COLUMNS[code], code, language.name, language.english_name, *language.other_names)
    assert {code_of(header) for header in headers} == {code}


def test_services_may_speak_every_language_of_the_table_those_of_the_country_first():
    assert SPOKEN.keys() == {row.code for row in KNOWN} and list(SPOKEN)[-1] == ENGLISH


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("٠٧٧٠", "0770"), ("۰۷۵۰", "0750"), ("२४", "24"), ("a 12", "a 12"), ("½ ²", "½ ²"), ("", "")],
)
def test_digits_of_every_script_are_read(typed, plain):
    assert western(typed) == plain


def test_no_other_module_lists_languages():
    """A tuple, list, set or dictionary with two of our codes is a second table of languages."""
    known = {row.code for row in KNOWN}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
            listed = known & {part.value for part in parts if isinstance(part, ast.Constant)}
            # What most services speak is a default of the public contract, no list of all.
            may_list = path in (ROOT / "languages.py", ROOT / "contract" / "service.py")
            assert len(listed) < 2 or may_list, f"{path}:{node.lineno} lists {listed}"
