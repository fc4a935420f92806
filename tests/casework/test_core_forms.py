"""The shell's own forms: what must be possible to write down."""

from datetime import UTC, date, datetime

import pytest

from dashboard.casework.core_forms import core_form

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CASE = {"stream": "tfgbv", "report_date": "2026-08-02", "opened_on": "2026-08-02"}


def problems(form, answers):
    return core_form(form).examine(answers, context=CASE, now=NOW).problems


@pytest.mark.parametrize("month", [date(2026, 5, 1), date(2026, 8, 1), date(2026, 11, 1)])
def test_violence_before_and_after_the_report_can_be_recorded(month):
    assert "incident_month" not in problems("incident", {"incident_month": month})


@pytest.mark.parametrize(("month", "words"), [(date(2026, 12, 1), "future"), (date(2004, 12, 1), "future")])
def test_an_incident_lies_neither_in_the_future_nor_before_all_this_existed(month, words):
    assert words in problems("incident", {"incident_month": month})["incident_month"]


def test_a_try_that_did_not_reach_her_needs_no_other_answer():
    tried = {"held_on": date(2026, 11, 24), "mode": "not_reached"}
    assert problems("follow_up", tried) == {}
    assert {"risk_change", "goal_safety", "next_due"} <= set(problems("follow_up", tried | {"mode": "phone"}))
    kept = core_form("follow_up").examine(tried | {"risk_change": "higher", "done": ("none",)}, context=CASE, now=NOW)
    assert kept.answers.keys() & {"risk_change", "done"} == set() and "try_again" in kept.relevant


def test_the_forms_of_the_shell_have_no_warnings():
    assert {form: core_form(form).warnings for form in ("incident", "follow_up")} == {"incident": (), "follow_up": ()}
