"""What is typed into a form: kept as it is, with what is wrong beside the question while it is filled in."""

from pathlib import Path

import pytest

import dashboard.ui
from dashboard.actions.work import drafting
from dashboard.forms.kinds import LONGEST
from tests.ui.conftest import texts

PAGES = Path(dashboard.ui.__file__).parent
LEFT_OVER = "The form was changed since you began."


@pytest.fixture
def intake(show, person, context):
    """The page of a new case, the key of its question for the age, and the answers that its draft holds."""
    amal = person("case_manager", "A01")
    draft = drafting.open_draft(context, amal, "core", "intake")
    return (
        lambda: show("new_case", amal),
        f"{draft.id}.age",
        lambda: drafting.open_draft(context, amal, "core", "intake").answers,
    )


@pytest.mark.parametrize("typed", ["١٦", "۱۶", " 16.0 "])
def test_an_age_is_read_in_any_digits(intake, typed):
    page, age, saved = intake
    page().text_input(key=age).set_value(typed).run()
    assert saved()["age"] == 16 and page().text_input(key=age).value == "16"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("17.6", "Give a whole number."), ("about 17", "Give a number."), ("1_7", "Give a number.")],
)
def test_what_is_no_whole_number_is_kept_and_said_beside_the_question(intake, typed, wrong):
    page, age, saved = intake
    test = page()
    test.text_input(key=age).set_value(typed).run()
    assert wrong in texts(test) and test.text_input(key=age).value == typed and not test.error
    fresh = page()
    assert saved()["age"] == typed and fresh.text_input(key=age).value == typed
    assert wrong in texts(fresh) and LEFT_OVER not in texts(fresh)
    fresh.text_input(key=age).set_value("17").run()
    assert saved()["age"] == 17 and wrong not in texts(fresh)


def test_an_answer_that_cannot_be_is_said_while_the_form_is_filled_in(intake):
    page, age, _saved = intake
    test = page()
    assert "▲" not in texts(test), "what is not answered yet is no mistake"
    test.text_input(key=age).set_value("200").run()
    assert texts(test).count("▲") == 1 and not test.error


def test_words_in_the_place_of_a_number_that_reach_someone_are_not_saved(intake):
    page, age, saved = intake
    page().text_input(key=age).set_value("call 0770 123 4567").run()
    assert "age" not in saved()


def test_0_is_shown_as_an_answer(intake):
    page, age, saved = intake
    page().text_input(key=age).set_value("٠").run()
    assert saved()["age"] == 0 and page().text_input(key=age).value == "0"


def test_a_text_that_is_too_long_stays_on_the_screen_and_in_the_draft(show, person, open_case, context):
    amal = person("case_manager", "A01")
    key, long = open_case(amal), "word " * LONGEST
    draft = drafting.open_draft(context, amal, "safety", "safety_plan", key)
    drafting.save_draft(context, amal, draft.id, {"safety_plan_needed": "yes"})
    test = show("case", amal, key=key)
    test.button(key=f"case.{key}.safety.safety_plan.start").click().run()
    note = next(field for field in (*test.text_area, *test.text_input) if field.key == f"{draft.id}.note")
    assert not note.max_chars, "the browser throws away a pasted text that is longer"
    note.set_value(long).run()
    assert "This text is too long" in texts(test)
    saved = drafting.open_draft(context, amal, "safety", "safety_plan", key)
    assert saved.answers["note"].split() == long.split()
    again = show("case", amal, key=key)
    again.button(key=f"case.{key}.safety.safety_plan.start").click().run()
    assert "This text is too long" in texts(again) and LEFT_OVER not in texts(again)


def test_the_first_consent_form_says_nothing_of_a_change(show, person, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    test = show("case", amal, key=key)
    test.session_state[f"case.{key}.tab"] = "Consent"
    test.run()
    test.button(key=f"case.{key}.consent.consent.start").click().run()
    assert not test.exception and test.radio and LEFT_OVER not in texts(test)


def test_no_text_that_may_be_pasted_has_a_limit_in_the_browser():
    short = {"agencies.py": 2, "people.py": 2}  # codes and names that an administrator types
    limited = {path.name: path.read_text("utf-8").count("max_chars=") for path in PAGES.rglob("*.py")}
    assert {name: count for name, count in limited.items() if count} == short
