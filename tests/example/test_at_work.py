"""A child's case at work: steps in their order, tasks with their reasons, consent, a rule over two rows."""

from datetime import timedelta

import pytest

from dashboard.actions.supervisor import figures
from dashboard.actions.work import cases, drafting, steps
from dashboard.errors import RecordError
from dashboard.i18n.dates import local
from tests.actions.filled import CHILD, agree, assess, send
from tests.ui.conftest import show, texts

__all__ = ["show"]
OUT = {
    "level": "secondary",
    "standing": "withdrawn",
    "weeks_out": 9,
    "barriers": ("family",),
    "wish": "back_same",
    "contact_ok": "yes",
    "assent": "yes",
}
ROW = {"role": "head", "asked": ("place",), "answer": "waiting"}
AT_HOME = {"offline_abuse": "no", "guardian_harm": "no"}


@pytest.fixture
def amal(context, installed, person):
    context.registry = installed
    return person("case_manager", "A01")


@pytest.fixture
def key(amal, open_case):
    return open_case(amal, **CHILD)


def drawn(show, who, key):
    test = show("case", who, key=key)
    test.session_state[f"case.{key}.tab"] = "Education"
    assert not test.run().exception
    return texts(test)


def due(context, who, key):
    return {each.name: each for each in cases.read_case(context, who, key).tasks if each.area == "education"}


def talks(context, *days):
    return {
        "talks": tuple(ROW | {"day": local(context.now()).date() - timedelta(days=each)} for each in days),
        "back": "not_yet",
        "pressure": "no",
    }


def test_the_tab_shows_the_steps_of_a_child_in_their_order_and_its_guidance(amal, key, open_case, show):
    shown = drawn(show, amal, key)
    assert "Talk with a caregiver who protects about going back" in shown
    assert "registration, exams and a postponement" not in shown
    order = ["Ask where she learns", "Look at the way there", "Agree who at the school", "Talk to the school"]
    places = [shown.index(each) for each in order]
    assert places == sorted(places)
    adult = drawn(show, amal, open_case(amal))
    assert "registration, exams and a postponement" in adult and "caregiver who protects" not in adult


def test_from_the_first_question_to_the_answer_of_the_school(context, amal, key):
    assert due(context, amal, key) == {}
    assess(context, amal, key, **AT_HOME)
    asked = due(context, amal, key)
    assert list(asked) == ["education_ask"] and "asked about last" in asked["education_ask"].reason

    assert set(send(context, amal, key, "education", "standing", OUT | {"assent": "no"}).problems) == {"assent"}
    assert send(context, amal, key, "education", "standing", OUT).submission_id
    marked = {
        item: each.state
        for (area, _list, item), each in steps.events(context, amal, key).items()
        if area == "education"
    }
    assert marked == {"ask": "done", "agree": "done"}
    assert "agreed that you ask" in due(context, amal, key)["education_talk"].reason

    with pytest.raises(RecordError, match="consent"):
        drafting.open_draft(context, amal, "education", "contacts", key)
    agree(context, amal, key, given_by="caregiver", agreed_by="guardian", assent="yes", guardian_consent="yes")
    twice = send(context, amal, key, "education", "contacts", talks(context, 3, 3))
    assert list(twice.problems) == ["talks.2.day"] and "written down twice" in twice.problems["talks.2.day"]
    assert send(context, amal, key, "education", "contacts", talks(context, 3, 9)).submission_id
    answer = due(context, amal, key)
    assert list(answer) == ["education_answer"] and "Silence is not a no" in answer["education_answer"].reason
    a_week_after_the_oldest = local(context.now()).date() - timedelta(days=9 - 7)
    assert answer["education_answer"].due.date() == a_week_after_the_oldest


def test_before_its_turn_is_warned_about_and_says_why(context, amal, key):
    agree(context, amal, key, given_by="caregiver", agreed_by="guardian", assent="yes", guardian_consent="yes")
    early = steps.mark(context, amal, key, "education", "back", "talk", "done")
    assert not early.saved and early.because == "What the school hears cannot be taken back."
    sent = send(context, amal, key, "education", "contacts", talks(context, 1))
    assert not sent.submission_id and sent.warnings
    assert send(
        context, amal, key, "education", "contacts", talks(context, 1), override="survivor_choice"
    ).submission_id


def test_a_name_in_the_one_free_text_is_stopped(context, amal, key):
    said = OUT | {"barriers": ("other",), "barriers_other": "Call 0770 123 4567"}
    assert list(send(context, amal, key, "education", "standing", said).problems) == ["barriers_other"]


def test_the_figures_count_rows_of_the_repeat_and_cases(context, amal, key, person):
    agree(context, amal, key, given_by="caregiver", agreed_by="guardian", assent="yes", guardian_consent="yes")
    send(context, amal, key, "education", "standing", OUT)
    send(context, amal, key, "education", "contacts", talks(context, 1, 2, 9), override="survivor_choice")
    found = next(
        each for each in figures.agency_figures(context, person("supervisor", "A01")) if each.area.name == "education"
    )
    assert found.problems == []
    assert {view.name: [list(row) for row in counted.rows] for view, counted in found.figures} == {
        "talks": [["head", "waiting", 3]],
        "barriers": [["family", 1]],
    }
    assert [(each.name, share.numerator, share.denominator) for each, share in found.shares] == [("back", 0, 1)]


def test_its_words_are_there_in_arabic_and_sorani(installed):
    from dashboard.i18n import area_text, use

    try:
        for language, word in (("ar", "التعليم"), ("ckb", "پەروەردە")):
            use(language)
            assert area_text(installed.plugin("education").module, "Education") == word
            assert (
                area_text(installed.plugin("education").module, "What stands in the way?") != "What stands in the way?"
            )
    finally:
        use("en")
