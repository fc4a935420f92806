"""The tutorial for plugin authors, done block by block in a fresh environment; then its area is used."""

import json

import pytest

from dashboard.casework.intake import intake_form
from dashboard.forms import to_json
from tests.conftest import INTAKE
from tests.fresh import ROOT, Fresh
from tests.template.blocks import Block, blocks, commands, do, said

PAGE = (ROOT / "docs" / "plugins" / "tutorial.md").read_text("utf-8")
BLOCKS = tuple(blocks(PAGE))
ANSWERS = {"kind": "safe_house", "found": "yes", "since": "2026-11-25", "nights": 14}


@pytest.fixture(scope="module")
def followed(fresh: Fresh) -> Fresh:
    for block in BLOCKS:
        do(fresh, block)
    return fresh


def test_every_block_of_the_page_is_done():
    assert len(BLOCKS) == PAGE.count("\n```") // 2 > 20
    assert {block.kind for block in BLOCKS if not block.path} == {"console"}


def test_what_the_tutorial_shows_is_what_is_said(followed):
    assert (followed.home / "dist" / "ovtf_shelter-0.1.0-py3-none-any.whl").is_file()


def test_the_area_of_the_tutorial_works_on_a_case(followed):
    words = (
        str(followed.home / "shelter-desk"),
        "shelter",
        "stay",
        json.dumps(to_json(intake_form(), INTAKE)),
        json.dumps(ANSWERS),
    )
    went = json.loads(followed.run("python", str(ROOT / "tests" / "template" / "inside.py"), *words).stdout)
    assert went["problems"] == [{}, {}, []]
    assert went["figures"] == {"places": [["safe_house", "yes", 1]]}
    assert went["shares"] == {"housed": [1, 1]}
    assert went["steps"] == {"shelter.stay.find": "done"}
    assert "Find a safe place to stay" not in went["page"] and "Ask what a safe place means to her" in "\n".join(
        went["page"]
    )


def test_an_answer_that_differs_is_noticed():
    assert said("a ... c\n").fullmatch("a b c\n") and not said("a ... c\n").fullmatch("a b d\n")
    assert not said("").fullmatch("something\n")
    assert list(commands("$ one\n$ two\nanswer\n")) == [("one", ""), ("two", "answer\n")]


def test_a_block_that_nobody_can_do_is_noticed():
    with pytest.raises(AssertionError, match="nobody can do this"):
        do(None, Block(kind="python", text="print()"))
