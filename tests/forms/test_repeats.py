"""Repeats: rows of answers, each examined by the rules of the form."""

import pytest

from dashboard.errors import FormError
from dashboard.forms import MOST_ROWS, Form, from_json, misfits, to_json
from tests.stay import as_xlsx

STAY = Form.from_file(as_xlsx(), name="stay")


def examine(now, *rows, place="family"):
    return STAY.examine({"place": place, "children": rows}, now=now)


def test_a_rule_in_a_row_looks_at_its_own_row(now):
    state = examine(now, {"child_age": 4, "child_needs": ("school",)}, {"child_age": 7, "child_needs": ("school",)})
    assert state.answers["children"] == ({"child_age": 4}, {"child_age": 7, "child_needs": ("school",)})
    assert [[each.name for each in row.choices["child_needs"]] for row in state.rows["children"]] == [
        ["food"],
        ["food", "school"],
    ]


def test_a_problem_in_a_row_names_the_repeat_the_row_and_the_question(now):
    state = examine(now, {"child_age": 4}, {"child_age": 40}, {"child_needs": ("food",)}, {"child_age": "many"})
    assert state.problems == {
        "children.2.child_age": "A child is under 18.",
        "children.3.child_age": "This question needs an answer.",
        "children.4.child_age": "Give a number.",
    }


def test_a_row_without_any_answer_is_dropped_and_asks_for_nothing(now):
    state = examine(now, {}, {"child_age": 4}, {"child_note": ""})
    assert state.answers["children"] == ({"child_age": 4},) and state.problems == {}
    assert len(state.rows["children"]) == 3


def test_a_repeat_that_is_not_relevant_leaves_no_rows(now):
    state = examine(now, {"child_age": 40}, place="alone")
    assert "children" not in state.answers and state.problems == {}
    assert state.answers["children_count"] == "0"


def test_what_stands_outside_counts_and_adds_up_the_rows(now):
    form = Form.from_markdown(
        "| survey |\n| | type | name | label | calculation | constraint |\n"
        "| | integer | most | Most | | . >= sum(${amount}) |\n"
        "| | begin_repeat | costs | Costs |\n| | integer | amount | Amount | | . <= ${most} |\n| | end_repeat |\n"
        "| | calculate | total | | sum(${amount}) |\n| | calculate | dearest | | max(${amount}) |\n",
        name="costs",
    )
    state = form.examine({"most": 9, "costs": [{"amount": 4}, {"amount": 5}]}, now=now)
    assert (state.answers["total"], state.answers["dearest"], state.problems) == ("9", "5", {})
    state = form.examine({"most": 4, "costs": [{"amount": 4}, {"amount": 5}]}, now=now)
    assert set(state.problems) == {"most", "costs.2.amount"}


def test_more_rows_than_a_screen_can_hold_are_refused_with_a_sentence(now):
    state = examine(now, *({"child_age": 1} for _n in range(MOST_ROWS + 1)))
    assert state.problems == {"children": "At most 50 can be written down here. Take away what is least needed."}
    assert examine(now, *({"child_age": 1} for _n in range(MOST_ROWS))).problems == {}


def test_rows_survive_the_way_to_json_and_back(now):
    answers = examine(now, {"child_age": 7, "child_needs": ("school",)}, {"child_age": 2}).answers
    data = to_json(STAY, answers)
    assert data["children"] == [{"child_age": 7, "child_needs": ["school"]}, {"child_age": 2}]
    assert from_json(STAY, data) == answers


def test_an_answer_in_a_row_that_the_form_no_longer_takes_is_named():
    data = {"place": "family", "children": [{"child_age": 3}, {"child_needs": "gone", "shoe_size": 30}]}
    assert misfits(STAY, data) == ["children.2.child_needs", "children.2.shoe_size"]
    assert from_json(STAY, data)["children"] == ({"child_age": 3}, {})


