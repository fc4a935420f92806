"""Actions: permissions, audit, idempotency, clocks; through their public functions on a real workspace."""

import dataclasses
from datetime import timedelta

import pytest

from dashboard.actions.administration import audit, people
from dashboard.actions.supervisor import figures, team
from dashboard.actions.taskforce import releases
from dashboard.actions.work import cases, drafting, steps
from dashboard.actions.work import tasks as work
from dashboard.casework.clock import running
from dashboard.contract import View
from dashboard.errors import NotAllowed, RecordError
from tests.actions.filled import RISK, assess


def test_a_high_risk_assessment_starts_a_clock_of_24_hours(context, person, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    assess(context, amal, key)
    case = cases.read_case(context, amal, key).case
    assert case.risk_level == "high"
    assert running(case) - case.risk_decided_at == timedelta(hours=24)
    assert "first_action" in {task.name for task in work.my_work(context, amal)}


def test_a_first_safety_action_stops_the_clock_and_a_new_decision_starts_it_again(context, person, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    assess(context, amal, key)
    steps.mark(context, amal, key, "safety", "protection", "first_action", "done")
    assert cases.read_case(context, amal, key).next_due is None
    assess(context, amal, key)
    assert cases.read_case(context, amal, key).next_due is not None


def test_a_step_before_its_turn_is_saved_only_with_a_reason_and_the_reason_is_kept(context, person, open_case):
    amal = person("case_manager", "A01")
    key, plan = open_case(amal), ("safety", "protection", "plan")
    marked = steps.mark(context, amal, key, *plan, "done")
    assert not marked.saved and marked.because
    assert "Safety: Decide the risk level" in marked.warnings
    assert plan not in cases.read_case(context, amal, key).work.items

    with pytest.raises(RecordError, match="Choose why"):
        steps.mark(context, amal, key, *plan, "done", override="because")
    assert steps.mark(context, amal, key, *plan, "done", override="life_in_danger").saved
    file = cases.read_case(context, amal, key)
    assert file.work.items[plan].state == "done"
    assert [(each.step, each.reason) for each in file.overrides] == [("safety.protection.plan", "life_in_danger")]
    assert file.overrides[0].missing == ("safety.protection.level",)


def test_what_a_form_records_is_not_asked_for_again_as_a_step(context, person, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    assert not steps.mark(context, amal, key, "safety", "protection", "first_action", "done").saved
    assess(context, amal, key)
    items = cases.read_case(context, amal, key).work.items
    assert items["safety", "protection", "level"].state == "done"
    assert ("safety", "protection", "restrictions") not in items, "nothing was said about it"
    assert steps.mark(context, amal, key, "safety", "protection", "first_action", "done").saved


def test_sending_twice_is_one_row_and_one_case(context, person, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    first = assess(context, amal, key)
    again = drafting.submit(context, amal, first.submission_id, RISK)
    assert again.submission_id == first.submission_id
    sent = [s for s in cases.read_case(context, amal, key).work.submissions if s.area == "safety"]
    assert len(sent) == 1


def test_with_a_problem_nothing_is_saved_and_the_draft_stays(context, person, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    draft = drafting.open_draft(context, amal, "safety", "risk_assessment", key)
    drafting.save_draft(context, amal, draft.id, {"threats": "vague"})
    outcome = drafting.submit(context, amal, draft.id, {"threats": "vague"})
    assert "level" in outcome.problems
    again = drafting.open_draft(context, amal, "safety", "risk_assessment", key)
    assert (again.id, again.answers) == (draft.id, {"threats": "vague"})


def test_another_agencys_case_looks_like_one_that_does_not_exist(context, person, open_case):
    key = open_case(person("case_manager", "A01"))
    stranger = person("case_manager", "A02")
    with pytest.raises(NotAllowed) as theirs:
        cases.read_case(context, stranger, key)
    with pytest.raises(NotAllowed) as nobodys:
        cases.read_case(context, stranger, "OV-NONE-NONE")
    assert str(theirs.value) == str(nobodys.value)
    assert cases.list_cases(context, stranger).total == 0


@pytest.mark.parametrize(("role", "agency"), [("coordinator", None), ("administrator", None)])
def test_coordinators_and_administrators_see_no_case(context, person, open_case, role, agency):
    key = open_case(person("case_manager", "A01"))
    who = person(role, agency)
    for attempt in (
        lambda: cases.read_case(context, who, key),
        lambda: cases.list_cases(context, who),
        lambda: work.my_work(context, who),
        lambda: drafting.open_draft(context, who, "core", "intake"),
        lambda: figures.agency_figures(context, who),
        lambda: team.team(context, who),
        lambda: steps.mark(context, who, key, "safety", "protection", "plan", "done"),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_only_administrators_manage_people_and_read_the_audit(context, person):
    for role, agency in (("case_manager", "A01"), ("supervisor", "A01"), ("coordinator", None)):
        who = person(role, agency)
        for attempt in (
            lambda who=who: people.list_people(context, who),
            lambda who=who: audit.entries(context, who),
            lambda who=who: releases.build(context, who, "2026-Q3"),
        ):
            with pytest.raises(NotAllowed):
                attempt()


def test_case_managers_do_not_see_figures_or_the_team_and_nobody_else_sees_releases(context, person):
    amal = person("case_manager", "A01")
    with pytest.raises(NotAllowed):
        figures.agency_figures(context, amal)
    with pytest.raises(NotAllowed):
        team.team(context, amal)
    for who in (amal, person("supervisor", "A01"), person("administrator")):
        with pytest.raises(NotAllowed):
            releases.open_releases(context, who)


def test_reads_saves_and_refusals_are_in_the_audit_and_the_chain_holds(context, person, open_case):
    amal, admin = person("case_manager", "A01"), person("administrator")
    key = open_case(amal)
    for _rerun in range(5):
        cases.read_case(context, amal, key)
    with pytest.raises(NotAllowed):
        cases.read_case(context, person("case_manager", "A02"), key)
    found = [(entry.action, entry.actor) for entry in audit.entries(context, admin) if entry.object == key]
    assert found.count(("case.read", amal.username)) == 1
    assert ("case.open", amal.username) in found and ("case.refused", "case_managera02") in found
    assert audit.verify(context, admin).ok


def test_the_audit_never_holds_an_answer(context, person, open_case):
    amal, admin = person("case_manager", "A01"), person("administrator")
    key = open_case(amal)
    draft = drafting.open_draft(context, amal, "mhpss", "assessment", key)
    secret = "Her cousin knows"
    drafting.save_draft(context, amal, draft.id, {"note": secret})
    drafting.submit(context, amal, draft.id, {"note": secret})
    assert all(secret not in entry.detail for entry in audit.entries(context, admin, limit=500))


def test_two_people_correcting_one_case_the_second_is_told(context, person, open_case):
    amal = person("case_manager", "A01")
    key = open_case(amal)
    version = cases.read_case(context, amal, key).case.version
    cases.amend(context, amal, key, version, {"governorate": "IQ-SU"})
    with pytest.raises(RecordError, match="Someone else changed this case"):
        cases.amend(context, amal, key, version, {"governorate": "IQ-DA"})
    assert cases.read_case(context, amal, key).case.governorate == "IQ-SU"


def test_live_figures_are_the_agencys_own_and_exact(context, person, open_case):
    amal, sara, other = person("case_manager", "A01"), person("supervisor", "A01"), person("case_manager", "A02")
    for who in (amal, amal, other):
        assess(context, who, open_case(who))
    safety = next(each for each in figures.agency_figures(context, sara) if each.area.name == "safety")
    assert safety.problems == []
    levels = next(figure for view, figure in safety.figures if view.name == "levels")
    assert levels.rows == (("high", "tfgbv", 2),) and levels.total == 2
    in_time = next(share for indicator, share in safety.shares if indicator.name == "high_in_time")
    assert (in_time.numerator, in_time.denominator) == (0, 0), "their 24 hours are not over"


def test_a_view_that_fails_does_not_take_the_others_down(context, person, open_case, monkeypatch):
    open_case(person("case_manager", "A01"))
    plugin = context.registry.plugin("safety")
    broken = View(name="broken", label="B", dataset="cases", by=("no_such_column",))
    monkeypatch.setattr(context.registry, "active", [_with_view(plugin, broken)])
    found = figures.agency_figures(context, person("supervisor", "A01"))[-1]
    assert len(found.figures) == len(plugin.views) and "no_such_column" in found.problems[0]


def _with_view(plugin, view):
    return dataclasses.replace(plugin, views=(*plugin.views, view))
