"""Each of the four areas brings what it must, in our own words."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import codes
from dashboard.casework.core_forms import core_forms
from dashboard.contract import HEADINGS
from dashboard.registry import Registry
from tests.tries import tries

REGISTRY = Registry.load()
AREAS = [plugin.name for plugin in REGISTRY.active]
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
RISK = REGISTRY.form("safety", "risk_assessment")


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_guidance_a_checklist_a_form_services_a_view_and_an_indicator(area):
    plugin = REGISTRY.plugin(area)
    for child in (True, False):
        wanted = ("both", "child" if child else "adult")
        assert {page.heading for page in plugin.guidance if page.audience in wanted} == {*HEADINGS, "figures"}
    assert plugin.checklists and plugin.forms and plugin.services and plugin.views and plugin.indicators
    assert all(page.source and page.reviewed for page in plugin.guidance)
    assert all(item.source for checklist in plugin.checklists for item in checklist.items)
    assert all(indicator.definition for indicator in plugin.indicators)


def tasks_written(area: str) -> Iterator[dict[str, object]]:
    """Yield the arguments of every Task that an area's module of tasks makes, where they are written out."""
    path = Path(__file__).parents[2] / "plugins" / area / "src" / f"ovtf_{area}" / "tasks.py"
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Task":
            yield {word.arg: word.value.value for word in node.keywords if isinstance(word.value, ast.Constant)}


@pytest.mark.parametrize("area", AREAS)
def test_every_task_says_where_it_is_done_and_that_place_is_there(area):
    plugin = REGISTRY.plugin(area)
    forms = {form.name for form in plugin.forms} | {f"core.{form.name}" for form in core_forms()}
    forms |= {f"{other}.{form.name}" for other, form in REGISTRY.forms()}
    items = {f"{checklist.name}.{item.name}" for checklist in plugin.checklists for item in checklist.items}
    places = [(task.get("form"), task.get("item")) for task in tasks_written(area)]
    assert places and all(form in forms or item in items for form, item in places)


@pytest.mark.parametrize("area", AREAS)
def test_no_form_warns_its_author(area):
    assert all(form.warnings == () for form in REGISTRY.plugin(area).forms)


def test_the_nine_hotlines_are_there():
    numbers = {
        value
        for plugin in REGISTRY.active
        for each in plugin.services
        for kind, value in each.channels
        if kind == "phone"
    }
    assert {
        "911",
        "104",
        "497",
        "139",
        "131",
        "119",
        "+964 750 808 8080",
        "066106",
        "+964 750 252 2728",
        "+964 770 390 6223",
    } <= numbers


def test_the_image_tools_say_that_nobody_hands_over_an_image():
    tools = {each.name: each for each in REGISTRY.plugin("digital").services}
    assert "Never ask her to send" in tools["stopncii"].caution and tools["stopncii"].audience == "adult"
    assert "Never view, copy" in tools["take_it_down"].caution


def test_no_twelve_words_in_a_row_come_from_the_guide(guide):
    words = _words(guide)
    theirs = {tuple(words[at : at + 12]) for at in range(len(words) - 11)}
    root = Path(__file__).parents[2] / "plugins"
    for path in [*root.rglob("*.md"), *root.rglob("*.toml"), *root.rglob("*.py")]:
        ours = _words(path.read_text("utf-8"))
        assert not theirs & {tuple(ours[at : at + 12]) for at in range(len(ours) - 11)}, path.name


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


