"""What each answer of the risk assessment does to the suggested level, and that nothing worse ever lowers it."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import codes
from ovtf_kit.examples import NOW
from tests.tries import tries
from tools import risk_levels
from tools.risk_levels import ADULT, CHILD, DECIDED, LEVELS, WEIGHED, WITH_MATERIAL, as_answer, best, context_of, effect

FORM = risk_levels.form()
ASKED = [question for question in FORM.questions if question.is_choice and question.name not in DECIDED]
ANSWERS = [(question.name, choice.name) for question in ASKED for choice in question.choices]
NOT_BEST = [(name, code) for name, code in ANSWERS if code != WEIGHED[name]["order"][0]]
ORDERED = {name: weighed["order"] for name, weighed in WEIGHED.items() if not weighed.get("several")}
SEVERAL = {name: [code for question, code in NOT_BEST if question == name] for name in WEIGHED.keys() - ORDERED}
CONTEXTS = (ADULT, CHILD, WITH_MATERIAL)


def rank(level: str) -> int:
    return LEVELS.index(level)


def alone(question: str, code: str, context=None):
    return effect(best() | {question: as_answer(question, code)}, context or context_of(question))


def test_the_table_in_the_documents_is_that_of_the_form():
    assert risk_levels.DOC.read_text("utf-8") == risk_levels.write(), "the risk form has changed: make documents"


def test_every_answer_has_its_place_between_better_and_worse():
    assert {question.name for question in ASKED} == WEIGHED.keys()
    for question in ASKED:
        if question.name in ORDERED:
            assert sorted(ORDERED[question.name]) == sorted(choice.name for choice in question.choices)


@pytest.mark.parametrize(("question", "code"), NOT_BEST)
def test_each_answer_raises_the_level_with_a_reason_or_the_table_says_why_not(question, code):
    led_to = alone(question, code)
    why = WEIGHED[question].get("why", {}).get(code)
    assert bool(led_to.reasons) == (rank(led_to.level) > 0) != bool(why)


@pytest.mark.parametrize("question", [name for name, weighed in WEIGHED.items() if "not_known" in weighed])
@pytest.mark.parametrize("context", CONTEXTS)
def test_what_is_not_known_is_never_better_than_the_middle_answer(question, context):
    weighed = WEIGHED[question]
    not_known, middle = (alone(question, weighed[place], context).level for place in ("not_known", "middle"))
    assert rank(not_known) >= rank(middle)


def test_every_choice_that_says_not_known_or_not_asked_is_weighed_as_such():
    said = {(q.name, c.name) for q in ASKED for c in q.choices if re.search("not |cannot|unclear", c.label.lower())}
    said -= {("harassment", "some"), ("perpetrator_reach", "none")}  # "not growing", "not at all"
    assert said == {(name, weighed["not_known"]) for name, weighed in WEIGHED.items() if "not_known" in weighed}


def anything():
    """Answers to every question, none left out."""
    chosen = {name: st.sampled_from(order) for name, order in ORDERED.items()}
    chosen |= {name: st.lists(st.sampled_from(choices), unique=True).map(tuple) for name, choices in SEVERAL.items()}
    return st.fixed_dictionaries(chosen)


@tries(150)
@given(anything(), st.sampled_from(sorted(ORDERED)), st.sampled_from(CONTEXTS), st.data())
def test_no_worse_answer_lowers_the_level(answers, question, context, data):
    worse = data.draw(st.sampled_from(ORDERED[question][ORDERED[question].index(answers[question]) :]))
    before, after = effect(answers, context).level, effect(answers | {question: worse}, context).level
    assert rank(after) >= rank(before)


@tries(150)
@given(anything(), st.sampled_from(sorted(SEVERAL)), st.sampled_from(CONTEXTS), st.data())
def test_nothing_more_that_is_chosen_lowers_the_level(answers, question, context, data):
    more = (*answers[question], data.draw(st.sampled_from(SEVERAL[question])))
    before, after = effect(answers, context).level, effect(answers | {question: more}, context).level
    assert rank(after) >= rank(before)


@tries(100)
@given(anything(), st.sampled_from(CONTEXTS), st.data())
def test_an_open_question_never_lets_a_lower_level_be_suggested(answers, context, data):
    left_out = data.draw(st.sets(st.sampled_from(sorted(ORDERED))))
    partly = {name: answer for name, answer in answers.items() if name not in left_out}
    assert effect(partly, context).level in ("", "high", effect(answers, context).level)


@pytest.mark.parametrize(
    ("offline", "guardian"), list(product(("possible", "unknown", "yes", "no"), ("possible", "not_asked", "yes", "no")))
)
def test_a_child_with_abuse_material_is_at_high_risk_unless_abuse_offline_and_at_home_are_ruled_out(offline, guardian):
    answers = {"offline_abuse": offline, "guardian_harm": guardian}
    whole, first = effect(best() | answers, WITH_MATERIAL), effect(answers, WITH_MATERIAL)
    if (offline, guardian) == ("no", "no"):
        assert whole == ("medium", ("child_material",)) and first.level == ""
    else:
        assert whole.level == first.level == "high"
        assert "child_material" in whole.reasons and len(whole.reasons) > 1


def test_with_abuse_material_high_risk_is_suggested_before_anything_is_answered():
    state = FORM.examine({}, context=WITH_MATERIAL, now=NOW)
    assert state.answers["suggested_level"] == "high"
    assert {"suggest_high", "material_note"} <= state.relevant


@pytest.mark.parametrize(
    ("answers", "level", "reasons"),
    [
        ({"guardian_harm": "yes"}, "high", ("guardian_harms",)),
        ({"guardian_harm": "possible"}, "medium", ("guardian_unclear",)),
        ({"guardian_harm": "not_asked"}, "medium", ("guardian_unclear",)),
        ({"offline_abuse": "yes"}, "high", ("offline_abuse",)),
        ({"offline_abuse": "possible"}, "medium", ("offline_unclear",)),
        ({"offline_abuse": "unknown"}, "medium", ("offline_unclear",)),
    ],
)
def test_a_child_who_may_be_harmed_at_home_is_never_at_normal_risk(answers, level, reasons):
    assert effect(best() | answers, CHILD) == (level, reasons)
    assert effect(best() | answers, ADULT) == ("normal", ())


@pytest.mark.parametrize("answer", ["no", "possible", "not_asked", None])
def test_what_the_record_says_of_a_guardian_counts_whatever_is_answered(answer):
    answers = best() | {"offline_abuse": "no", "guardian_harm": answer}
    for context, level in ((CHILD, "medium" if answer else ""), (WITH_MATERIAL, "high")):
        led_to = effect(answers, {**context, "guardian_unsafe": "yes"})
        assert led_to.level == level and "guardian_unclear" in led_to.reasons


@pytest.mark.parametrize("answer", ["no", "possible", "not_asked", None])
def test_a_guardian_whom_an_incident_names_counts_as_one_who_harms_whatever_is_answered(answer):
    answers = best() | {"offline_abuse": "no", "guardian_harm": answer}
    on_record = {"guardian_unsafe": "yes", "guardian_harms": "yes"}
    led_to = effect(answers, {**CHILD, **on_record})
    assert led_to.level == "high" and led_to.reasons == ("guardian_harms",)
    assert effect(answers, {**ADULT, **on_record}).reasons == ()


@pytest.mark.parametrize("question", ["offline_abuse", "guardian_harm"])
def test_a_childs_level_waits_for_the_questions_about_home(question):
    answers = {name: answer for name, answer in best().items() if name != question}
    assert effect(answers, CHILD).level == ""


@pytest.mark.parametrize("answer", ["possible", "not_asked", "yes"])
def test_who_may_harm_is_a_reason_to_begin_child_protection_today(answer):
    answers = {"guardian_harm": answer}
    relevant = FORM.examine(answers, context=CHILD, now=NOW).relevant
    assert "child_protection_now" in relevant
    assert ("guardian_note" in relevant) == (answer != "not_asked") != ("guardian_not_known" in relevant)


def test_every_reason_has_words_in_arabic_too():
    led_to = [alone(question, code) for question, code in ANSWERS]
    led_to += [effect(best() | answers, context) for answers, context in risk_levels.TOGETHER]
    reasons = {reason for each in led_to for reason in each.reasons}
    assert reasons < set(codes.names("risk_reason"))
    assert all(
        codes.label("risk_reason", reason, "ar") != codes.label("risk_reason", reason, "en") for reason in reasons
    )
