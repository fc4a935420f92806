"""The printed action plan says what comes next and identifies nobody; the team page counts what is late and missing."""

import dataclasses
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest

from dashboard import privacy
from dashboard.actions.administration import audit, people
from dashboard.actions.supervisor import team
from dashboard.actions.work import cases, consents, drafting
from dashboard.actions.work.plan import action_plan
from dashboard.casework.clock import running
from dashboard.errors import NotAllowed
from dashboard.i18n.dates import local
from dashboard.records import cases as records_cases
from dashboard.records import risk
from dashboard.records.risk import RiskDecision
from tests.actions.filled import AGREES, FOLLOW_UP, NEED, REFERRAL, assess
from tests.conftest import ADMIN
from tests.plugins.filled import PLANNED

SAFETY_PLAN = ("safety", "safety_plan")
LINES = 60
"""What fits on a page of A4."""


def send(context, who, key, form, answers, area="core", **options):
    draft = drafting.open_draft(context, who, area, form, key)
    outcome = drafting.submit(context, who, draft.id, {**draft.answers, **answers}, **options)
    assert outcome.submission_id, outcome
    return outcome.submission_id


def text_of(plan):
    tasks = [f"{task.label} {task.reason}" for task in plan.tasks]
    return tasks + [each.service_type + each.state for each in plan.services] + [plan.next_talk]


def test_a_new_case_has_a_plan_with_the_hotlines_of_her_place(context, amal, open_case):
    key = open_case(amal)
    plan = action_plan(context, amal, key)
    assert "assess_risk" in {task.name for task in plan.tasks} and plan.services == [] and plan.next_talk == ""
    assert plan.contacts and all(each.service.kind == "hotline" for each in plan.contacts)
    elsewhere = action_plan(context, amal, open_case(amal, governorate="IQ-BG"))
    assert {each.key for each in elsewhere.contacts} != {each.key for each in plan.contacts}


def test_where_each_service_stands_is_said_once_with_the_newest_word(context, amal, open_case):
    key = open_case(amal)
    send(context, amal, key, "consent", AGREES)
    send(context, amal, key, "need", NEED)
    send(context, amal, key, "need", NEED | {"service_type": "education", "outcome": "service_not_applicable"})
    send(context, amal, key, "referral", REFERRAL)

    def stands():
        return {each.service_type: each.state for each in action_plan(context, amal, key).services}

    assert stands() == {"legal_aid": "sent", "education": "service_not_applicable"}
    send(context, amal, key, "referral", REFERRAL | {"status": "no_feedback"})
    assert stands() == {"legal_aid": "no_feedback", "education": "service_not_applicable"}


def test_the_one_she_was_referred_to_is_among_those_to_call_and_the_agreed_day_is_there(context, amal, open_case):
    key = open_case(amal)
    send(context, amal, key, "consent", AGREES | {"referrals": ("digital_safety",)})
    chosen = REFERRAL | {"service_type": "digital_safety", "service": "digital__insm"}
    assert "digital.insm" not in {each.key for each in action_plan(context, amal, key).contacts}
    send(context, amal, key, "referral", chosen)
    again = local(context.now()).date() + timedelta(days=9)
    send(context, amal, key, "follow_up", FOLLOW_UP | {"recommend_close": "no", "next_due": again})
    plan = action_plan(context, amal, key)
    assert "digital.insm" in {each.key for each in plan.contacts}
    assert str(again.day) in plan.next_talk and str(again.year) in plan.next_talk


def test_the_fullest_plan_fits_on_a_page_and_identifies_nobody(context, amal, open_case):
    key = open_case(amal, age=13, assent="no", guardian_consent="yes", best_interest_by="court")
    assess(context, amal, key, danger_now="yes", self_harm="plan", offline_abuse="yes", guardian_harm="no")
    child = {"assent": "yes", "guardian_consent": "yes", "agreed_by": "guardian"}
    kinds = ("legal_aid", "cash", "education", "mhpss_basic", "content_removal", "child_protection", "livelihoods")
    send(context, amal, key, "consent", AGREES | child | {"referrals": kinds})
    for kind in kinds:
        send(context, amal, key, "need", NEED | {"service_type": kind})
        send(context, amal, key, "referral", REFERRAL | {"service_type": kind, "urgency": "1_hour"})
    note = "Only her aunt may know; the word is winter."
    ahead = {
        "review_date": local(context.now()).date() + timedelta(days=3),
        "caregiver_part": "yes",
        "safe_adult": "yes",
    }
    planned = PLANNED | ahead | {"note": note}
    send(context, amal, key, "safety_plan", planned, area="safety", override="life_in_danger")
    plan, file = action_plan(context, amal, key), cases.read_case(context, amal, key)
    assert len(file.tasks) > len(plan.tasks)
    assert 2 * len(plan.tasks) + len(plan.services) + len(plan.contacts) + 6 <= LINES
    assert plan.tasks == file.tasks[: len(plan.tasks)]
    lines = text_of(plan)
    assert [privacy.find(line) for line in lines if privacy.find(line)] == []
    for told in (note, "winter", amal.name, amal.username, "13", key):
        assert not [line for line in lines if told in line], told