def test_what_is_typed_in_a_row_and_no_number_stays_to_be_corrected(now):
    data = {"place": "family", "children": [{"child_age": "4 or 5"}]}
    assert misfits(STAY, data) == [] and from_json(STAY, data)["children"] == ({"child_age": "4 or 5"},)
    assert examine(now, *from_json(STAY, data)["children"]).wrong == {"children.1.child_age": "Give a number."}


@pytest.mark.parametrize("kind", ["integer", "decimal"])
@pytest.mark.parametrize("none", [0, 0.0, "0", "٠"])
def test_a_row_whose_only_answer_is_0_is_an_answer(now, kind, none):
    form = Form.from_markdown(
        f"| survey |\n| | type | name | label | calculation |\n| | begin_repeat | kids | Kids |\n| | {kind} | young | Y |\n"
        "| | acknowledge | sure | Sure |\n| | text | word | Word |\n| | end_repeat |\n"
        "| | calculate | rows | | count(${kids}) |\n| | calculate | all | | sum(${young}) |\n",
        name="kids",
    )
    state = form.examine({"kids": [{"young": none}, {"young": 2}, {"young": 3}]}, now=now)
    assert (state.answers["rows"], state.answers["all"]) == ("3", "5")
    assert form.examine({"kids": [{"young": none}]}, now=now).answers["kids"] == ({"young": 0},)
    empty = [{}, {"young": None}, {"sure": False}, {"word": "  "}, {"gone": "x"}]
    assert "kids" not in form.examine({"kids": empty}, now=now).answers


@pytest.mark.parametrize("rows", ["no rows", 5, {"child_age": 3}, [3, None]])
def test_what_is_no_list_of_rows_is_no_answer(now, rows):
    state = STAY.examine({"place": "family", "children": rows}, now=now)
    assert "children" not in state.answers and state.problems == {}


def test_a_repeat_inside_a_repeat_is_refused_with_what_to_do_instead():
    rows = "begin repeat | a | A", "begin repeat | b | B", "text | q | Q", "end repeat", "end repeat"
    with pytest.raises(FormError, match=r"'b' stands inside the repeat 'a'.*occurs='many'"):
        Form.from_markdown("| survey |\n| | type | name | label |\n" + "\n".join(f"| | {r} |" for r in rows), name="n")


def test_a_name_in_a_repeat_is_used_once_in_the_whole_form():
    rows = "text | q | Q", "begin repeat | a | A", "text | q | Q", "end repeat"
    with pytest.raises(FormError, match="'q' is used twice"):
        Form.from_markdown("| survey |\n| | type | name | label |\n" + "\n".join(f"| | {r} |" for r in rows), name="n")


@pytest.mark.parametrize("rule", ["count(${n}) > 1", "sum(${inner}) > 1"])
def test_adding_up_what_is_no_repeat_is_refused_when_the_form_is_read(rule):
    rows = (
        f"integer | n | N | {rule if 'inner' not in rule else ''}",
        "begin repeat | a | A | ",
        "integer | inner | I | ",
    )
    inside = f"text | q | Q | {rule if 'inner' in rule else ''}", "end repeat | | | "
    lines = "\n".join(f"| | {row} |" for row in (*rows, *inside))
    with pytest.raises(FormError, match="add up the rows of a repeat"):
        Form.from_markdown(f"| survey |\n| | type | name | label | constraint |\n{lines}", name="n")


def test_a_rule_in_a_row_may_count_the_rows(now):
    form = Form.from_markdown(
        "| survey |\n| | type | name | label | constraint | constraint_message |\n| | begin repeat | a | A |\n"
        "| | integer | n | N | . <= count(${a}) | More than there are |\n| | end repeat |",
        name="n",
    )
    assert form.examine({"a": [{"n": 2}, {"n": 2}]}, now=now).problems == {}
    assert form.examine({"a": [{"n": 2}]}, now=now).problems == {"a.1.n": "More than there are"}
