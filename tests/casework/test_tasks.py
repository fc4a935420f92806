"""The shell's own tasks: each rule, each with its reason and its time; silence where nothing is due."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.casework.tasks import by_due, core_tasks
from dashboard.contract import CaseRecord, Entry, Task
from tests.casework.recorded import AGREED, NOW, REFERRAL, TIMES, child, due, record

OPENED = datetime(2026, 11, 24, tzinfo=UTC)
NOON = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
"""Noon in Baghdad of the 25th."""


@pytest.fixture
def calm(a_case):
    """A case in which the risk is decided and acted on, so that only the rule in question speaks."""
    return dataclasses.replace(a_case, risk_level="normal", risk_decided_at=OPENED, first_action_at=OPENED)


FOLLOWED = {"risk_change": "same", "retaliation": "no", "recommend_close": "no"}


def test_a_new_case_is_assessed_within_a_day_and_followed_up(a_case):
    found = due(a_case, record())
    assert found == {
        "assess_risk": a_case.opened_at + timedelta(hours=24),
        "follow_up": a_case.opened_at + timedelta(days=12),
    }


def test_what_happened_is_asked_for_once(calm):
    assert due(calm, CaseRecord())["incident"] == calm.opened_at + timedelta(days=10)
    assert "incident" not in due(calm, record())


@pytest.mark.parametrize(
    ("urgency", "answer", "received"),
    [("1_hour", timedelta(hours=1), timedelta(hours=2)), ("1_day", timedelta(days=1), timedelta(days=2))],
)
def test_an_urgent_referral_of_today_counts_from_its_moment(calm, urgency, answer, received):
    today = {"sent_on": "2026-11-26", "responded_on": "2026-11-26", "urgency": urgency}
    assert due(calm, record(referral=REFERRAL | today))["answer"] == NOW + answer
    assert due(calm, record(referral=REFERRAL | today | {"status": "accepted"}))["received"] == NOW + received


def test_an_urgent_need_is_looked_after_sooner(calm):
    need = {"service_type": "cash", "urgency": "1_day"}
    assert due(calm, record(need=need | {"outcome": "service_unavailable"}))["again"] == NOW + timedelta(days=1)
    assert due(calm, record(need=need | {"outcome": "referred"}))["refer"] == NOW + timedelta(days=1)


def test_at_one_moment_the_first_action_stands_before_safety_and_safety_before_the_rest():
    def task(name, area):
        return Task(name=name, label="L", reason="R", area=area, due=NOW, case_key="K")

    tasks = [task("a", "digital"), task("z", "safety"), task("first_action", "safety"), task("b", "core")]
    assert [each.name for each in by_due(tasks, NOW, "safety")] == ["first_action", "z", "a", "b"]


@pytest.mark.parametrize(("level", "hours"), [("high", 24), ("medium", 48), ("normal", 6 * 24)])
def test_a_decided_level_asks_for_the_first_action_in_its_time(a_case, level, hours):
    case = dataclasses.replace(a_case, risk_level=level, risk_decided_at=NOW)
    assert due(case, record())["first_action"] == NOW + timedelta(hours=hours)
    assert "first_action" not in due(dataclasses.replace(case, first_action_at=NOW), record())


@pytest.mark.parametrize("status", ["closed", "transferred", "duplicate"])
def test_nothing_is_due_for_a_case_that_is_not_open(a_case, status):
    asked = record(need={"service_type": "cash", "outcome": "referred"}, referral=REFERRAL)
    assert core_tasks(dataclasses.replace(a_case, status=status), asked, TIMES) == []


def test_after_she_took_back_services_only_the_closing_is_left(a_case):
    case = dataclasses.replace(child(a_case), risk_level="high", risk_decided_at=NOW)
    asked = record({"services": "withdrawn"}, referral=REFERRAL, need={"service_type": "cash", "outcome": "referred"})
    assert due(case, asked) == {"best_interest": None, "withdrawn": None}


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"assent": "yes", "guardian_consent": "yes"}, False),
        ({"assent": "too_young", "guardian_consent": "yes"}, False),
        ({"assent": "yes", "guardian_consent": "unsafe_to_seek", "best_interest_by": "court"}, False),
        ({"assent": "yes", "guardian_consent": "no"}, True),
        ({"assent": "no", "guardian_consent": "yes"}, True),
        ({}, True),
    ],
)
def test_a_childs_consent_is_completed_within_its_time(calm, said, asked):
    found = due(child(calm), record(consent=said))
    assert found.get("child_consent") == (calm.opened_at + timedelta(days=3) if asked else None)
    assert "child_consent" not in due(calm, record(consent=said))


def test_what_was_said_about_a_child_at_the_opening_counts_until_it_is_said_anew(calm):
    complete, lacking = {"assent": "yes", "guardian_consent": "yes"}, {"assent": "no", "guardian_consent": "yes"}
    assert "child_consent" not in due(child(calm), record(intake=complete))
    assert "child_consent" in due(child(calm), record(intake=complete, consent=lacking))
    assert "child_consent" in due(child(calm), record())


@pytest.mark.parametrize(
    ("urgency", "wait"),
    [
        ("1_hour", timedelta(hours=1)),
        ("3_hours", timedelta(hours=3)),
        ("1_day", timedelta(days=1)),
        ("3_days", timedelta(days=4)),
        ("later", timedelta(days=4)),
    ],
)
def test_a_sent_referral_is_asked_about_the_sooner_the_more_urgent_it_was(calm, urgency, wait):
    found = due(calm, record(referral=REFERRAL | {"urgency": urgency}))
    assert found["answer"] == NOON + wait


def test_an_accepted_referral_is_asked_about_until_the_service_came(calm):
    accepted = REFERRAL | {"status": "accepted", "responded_on": "2026-11-25"}
    assert due(calm, record(referral=accepted))["received"] == NOON + timedelta(days=10)


def test_a_referral_that_was_completed_asks_for_nothing(calm):
    assert set(due(calm, record(referral=REFERRAL | {"status": "completed"}))) == {"follow_up"}


ENDED = pytest.mark.parametrize("status", ["rejected", "no_feedback", "revoked"])
HOUR = timedelta(hours=1)


def referred(*referrals, need=None):
    """Return a record of referrals, (hours from now on, answers) each, and of one need."""
    told = [(hours, REFERRAL | answers) for hours, answers in referrals]
    forms = {
        f"core.{form}": tuple(
            Entry(id=f"{form[:4]}{number:04}-rest", form=form, answers=answers, at=NOW + hours * HOUR)
            for number, (hours, answers) in enumerate(entries)
        )
        for form, entries in (("referral", told), ("need", [need] if need else []), ("incident", [(0, {})]))
    }
    return CaseRecord(forms=forms, consents=AGREED)


@ENDED
@pytest.mark.parametrize(("urgency", "wait"), [("1_hour", HOUR), ("3_days", timedelta(days=4))])
def test_a_referral_that_came_to_nothing_is_made_elsewhere_by_its_urgency(calm, status, urgency, wait):
    answers = REFERRAL | {"status": status, "urgency": urgency}
    assert due(calm, record(referral=answers))["elsewhere"] == NOW + wait
    for refused in ("referral:legal_aid", "services"):
        assert "elsewhere" not in due(calm, record(AGREED | {refused: "withdrawn"}, referral=answers))


@ENDED
def test_it_is_not_made_elsewhere_when_another_stands_in_its_place(calm, status):
    ended = {"status": status}
    for newer in ({"status": "sent"}, {"status": "completed"}):
        assert "elsewhere" not in due(calm, referred((1, newer), (0, ended)))
    assert "elsewhere" not in due(calm, referred((0, ended), (-1, {"status": "accepted"})))
    assert "elsewhere" in due(calm, referred((0, ended), (-1, {"status": "completed"})))
    assert "elsewhere" in due(calm, referred((1, {"status": "sent", "service_type": "cash"}), (0, ended)))
    both = core_tasks(calm, referred((1, ended), (0, ended)), TIMES)
    assert [task.name for task in both if task.name.startswith("elsewhere")] == ["elsewhere_refe0000"]


@ENDED
def test_either_the_need_or_the_referral_that_came_to_nothing_asks_for_another(calm, status):
    need = {"service_type": "legal_aid", "outcome": "referred"}
    before = due(calm, referred((0, {"status": status}), need=(-1, need)))
    assert "elsewhere" in before and "refer" not in before
    for hours in (0, 1):
        since = due(calm, referred((0, {"status": status}), need=(hours, need)))
        assert "refer" in since and "elsewhere" not in since
    declined = due(calm, referred((0, {"status": status}), need=(1, need | {"outcome": "service_not_applicable"})))
    assert set(declined) == {"follow_up"}


@pytest.mark.parametrize("status", ["sent", "accepted"])
def test_a_referral_that_she_no_longer_agrees_to_is_taken_back(calm, status):
    found = due(calm, record(AGREED | {"referral:legal_aid": "withdrawn"}, referral=REFERRAL | {"status": status}))
    assert set(found) == {"revoke", "follow_up"}
    other = due(calm, record(AGREED | {"referral:cash": "withdrawn"}, referral=REFERRAL | {"status": status}))
    assert "revoke" not in other


@pytest.mark.parametrize("ground", ["life_in_danger", "mandatory_reporting"])
def test_a_referral_that_never_stood_on_her_consent_is_not_taken_back(calm, ground):
    taken_back = AGREED | {"referral:legal_aid": "withdrawn"}
    assert "revoke" not in due(calm, record(taken_back, referral=REFERRAL | {"consent_basis": ground}))


def test_each_referral_has_a_task_of_its_own(calm):
    tasks = core_tasks(calm, record(referral=[REFERRAL, REFERRAL | {"service_type": "cash"}]), TIMES)
    mine = [task for task in tasks if task.name.startswith("answer_")]
    assert len({task.name for task in mine}) == len({task.label for task in mine}) == 2


def test_a_need_marked_as_referred_waits_for_its_referral(calm):
    need = {"service_type": "legal_aid", "outcome": "referred"}
    assert "refer" in due(calm, record(need=need))
    assert "refer" not in due(calm, record(need=need, referral=REFERRAL))
    assert "refer" in due(calm, record(need=need, referral=REFERRAL | {"service_type": "cash"}))


def test_a_service_that_was_not_available_is_looked_for_again(calm):
    need = {"service_type": "cash", "outcome": "service_unavailable", "unavailable_reason": "none_in_area"}
    assert due(calm, record(need=need))["again"] == NOW + timedelta(days=10)


@pytest.mark.parametrize(
    "outcome",
    [
        "service_provided_by_your_agency",
        "services_already_received_from_another_agency",
        "service_not_applicable",
        "referral_declined_by_survivor",
    ],
)
def test_a_need_with_an_outcome_asks_for_nothing_and_declining_is_one(calm, outcome):
    assert set(due(calm, record(need={"service_type": "cash", "outcome": outcome}))) == {"follow_up"}


def test_the_next_talk_is_on_the_day_that_was_agreed(calm):
    assert due(calm, record(follow_up=FOLLOWED | {"next_due": "2026-11-25"})) == {"follow_up": NOON}
    assert due(calm, record(follow_up=FOLLOWED)) == {}


TRIED = {"mode": "not_reached"}
AGAIN = NOW + timedelta(days=3)


def test_when_she_was_not_reached_it_is_tried_again_after_three_days(calm):
    assert due(calm, record(follow_up=TRIED)) == {"follow_up": AGAIN}
    talked = FOLLOWED | {"next_due": "2026-11-25"}
    assert due(calm, record(follow_up=[TRIED, talked])) == {"follow_up": AGAIN}
    assert due(calm, record(follow_up=[talked, TRIED])) == {"follow_up": NOON}


def test_a_try_hides_nothing_that_the_talk_before_it_brought(calm):
    worse = FOLLOWED | {"risk_change": "higher", "recommend_close": "yes"}
    assert set(due(calm, record(follow_up=[TRIED, worse]))) == {"follow_up", "reassess_now", "close"}


@pytest.mark.parametrize("worse", [{"risk_change": "higher"}, {"retaliation": "yes"}])
def test_when_it_got_worse_the_risk_is_assessed_again_within_a_day_until_it_was(calm, worse):
    talk = record(follow_up=FOLLOWED | worse)
    assert due(calm, talk)["reassess_now"] == NOW + timedelta(hours=24)
    assert "reassess_now" not in due(dataclasses.replace(calm, risk_decided_at=NOW, first_action_at=NOW), talk)


def test_a_recommended_closing_is_prepared_and_no_new_talk_is_due(calm):
    assert due(calm, record(follow_up=FOLLOWED | {"recommend_close": "yes"})) == {"close": None}


def sent(form, hours, **answers):
    return {f"core.{form}": (Entry(id=form, form=form, answers=answers, at=NOW + timedelta(hours=hours)),)}


CLOSE = FOLLOWED | {"recommend_close": "yes"}


def test_a_closing_that_was_sent_in_is_not_prepared_twice(calm):
    forms = sent("incident", 0) | sent("follow_up", 0, **CLOSE) | sent("closure", 1)
    assert due(calm, CaseRecord(forms=forms, consents=AGREED)) == {}


def test_when_she_comes_back_what_was_before_the_closing_does_not_count(calm):
    forms = sent("incident", 0) | sent("follow_up", 0, **CLOSE) | sent("closure", 1) | sent("reopening", 50)
    back = NOW + timedelta(hours=50)
    assert due(calm, CaseRecord(forms=forms, consents=AGREED)) == {
        "follow_up": back + timedelta(days=12),
        "reassess_now": back + timedelta(hours=24),
    }
    assessed = dataclasses.replace(calm, risk_decided_at=back, first_action_at=back)
    forms |= sent("follow_up", 60, **CLOSE)
    assert due(assessed, CaseRecord(forms=forms, consents=AGREED)) == {"close": None}


def test_tasks_come_by_their_time_and_a_task_is_listed_once():
    late, soon = NOW + timedelta(days=1), NOW - timedelta(days=1)
    first = Task(name="a", label="A", reason="core", case_key="K1", due=late)
    again = Task(name="a", label="A", reason="plugin", case_key="K1", due=soon)
    others = [
        Task(name="b", label="B", reason="r", case_key="K1"),
        Task(name="a", label="A", reason="r", case_key="K2", due=soon),
    ]
    found = by_due([first, *others, again], NOW)
    assert [(task.case_key, task.name) for task in found] == [("K2", "a"), ("K1", "a"), ("K1", "b")]
    assert found[1].reason == "core"
