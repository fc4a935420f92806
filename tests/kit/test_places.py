"""Where check_answers may put a problem: at a question, at a repeat, at a question in a row that was filled."""

import pytest

from dashboard.forms import Form
from ovtf_kit.rules.hooks import has_place
from tests.stay import as_md

STAY = Form.from_file(as_md(), name="stay")
FILLED = {"children": ({"child_age": 4}, {"child_age": 9})}


@pytest.mark.parametrize("name", ["", "place", "children", "children.1.child_age", "children.2.child_needs"])
def test_a_question_and_one_in_a_filled_row_have_a_place(name):
    assert has_place(STAY, FILLED, name)


@pytest.mark.parametrize(
    "name", ["plaice", "place.1.child_age", "children.0.child_age", "children.3.child_age", "children.2.age"]
)
def test_a_question_or_a_row_that_is_not_there_has_none(name):
    assert not has_place(STAY, FILLED, name)


def test_without_rows_no_row_has_a_place():
    assert not has_place(STAY, {}, "children.1.child_age")