MILD = {
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
GRAVE = [
    ("danger_now", "yes"),
    ("self_harm", "plan"),
    ("self_harm", "attempt"),
    ("threats", "credible"),
    ("honour", "yes"),
    ("physical", "yes"),
]
SERIOUS = [
    ("danger_now", "unsure"),
    ("self_harm", "ideation"),
    ("threats", "vague"),
    ("honour", "possible"),
    ("public", "yes"),
    ("financial", "yes"),
    ("emotional", "yes"),
    ("course", "worse"),
    ("source_family", "creates"),
]


def suggested(**answers) -> str:
    return RISK.examine(MILD | answers, context={"stream": "tfgbv"}, now=NOW).answers["suggested_level"]


def test_nothing_to_see_is_normal_risk():
    assert suggested() == "normal"


@pytest.mark.parametrize(("question", "answer"), GRAVE)
def test_each_grave_answer_alone_suggests_high_risk(question, answer):
    assert suggested(**{question: answer}) == "high"


@pytest.mark.parametrize(("question", "answer"), SERIOUS)
def test_each_serious_answer_alone_suggests_medium_risk(question, answer):
    assert suggested(**{question: answer}) == "medium"


ORDER = {
    "danger_now": ("no", "unsure", "yes"),
    "self_harm": ("none", "ideation", "plan", "attempt"),
    "threats": ("none", "vague", "credible"),
    "honour": ("no", "possible", "yes"),
    "physical": ("no", "possible", "yes"),
    "course": ("better", "same", "worse"),
    "likelihood": ("unlikely", "possible", "likely"),
    "imminence": ("later", "weeks", "days"),
}


@tries(80)
@given(
    st.fixed_dictionaries({name: st.sampled_from(steps) for name, steps in ORDER.items()}),
    st.sampled_from(sorted(ORDER)),
)
def test_more_danger_never_lowers_the_suggested_level(answers, question):
    steps, levels = ORDER[question], ("normal", "medium", "high")
    at = steps.index(answers[question])
    worse = answers | {question: steps[min(at + 1, len(steps) - 1)]}
    assert levels.index(suggested(**worse)) >= levels.index(suggested(**answers))


def test_another_level_than_suggested_needs_a_reason():
    state = RISK.examine(MILD | {"honour": "yes", "level": "normal"}, now=NOW)
    assert "override_reason" in state.problems
    assert "override_reason" not in RISK.examine(MILD | {"honour": "yes", "level": "high"}, now=NOW).problems


@pytest.mark.parametrize(
    ("stream", "minor", "tool"),
    [
        ("tfgbv", "no", "stopncii"),
        ("tfgbv", "yes", "take_it_down"),
        ("tfgbv", "unknown", "ask_again"),
        ("tf_csea", None, "take_it_down"),
    ],
)
def test_the_tool_follows_the_age_in_the_image(stream, minor, tool):
    form = REGISTRY.form("digital", "digital_risk")
    answers = {
        "safety_checked": "yes",
        "content": ("image",),
        "content_status": "public_online",
        "depicts_minor": minor,
    }
    assert form.examine(answers, context={"stream": stream}, now=NOW).answers["tool"] == tool


def test_deciding_not_to_report_is_complete():
    form = REGISTRY.form("legal", "risk_benefit")
    answers = {
        "right_to_report": "yes",
        "right_not_to": "yes",
        "explained": ("time",),
        "risks": ("none",),
        "honour_escalates": "no",
        "protection": ("none",),
        "decision": "not_report",
    }
    assert form.examine(answers, context={"stream": "tfgbv", "governorate": "IQ-AR"}, now=NOW).problems == {}


def test_a_child_is_always_accompanied():
    form = REGISTRY.form("legal", "risk_benefit")
    state = form.examine(
        {"decision": "report", "accompany": "declined"}, context={"stream": "tf_csea", "governorate": "IQ-AR"}, now=NOW
    )
    assert "always accompanied" in state.problems["accompany"]


def test_authorities_are_those_of_the_region():
    form = REGISTRY.form("legal", "risk_benefit")
    state = form.examine({"decision": "report"}, context={"stream": "tfgbv", "governorate": "IQ-SU"}, now=NOW)
    offered = {choice.name for choice in state.choices["authority"]}
    assert "dcvaw_119" in offered and "national_security_131" not in offered


HOTLINES = {"family_protection_139", "national_security_131", "asayish_erbil", "asayish_sulaimani", "emergency_911"}
HOTLINES |= {"police_104", "community_police_497", "police_kri", "dcvaw_119"}


def test_every_entry_of_the_directory_says_who_verified_it_and_when():
    every = [service for plugin in REGISTRY.active for service in plugin.services]
    assert [each.name for each in every if not (each.verified_by and each.last_verified and each.source)] == []


def test_every_number_of_the_guides_list_counts_as_a_hotline():
    every = [service for plugin in REGISTRY.active for service in plugin.services]
    assert {each.name for each in every if each.kind == "hotline"} == HOTLINES


def test_911_is_the_number_of_the_south_and_the_centre():
    found = next(s for plugin in REGISTRY.active for s in plugin.services if s.name == "emergency_911")
    assert {"IQ-BG", "IQ-BA", "IQ-NA", "IQ-WA"} <= set(found.governorates)
    assert not {"IQ-NI", "IQ-KI", "IQ-AR", "IQ-SU", "IQ-DA", "IQ-HA"} & set(found.governorates)
    assert {codes.group("governorate", each) for each in found.governorates} == {"federal_iraq"}
