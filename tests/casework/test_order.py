"""Order rules, clocks, the course of risk and the timelines of a workspace."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.casework.clock import deadline, is_met, running
from dashboard.casework.dates import at_noon
from dashboard.casework.order import Progress, full, is_settled, missing
from dashboard.casework.timelines import shortened
from dashboard.casework.trajectory import trajectory
from dashboard.contract import ITEM_STATES
from dashboard.settings import Timelines
from dashboard.workspace import Workspace

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KNOWN = {"safety.protection.level", "safety.protection.plan", "safety.risk_assessment"}
NAMES = (*sorted(KNOWN), "consent.services", "gone.list.step")


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("level", "safety.protection.level"),
        ("legal.steps.decision", "legal.steps.decision"),
        ("safety.risk_assessment", "safety.risk_assessment"),
        ("consent.services", "consent.services"),
    ],
)
def test_a_name_alone_is_a_step_of_the_same_checklist(name, whole):
    assert full(name, "safety", "protection") == whole


@pytest.mark.parametrize("state", ITEM_STATES)
def test_a_step_is_settled_by_any_answer_but_pending(state):
    progress = Progress(items={("safety", "protection", "level"): state})
    assert is_settled("safety.protection.level", progress) == (state != "pending")


def test_a_form_is_settled_once_it_was_sent_in_and_a_consent_only_by_a_yes():
    sent = Progress(forms=frozenset({("safety", "risk_assessment")}), consents={"services": "yes", "feedback": "no"})
    assert is_settled("safety.risk_assessment", sent) and not is_settled("legal.risk_assessment", sent)
    assert is_settled("consent.services", sent)
    assert not is_settled("consent.feedback", sent) and not is_settled("consent.reporting", sent)
    assert not is_settled("consent.services", Progress(consents={"services": "withdrawn"}))


def test_what_no_installed_area_has_is_never_missing():
    assert missing(["gone.list.step", "gone.form"], KNOWN, Progress()) == ()
    assert missing(["consent.referral:legal_aid"], set(), Progress()) == ("consent.referral:legal_aid",)


@given(st.lists(st.sampled_from(NAMES), unique=True), st.sets(st.sampled_from(NAMES)))
def test_what_is_missing_is_what_is_known_and_not_settled_in_its_order(after, done):
    progress = Progress(
        items={tuple(name.split(".")): "done" for name in done if name.count(".") == 2},
        forms=frozenset(tuple(name.split(".")) for name in done if name == "safety.risk_assessment"),
        consents={"services": "yes"} if "consent.services" in done else {},
    )
    assert list(missing(after, KNOWN, progress)) == [n for n in after if n not in done and n != "gone.list.step"]


def decided(case, level, **changes):
    return dataclasses.replace(case, risk_level=level, risk_decided_at=NOW, **changes)


@pytest.mark.parametrize(("level", "hours"), [("high", 24), ("medium", 48), ("normal", 7 * 24)])
def test_each_level_has_its_time(a_case, level, hours):
    assert deadline(decided(a_case, level)) == running(decided(a_case, level)) == NOW + timedelta(hours=hours)


def test_the_time_of_normal_risk_is_a_setting_and_the_guides_hours_are_not(a_case):
    assert deadline(decided(a_case, "normal"), 3) == NOW + timedelta(days=3)
    assert deadline(decided(a_case, "high"), 3) == NOW + timedelta(hours=24)


def test_without_a_decision_there_is_no_clock_and_nothing_is_met(a_case):
    acted = dataclasses.replace(a_case, first_action_at=NOW)
    assert deadline(acted) is running(acted) is None and not is_met(acted)


@pytest.mark.parametrize(("hours", "met"), [(-1, False), (0, True), (5, True)])
def test_only_an_action_since_the_decision_stops_the_clock(a_case, hours, met):
    case = decided(a_case, "high", first_action_at=NOW + timedelta(hours=hours))
    assert is_met(case) == met and (running(case) is None) == met


@pytest.mark.parametrize("status", ["closed", "transferred", "duplicate"])
def test_no_clock_runs_on_a_case_that_is_not_open(a_case, status):
    assert running(decided(a_case, "high", status=status)) is None


@pytest.mark.parametrize(
    ("levels", "course"),
    [
        ([], "first"),
        (["high"], "first"),
        (["normal", "medium"], "rising"),
        (["medium", "high"], "rising"),
        (["high", "normal"], "falling"),
        (["normal", "high", "medium"], "falling"),
        (["high", "medium", "medium"], "steady"),
    ],
)
def test_the_course_of_risk_is_the_last_step_of_it(levels, course):
    assert trajectory(levels) == course


@given(st.lists(st.sampled_from(["normal", "medium", "high"]), min_size=2))
def test_read_backwards_the_last_two_levels_give_the_opposite_course(levels):
    opposite = {"rising": "falling", "falling": "rising", "steady": "steady"}
    assert trajectory([levels[-1], levels[-2]]) == opposite[trajectory(levels)]


def test_a_new_workspace_has_the_timelines_that_its_settings_name(tmp_path):
    assert Workspace.create(tmp_path / "ws").settings.timelines == Timelines()


@given(st.integers(min_value=1))
def test_hours_are_only_ever_shortened(written):
    hours = shortened({"thoughts": 72}, {"thoughts": written, "tea": 1})
    assert hours == {"thoughts": min(written, 72)}
    assert shortened({"thoughts": 72}, {}) == {"thoughts": 72}


def test_an_agreed_day_ends_at_noon_in_baghdad_and_what_is_no_day_leaves_the_other_moment():
    assert at_noon("2026-12-01", NOW) == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert at_noon("2026-13-01", NOW) == at_noon(None, NOW) == at_noon("", NOW) == NOW