def test_the_plan_is_for_ones_own_agency_and_making_it_is_in_the_audit(context, amal, open_case, person):
    key = open_case(amal)
    action_plan(context, amal, key)
    for who in (person("case_manager", "A02"), person("coordinator")):
        with pytest.raises(NotAllowed):
            action_plan(context, who, key)
    written = [(entry.action, entry.actor) for entry in audit.entries(context, person("administrator"))]
    assert written.count(("case.plan", amal.username)) == 1


def test_when_she_took_back_her_consent_the_plan_holds_only_the_closing(context, amal, open_case):
    key = open_case(amal)
    consents.withdraw(context, amal, key, "services")
    assert [task.name for task in action_plan(context, amal, key).tasks] == ["withdrawn"]


@pytest.fixture
def past(context, a_case):
    """A maker of cases that were opened, decided and acted on some hours ago."""

    def make(who, opened=200, level=None, decided=100, acted=None, **changes):
        now = context.now()
        with context.records.write() as tx:
            key, at = records_cases.new_key(tx), now - timedelta(hours=opened)
            mine = {"key": key, "agency": who.agency, "case_manager": who.person_id, "opened_at": at}
            records_cases.add(tx, dataclasses.replace(a_case, **mine | changes), who.person_id, at)
            if level:
                said = {"suggested": None, "reasons": (), "override_reason": "", "by": who.person_id}
                at = now - timedelta(hours=decided)
                risk.decide(tx, RiskDecision(id=str(uuid4()), case_key=key, level=level, at=at, **said))
            if acted:
                risk.first_action(tx, key, now - timedelta(hours=acted))
        return key

    return make


def test_what_is_late_is_what_the_clocks_say_the_longest_first(context, amal, sara, past):
    for level, decided, acted, status in product(
        ("high", "medium", "normal"), (1, 25, 47, 49, 167, 169), (None, 0.5), ("open", "closed")
    ):
        past(amal, level=level, decided=decided, acted=acted, status=status)
    past(amal, opened=23)
    unassessed = past(amal, opened=25)
    every, now = cases.list_cases(context, amal, size=200).cases, context.now()
    due = {case.key: ends for case in every if (ends := running(case))}
    due[unassessed] = now - timedelta(hours=1)
    late = {key: ends for key, ends in due.items() if ends < now}
    found = team.team(context, sara)
    assert found.overdue_total == len(late) == 10
    assert {case.key for case, _name in found.overdue} == set(late)
    ends = [late[case.key] for case, _name in found.overdue]
    assert ends == sorted(ends)
    assert {name for _case, name in found.overdue} == {amal.name}


def test_only_the_most_pressing_are_listed_and_all_are_counted(context, amal, sara, past):
    worst = past(amal, opened=9000)
    for _n in range(team.MOST):
        past(amal, opened=30)
    found = team.team(context, sara)
    assert (found.overdue_total, len(found.overdue)) == (team.MOST + 1, team.MOST)
    assert found.overdue[0][0].key == worst


def test_the_load_of_each_case_manager_also_of_one_with_none(context, amal, sara, past, person):
    hana, gone, other = (
        person("case_manager", agency, username=name)
        for name, agency in (("hana", "A01"), ("gone", "A01"), ("dina", "A02"))
    )
    people.change_person(context, ADMIN, gone.person_id, active=False)
    past(amal, level="high", decided=1)
    past(amal, level="high", decided=30)
    past(amal, level="high", decided=30, status="closed")
    past(sara, level="normal", decided=1)
    past(other, level="high", decided=30)
    found = team.team(context, sara)
    loads = [dataclasses.astuple(load) for load in found.loads]
    assert loads == [(amal.name, 2, 2, 1), (sara.name, 1, 0, 0), (hana.name, 0, 0, 0)]


def test_a_plan_is_missing_until_there_is_one_and_only_where_the_risk_asks_for_it(context, amal, sara, open_case, past):
    key = open_case(amal)
    assess(context, amal, key)
    past(amal, level="normal", decided=1)
    past(amal, level="high", decided=1, status="closed")

    def missing():
        found = next(each for each in team.team(context, sara).missing if (each.area, each.form.name) == SAFETY_PLAN)
        return found.total, [(case.key, name) for case, name in found.cases]

    assert missing() == (1, [(key, amal.name)])
    ahead = {"review_date": local(context.now()).date() + timedelta(days=5)}
    send(context, amal, key, "safety_plan", PLANNED | ahead, area="safety", override="life_in_danger")
    assert missing() == (0, [])


def test_a_plan_that_is_not_complete_yet_is_missing_until_it_is(context, person, open_case):
    amal, sara = person("case_manager", "A01"), person("supervisor", "A01")
    key = open_case(amal)
    assess(context, amal, key)

    ahead = {"review_date": (context.now() + timedelta(days=5)).date()}

    def missing():
        return next(each.total for each in team.team(context, sara).missing if each.form.name == "safety_plan")

    def plan(**answers):
        draft = drafting.open_draft(context, amal, "safety", "safety_plan", key)
        sent = drafting.submit(context, amal, draft.id, PLANNED | ahead | answers, override="done_elsewhere")
        assert sent.submission_id, sent

    assert missing() == 1
    plan(complete="no")
    assert missing() == 1
    plan(complete="yes")
    assert missing() == 0
