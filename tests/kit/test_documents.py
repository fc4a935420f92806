"""The documents about the rules say what the code does."""

import re
from pathlib import Path

import pytest

from ovtf_kit.rules import RULES
from tools import mistakes

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "plugins"


def test_every_rule_has_a_heading_that_begins_with_its_sentence_and_every_heading_a_rule():
    headings = re.findall(r"^## (\w+)\n\n(.+)$", (DOCS / "rules.md").read_text("utf-8"), re.M)
    assert headings == [(rule.name, rule.sentence) for rule in RULES.values()]


def test_make_documents_writes_every_document_that_names_it():
    written = [path.stem for path in (ROOT / "tools").glob("*.py") if "make documents" in path.read_text("utf-8")]
    assert {"figure_list", "mistakes", "guide_coverage"} <= set(written)
    target = re.search(r"^documents:.*\n((?:\t.+\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.M)[1]
    assert [name for name in (*written, "reference") if f"-m tools.{name}\n" not in target] == []


def test_the_mistakes_are_written_down_as_they_come_out():
    assert mistakes.write() == (DOCS / "mistakes.md").read_text("utf-8")


@pytest.mark.parametrize("made", mistakes.MISTAKES, ids=lambda made: made.title)
def test_a_mistake_is_really_made(made):
    assert (made.code != mistakes.CODE) != (made.form != mistakes.FORM)


def test_the_plugin_of_the_mistakes_has_none():
    good = mistakes.Mistake("none", "", "", "pluggy")
    assert mistakes.ours(good) == []
