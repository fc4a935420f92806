"""Examining answers: relevance, pruning, calculations, constraints, choices, numbers in any digits."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.forms import Form, from_json, to_json

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SOURCE = """
| survey |
| | type | name | label | required | relevant | constraint | constraint_message | calculation | choice_filter | default |
| | hidden | stream | | | | | | | | |
| | integer | age | Age | yes | | . >= 0 and . <= 110 | Between 0 and 110 | | | |
| | date | seen | Seen | | | . <= today() | Not in the future | | | today() |
| | dateTime | at | At | | | | | | | |
| | decimal | amount | Amount | | | . > 0 | | | | |
| | select_one yes_no | online | Online | yes | | | | | | |
| | begin group | more | More | | ${online} = 'yes' | | | | | |
| | select_multiple kind | kinds | Kinds | yes | | not(selected(., 'none') and count-selected(.) > 1) | None alone | | | |
| | select_one kind | worst | Worst | ${age} < 18 | count-selected(${kinds}) > 1 | | | | selected(${kinds}, name) | |
| | text | note | Note | | selected(${kinds}, 'a') | string-length(.) <= 5 | | | | |
| | end group | | | | | | | | | |
| | acknowledge | sure | Sure | | ${stream} = 'child' | | | | | |
| | calculate | band | | | | | | if(${age} = '', 'unknown', if(${age} < 18, 'child', 'adult')) | | |
| | calculate | days | | | | | | today() - ${seen} | | |
| choices |
| | list_name | name | label |
| | kind | a | A |
| | kind | b | B |
| | kind | none | None |
"""
FORM = Form.from_markdown(SOURCE, name="sample")


def examine(**answers):
    return FORM.examine(answers, context={"stream": "adult"}, now=NOW)


def test_answers_of_hidden_questions_are_pruned_and_those_that_depend_on_them():
    shown = examine(age=20, online="yes", kinds=("a", "b"), worst="a", note="hi")
    assert shown.answers["note"] == "hi" and shown.answers["worst"] == "a"
    hidden = examine(age=20, online="no", kinds=("a", "b"), worst="a", note="hi")
    assert not {"kinds", "worst", "note"} & hidden.answers.keys()
    assert "more" not in hidden.relevant


def test_required_may_be_an_expression():
    assert "worst" in examine(age=12, online="yes", kinds=("a", "b")).problems
    assert "worst" not in examine(age=30, online="yes", kinds=("a", "b")).problems


def test_a_constraint_has_its_message():
    assert examine(age=200, online="no").problems["age"] == "Between 0 and 110"
    assert examine(age=20, online="yes", kinds=("a", "none")).problems["kinds"] == "None alone"


@pytest.mark.parametrize(("pattern", "fits"), [("[a-z]+", True), ("[a-z]", False), ("(.*a){20}[^c]", False)])
def test_a_pattern_has_to_fit_the_whole_answer(pattern, fits, caplog):
    assert (word_problems(pattern) == {}) is fits and not caplog.records


def test_a_pattern_that_never_ends_does_not_fit_and_holds_nobody_up(caplog):
    assert word_problems(r"(a*)(a*)(a*)(a*)(a*)(a*)b\6\1d").keys() == {"word"}
    assert "took too long" in caplog.text and "aaa" not in caplog.text


def word_problems(pattern: str) -> dict[str, str]:
    text = f"| survey |\n| | type | name | label | constraint |\n| | text | word | Word | regex(., '{pattern}') |\n"
    return Form.from_markdown(text, name="one").examine({"word": "a" * 200 + "bc"}, now=NOW).problems


def test_dates_compare_with_today_in_baghdad():
    late_evening = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)  # already the 25th in Baghdad
    answers = {"age": 1, "online": "no", "seen": date(2026, 11, 25)}
    assert "seen" not in FORM.examine(answers, now=late_evening).problems
    assert FORM.examine(answers, now=NOW).problems["seen"] == "Not in the future"


def test_calculations_follow_the_answers():
    assert examine(online="no").answers["band"] == "unknown"
    assert examine(age=12, online="no").answers["band"] == "child"
    assert examine(age=12, online="no", seen=date(2026, 11, 20)).answers["days"] == "4"


def test_choices_are_filtered_and_a_choice_that_is_gone_is_dropped():
    state = examine(age=12, online="yes", kinds=("a", "b"), worst="none")
    assert [choice.name for choice in state.choices["worst"]] == ["a", "b"]
    assert "worst" not in state.answers


def test_a_code_that_was_never_offered_is_a_problem():
    assert "online" in examine(age=12, online="perhaps").problems


@pytest.mark.parametrize("digits", ["42", "٤٢", "۴۲"])
def test_numbers_are_read_in_any_digits(digits):
    assert examine(age=digits, online="no").answers["age"] == 42


@pytest.mark.parametrize("bad", ["x", "1.5", "1e999", "nan"])
def test_what_is_no_whole_number_is_said_so_and_nothing_breaks(bad):
    assert "age" in examine(age=bad, online="no").problems


def test_defaults_fill_a_new_draft():
    assert FORM.initial(now=NOW) == {"seen": date(2026, 11, 24)}


def test_hidden_questions_come_from_the_case_and_not_from_the_browser():
    state = FORM.examine({"age": 1, "online": "no", "stream": "forged"}, context={"stream": "child"}, now=NOW)
    assert state.answers["stream"] == "child" and "sure" in state.relevant


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(0, 110),
        "seen": st.dates(date(2020, 1, 1), date(2026, 11, 24)),
        "at": st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)).map(
            lambda d: d.replace(microsecond=0, tzinfo=UTC)
        ),
        "amount": st.floats(0.1, 1e6),
        "online": st.sampled_from(["yes", "no"]),
        "kinds": st.lists(st.sampled_from(["a", "b", "none"]), unique=True).map(tuple),
        "worst": st.sampled_from(["a", "b", "none"]),
        "note": st.text(max_size=8),
        "sure": st.just(True),
    },
)


@given(ANSWERS, st.sampled_from(["adult", "child"]))
def test_examining_what_was_examined_changes_nothing(answers, stream):
    once = FORM.examine(answers, context={"stream": stream}, now=NOW)
    again = FORM.examine(once.answers, context={"stream": stream}, now=NOW)
    assert (again.answers, again.problems, again.relevant) == (once.answers, once.problems, once.relevant)


@given(ANSWERS)
def test_answers_survive_the_way_through_json(answers):
    state = FORM.examine(answers, context={"stream": "child"}, now=NOW)
    assert from_json(FORM, to_json(FORM, state.answers)) == state.answers


@given(ANSWERS)
def test_nothing_irrelevant_is_ever_kept(answers):
    state = FORM.examine(answers, context={"stream": "adult"}, now=NOW)
    assert state.answers.keys() <= state.relevant
    assert state.problems.keys() <= state.relevant


def test_a_later_version_leaves_out_what_it_no_longer_takes():
    assert from_json(FORM, {"age": 20, "removed": "x", "online": "maybe"}) == {"age": 20}


def test_times_are_kept_in_utc():
    at = datetime(2026, 1, 1, 3, 0, tzinfo=UTC) + timedelta(hours=3)
    assert to_json(FORM, {"at": at})["at"] == "2026-01-01T06:00:00+00:00"


def test_a_default_that_comes_to_nothing_is_no_answer():
    form = Form.from_markdown(
        """
| survey |
|        | type | name | label | default            |
|        | text | note | Note  | coalesce('', '')   |
|        | text | word | Word  | concat('a', 'b')   |
""",
        name="stay",
    )
    assert form.initial(now=NOW) == {"word": "ab"}
