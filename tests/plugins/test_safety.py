"""Safety: from a situation to a level with its reasons, from a plan to what is still due."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from dashboard.actions.supervisor import figures
from dashboard.actions.work import drafting
from dashboard.contract import Case, CaseRecord, Entry
from dashboard.projection.gate import check
from dashboard.registry import Registry
from ovtf_kit import examples
from ovtf_kit.examples import DECIDED, NOW, a_case, a_record
from tests.plugins.filled import PLANNED

REGISTRY = Registry.load()
RISK = REGISTRY.form("safety", "risk_assessment")
PLAN = REGISTRY.form("safety", "safety_plan")
PLUGIN = REGISTRY.plugin("safety")
PROTECTION = PLUGIN.checklists[0]
ADULT, CHILD = {"stream": "tfgbv"}, {"stream": "tf_csea"}
CALM = {
    "danger_now": "no",
    "self_harm": "none",
    "threats": "none",
    "blackmail": "none",
    "harassment": "none",
    "financial": "no",
    "physical": "no",
    "honour": "no",
    "public": "no",
    "emotional": "no",
    "source_family": "none",
    "source_perpetrator": "creates",
    "source_community": "none",
    "likelihood": "unlikely",
    "imminence": "later",
    "course": "same",
}
SITUATIONS = [
    ("nothing but the past", {}, "normal", ""),
    ("harassment now and then, online only", {"harassment": "some"}, "normal", ""),
    ("content that does not spread further", {"public": "possible", "course": "same"}, "normal", ""),
    ("it gets better", {"course": "better", "source_family": "mitigates"}, "normal", ""),
    ("the community blames her", {"source_community": "expands"}, "medium", "community_pressure"),
    ("a former partner widens it", {"source_partner": "expands"}, "medium", "partner_danger"),
    ("a group online passes it on", {"source_network": "creates"}, "medium", "network_danger"),
    ("he reads her accounts", {"perpetrator_reach": ("accounts", "contact")}, "medium", "watched"),
    ("he lives nearby", {"perpetrator_reach": ("nearby",)}, "medium", "perpetrator_near"),
    ("nobody knows how he reaches her", {"perpetrator_reach": ("unknown",)}, "medium", "reach_unknown"),
    ("he can only write to her", {"perpetrator_reach": ("contact",)}, "normal", ""),
    ("an immediate threat", {"danger_now": "yes"}, "high", "danger_now"),
    ("violence to her body", {"physical": "yes"}, "high", "physical"),
    ("violence in the name of honour", {"honour": "yes"}, "high", "honour"),
    ("a plan to take her life", {"self_harm": "plan"}, "high", "self_harm"),
    ("an attempt", {"self_harm": "attempt"}, "high", "self_harm"),
    ("severe blackmail", {"blackmail": "severe"}, "high", "severe_extortion"),
    ("a credible threat", {"threats": "credible"}, "high", "credible_threat"),
    ("harm is likely within days", {"likelihood": "likely", "imminence": "days"}, "high", "likely_soon"),
    ("likely, but not soon", {"likelihood": "likely", "imminence": "weeks"}, "medium", "likely"),
    ("possible, and soon", {"likelihood": "possible", "imminence": "days"}, "medium", "possible_soon"),
    ("ongoing, vague threats", {"threats": "vague"}, "medium", "vague_threat"),
    ("threats that grow", {"threats": "vague", "course": "worse"}, "medium", "vague_threat escalating"),
    ("continued harassment", {"harassment": "continued"}, "medium", "continued_harassment"),
    ("blackmail without a threat to the body", {"blackmail": "pressure"}, "medium", "exposure_or_extortion"),
    (
        "rising pressure at home",
        {"source_family": "expands", "course": "worse"},
        "medium",
        "escalating family_pressure",
    ),
    ("private content is exposed", {"public": "yes"}, "medium", "exposure_or_extortion"),
    ("money is taken from her", {"financial": "yes"}, "medium", "exposure_or_extortion"),
    ("she is locked in", {"restrictions": ("confined", "devices")}, "high", "confined restricted"),
    ("she may not study any more", {"restrictions": ("education",)}, "medium", "restricted"),
    ("thoughts without a plan", {"self_harm": "ideation", "emotional": "yes"}, "medium", "ideation emotional"),
    ("thoughts that could not be asked about", {"self_harm": "not_asked"}, "medium", "ideation"),
    ("nobody can tell", {"danger_now": "unsure"}, "medium", "danger_unclear"),
    (
        "blackmail that turns to violence",
        {"blackmail": "severe", "physical": "possible", "course": "worse"},
        "high",
        "severe_extortion possible_violence escalating",
    ),
]


def suggested(answers, context=ADULT):
    found = RISK.examine(CALM | answers, context=context, now=NOW).answers
    return found["suggested_level"], found.get("reasons", "")


@pytest.mark.parametrize(
    ("answers", "level", "reasons"), [each[1:] for each in SITUATIONS], ids=[e[0] for e in SITUATIONS]
)
def test_a_situation_leads_to_a_level_and_says_why(answers, level, reasons):
    assert suggested(answers) == (level, reasons)


SETS_THE_LEVEL = sorted(CALM)


def test_nothing_is_suggested_before_anything_is_answered():
    state = RISK.examine({}, context=ADULT, now=NOW)
    assert "suggested_level" not in state.answers
    assert {name for name in state.relevant if name.startswith("suggest_")} == {"suggest_later"}


@pytest.mark.parametrize("question", SETS_THE_LEVEL)
def test_no_lower_level_is_suggested_while_a_question_that_sets_it_is_open(question):
    open_one = {name: value for name, value in CALM.items() if name != question}
    for answers in (open_one, open_one | {"restrictions": ("work",)}):
        assert "suggested_level" not in RISK.examine(answers, context=ADULT, now=NOW).answers


@pytest.mark.parametrize("grave", [each[1] for each in SITUATIONS if each[2] == "high"])
def test_high_risk_is_suggested_at_once(grave):
    state = RISK.examine(grave, context=ADULT, now=NOW)
    assert state.answers["suggested_level"] == "high" and "suggest_high" in state.relevant


def test_a_decision_against_no_suggestion_needs_no_reason():
    assert "override_reason" not in RISK.examine({"level": "normal"}, context=ADULT, now=NOW).problems


def problems(form, answers, context=ADULT):
    return form.examine(answers, context=context, now=NOW).problems


def test_nothing_taken_from_her_cannot_stand_beside_something():
    assert "restrictions" in problems(RISK, CALM | {"restrictions": ("none", "work")})
    assert "perpetrator_reach" in problems(RISK, CALM | {"perpetrator_reach": ("unknown", "device")})
    assert problems(RISK, CALM | {"restrictions": ("none",), "level": "normal"}) == {}


@pytest.mark.parametrize("question", ["blackmail", "harassment", "danger_now", "threats", "honour"])
def test_every_danger_that_sets_the_level_is_asked_about(question):
    without = {name: value for name, value in CALM.items() if name != question}
    assert question in problems(RISK, without | {"level": "normal"})


def test_a_plan_that_she_made_with_you_is_accepted():
    assert problems(PLAN, PLANNED) == {}


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"developed_with_survivor": "no"}, "developed_with_survivor"),
        ({"developed_with_survivor": None}, "developed_with_survivor"),
        ({"review_date": date(2026, 11, 23)}, "review_date"),
        ({"review_date": None}, "review_date"),
        ({"parts": ()}, "parts"),
        ({"complete": None}, "complete"),
        ({"shelter": "unavailable"}, "shelter_why"),
        ({"resources": ("none", "economic")}, "resources"),
        ({"preparedness": ("none", "bag")}, "preparedness"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_a_plan_is_not_accepted_with(changes, question):
    assert list(problems(PLAN, PLANNED | changes)) == [question]


def test_a_plan_can_be_looked_at_again_on_the_same_day():
    assert problems(PLAN, PLANNED | {"review_date": date(2026, 11, 24)}) == {}


def test_unavailable_shelter_is_recorded_with_its_reason():
    assert problems(PLAN, PLANNED | {"shelter": "unavailable", "shelter_why": "capacity"}) == {}


@pytest.mark.parametrize("needed", ["no", "declined"])
def test_without_a_plan_nothing_else_is_asked(needed):
    state = PLAN.examine(PLANNED | {"safety_plan_needed": needed}, context=ADULT, now=NOW)
    assert state.problems == {} and "parts" not in state.answers and "review_date" not in state.answers


def test_when_a_plan_is_not_safe_now_only_the_day_to_ask_again_is_wanted():
    assert list(problems(PLAN, {"safety_plan_needed": "not_now"})) == ["review_date"]


def test_a_childs_plan_asks_for_the_caregivers_part_and_a_best_interest_decision():
    assert set(problems(PLAN, PLANNED, CHILD)) == {"caregiver_part", "safe_adult"}
    harming = PLANNED | {"caregiver_part": "may_harm", "safe_adult": "yes"}
    assert list(problems(PLAN, harming, CHILD)) == ["best_interest"]
    assert problems(PLAN, PLANNED | {"caregiver_part": "yes", "safe_adult": "yes"}, CHILD) == {}


def test_forms_stay_short_and_a_plan_holds_at_most_one_free_note():
    for form in PLUGIN.forms:
        assert sum(question.is_asked for question in form.questions) <= 35
        assert [q.name for q in form.questions if q.kind == "text"] in ([], ["note"])
        assert form.warnings == ()


def test_the_plan_comes_after_the_risk_assessment_with_a_reason_and_is_reviewed():
    assert (PLAN.occurs, PLAN.review, PLAN.needs_consent) == ("once", True, "services")
    assert PLAN.after == ("safety.risk_assessment",) and PLAN.because


def test_every_step_that_waits_says_why_and_every_step_names_its_source():
    for item in PROTECTION.items:
        assert item.source
        assert bool(item.after) == bool(item.because), item.name


def test_an_urgent_referral_never_waits_for_paper():
    item = next(each for each in PROTECTION.items if each.name == "urgent_referral")
    assert item.needs_consent is None and item.after == ("consent.services",) and item.stops_clock


def test_children_have_steps_of_their_own():
    own = {item.name for item in PROTECTION.for_stream(True)} - {item.name for item in PROTECTION.for_stream(False)}
    assert own == {"child_protection", "offline_abuse", "caregivers", "best_interest", "school"}


def test_child_protection_is_never_held_back():
    assert [item.name for item in PROTECTION.items if item.urgent] == ["urgent_referral", "child_protection"]


def test_guidance_is_read_within_two_minutes():
    for page in PLUGIN.guidance:
        assert len(page.text.split()) <= 300, (page.heading, page.audience)


@pytest.mark.parametrize("dataset", PLUGIN.datasets, ids=lambda each: each.name)
def test_the_sql_passes_the_gate(dataset):
    assert check(
        dataset.sql,
        {
            "core.cases",
            "core.reviews",
            "core.risk_decisions",
            "safety.safety_plan",
            "safety.risk_assessment",
            "safety.risk_assessment__now",
        },
    )


def case(level="high", decided=DECIDED, **changes) -> Case:
    return a_case(level, risk_decided_at=decided, **changes)


def record(**forms) -> CaseRecord:
    """Return a record with one entry a form: (answers, at)."""
    return CaseRecord(
        forms={
            name.replace("core_", "core."): (Entry(id=name, form=name, answers=answers, at=at),)
            for name, (answers, at) in forms.items()
        }
    )


due = partial(examples.due, "safety")


@pytest.mark.parametrize(("level", "days"), [("high", 7), ("medium", 14), ("normal", 30)])
def test_the_risk_is_looked_at_again_after(level, days):
    assert due(case(level), CaseRecord())["reassess"] == DECIDED + timedelta(days=days)


@pytest.mark.parametrize(("level", "hours"), [("high", 24), ("medium", 48)])
def test_a_plan_is_due_within(level, hours):
    assert due(case(level), CaseRecord())["make_safety_plan"] == DECIDED + timedelta(hours=hours)


def test_at_normal_risk_and_before_a_decision_no_plan_is_asked_for():
    assert set(due(case("normal"), CaseRecord())) == {"reassess"}
    assert due(case(None, None), CaseRecord()) == {}


def test_nothing_is_due_for_a_closed_case():
    assert due(case(status="closed"), CaseRecord()) == {}


PLAN_DONE = {"safety_plan_needed": "yes", "complete": "yes", "review_date": "2026-12-01"}


@pytest.mark.parametrize(
    "found", [{"guardian_harm": "yes"}, {"guardian_harm": "not_asked"}, {"offline_abuse": "unknown"}]
)
def test_child_protection_begins_at_once_when_harm_at_home_is_not_ruled_out(found):
    opened = NOW - timedelta(hours=5)
    child = a_case("high", stream="tf_csea", risk_decided_at=NOW, opened_at=opened)
    assert due(child, record(risk_assessment=(found, NOW)))["child_protection"] == NOW + timedelta(hours=1)
    ruled_out = record(risk_assessment=({"guardian_harm": "no", "offline_abuse": "no"}, NOW))
    assert due(child, ruled_out)["child_protection"] == opened + timedelta(hours=24)


def test_the_plan_task_goes_when_the_plan_is_complete_and_its_review_comes():
    tasks = due(case(), record(safety_plan=(PLAN_DONE, NOW)))
    assert "make_safety_plan" not in tasks
    assert tasks["review_safety_plan"] == datetime(2026, 12, 1, 6, tzinfo=UTC)


def test_an_incomplete_plan_stays_due():
    tasks = due(case(), record(safety_plan=(PLAN_DONE | {"complete": "no"}, NOW)))
    assert tasks["make_safety_plan"] == DECIDED + timedelta(hours=24)


@pytest.mark.parametrize("needed", ["no", "declined"])
def test_a_survivors_no_to_a_plan_is_an_answer(needed):
    assert set(due(case(), record(safety_plan=({"safety_plan_needed": needed}, NOW)))) == {"reassess"}


@pytest.mark.parametrize(("needed", "words"), [("no", "was not needed"), ("declined", "did not want")])
def test_a_plan_is_offered_again_when_the_risk_rises_to_high(needed, words):
    plan = Entry(id="p", form="safety_plan", answers={"safety_plan_needed": needed}, at=NOW - timedelta(days=2))

    def offered(level, *earlier):
        risks = [
            Entry(id=str(n), form="risk_assessment", answers={"level": was}, at=NOW - timedelta(days=days))
            for n, (was, days) in enumerate(earlier)
        ]
        found = REGISTRY.suggest_tasks(case(level, decided=NOW), {"safety": a_record(*risks, plan)})
        return {each.name: each for each in found}.get("make_safety_plan")

    again = offered("high", ("high", 0), ("medium", 3))
    assert again and again.due == NOW + timedelta(hours=24) and words in again.reason and "rose to high" in again.reason
    assert offered("high") and offered("high", ("high", 0), ("normal", 1), ("high", 3))
    assert not offered("medium", ("medium", 0), ("normal", 3))
    assert not offered("high", ("high", 0), ("high", 3)), "it was high when she was asked, and is still"
    assert "make_safety_plan" not in due(case(decided=NOW - timedelta(days=3)), a_record(plan))


def test_a_plan_that_was_not_safe_is_asked_about_again_on_the_agreed_day():
    later = {"safety_plan_needed": "not_now", "review_date": "2026-11-26"}
    tasks = due(case(), record(safety_plan=(later, NOW)))
    assert set(tasks) == {"reassess", "review_safety_plan"}
    assert tasks["review_safety_plan"].date() == date(2026, 11, 26)


def test_a_new_high_decision_after_the_plan_brings_its_review_forward():
    tasks = due(case(decided=NOW), record(safety_plan=(PLAN_DONE, NOW - timedelta(days=2))))
    assert tasks["review_safety_plan"] == NOW + timedelta(hours=24)


def test_the_day_set_at_the_assessment_comes_before_the_usual_time_never_after():
    sooner = record(risk_assessment=({"next_review": "2026-11-26"}, DECIDED))
    later = record(risk_assessment=({"next_review": "2027-01-26"}, DECIDED))
    assert due(case(), sooner)["reassess"].date() == date(2026, 11, 26)
    assert due(case(), later)["reassess"] == DECIDED + timedelta(days=7)


@pytest.mark.parametrize("answers", [{"risk_change": "higher"}, {"risk_change": "same", "retaliation": "yes"}])
def test_a_follow_up_that_got_worse_brings_the_assessment_forward(answers):
    assert due(case(), record(core_follow_up=(answers, NOW)))["reassess"] == NOW + timedelta(hours=24)
    before = record(core_follow_up=(answers, DECIDED - timedelta(hours=1)))
    assert due(case(), before)["reassess"] == DECIDED + timedelta(days=7)


def test_when_she_comes_back_the_risk_is_assessed_within_a_day_until_it_was():
    back = record(core_reopening=({"reason": "violence_again"}, NOW))
    assert due(case(), back)["reassess"] == NOW + timedelta(hours=24)
    assert due(case(decided=NOW), back)["reassess"] == NOW + timedelta(days=7)


def test_the_indicator_counts_complete_plans_among_those_that_are_needed(context, person, open_case):
    amal = person("case_manager", "A01")

    def plan(key, **changes):
        draft = drafting.open_draft(context, amal, "safety", "safety_plan", key)
        ahead = {"review_date": (context.now() + timedelta(days=5)).date()}
        outcome = drafting.submit(context, amal, draft.id, PLANNED | ahead | changes, override="life_in_danger")
        assert outcome.submission_id, outcome

    done, half, declined = (open_case(amal) for _ in range(3))
    plan(done, complete="no")
    plan(done)
    plan(half, complete="no")
    plan(declined, safety_plan_needed="declined")
    found = next(e for e in figures.agency_figures(context, person("supervisor", "A01")) if e.area.name == "safety")
    assert found.problems == []
    share = next(share for indicator, share in found.shares if indicator.name == "plan_complete")
    assert (share.numerator, share.denominator) == (1, 2)
    parts = next(figure for view, figure in found.figures if view.name == "plan_parts")
    assert set(parts.rows) == {("shelter_option", 2), ("discreet_contact", 2)}


def test_a_try_that_did_not_reach_her_hides_no_worse_news():
    tried = Entry(id="t", form="core.follow_up", answers={"mode": "not_reached"}, at=NOW + timedelta(hours=2))
    told = Entry(id="w", form="core.follow_up", answers={"risk_change": "higher"}, at=NOW)
    assert due(case(), a_record(tried, told))["reassess"] == NOW + timedelta(hours=24)
