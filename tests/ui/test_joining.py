"""Lists in a sentence have the marks of the language of the page, and nobody joins them with Latin ones."""

import re
from pathlib import Path

import pytest

import dashboard.ui
from dashboard import i18n

TASKFORCE = Path(dashboard.ui.__file__).parent / "taskforce"


@pytest.fixture(autouse=True)
def english_again():
    yield
    i18n.use("en")


@pytest.mark.parametrize(
    ("language", "commas", "semicolons"), [("en", "a, b", "a; b"), ("ar", "a، b", "a؛ b"), ("ckb", "a، b", "a؛ b")]
)
def test_the_marks_between_words_are_those_of_the_language(language, commas, semicolons) -> None:
    i18n.use(language)
    assert (i18n.listed("ab"), i18n.listed_apart("ab")) == (commas, semicolons)


def test_no_page_of_the_task_force_joins_words_with_latin_marks() -> None:
    latin = re.compile(r"""["'][,;] ["']\.join""")
    assert [path.name for path in TASKFORCE.glob("*.py") if latin.search(path.read_text("utf-8"))] == []
