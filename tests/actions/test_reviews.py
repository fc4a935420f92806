"""Closing a case and coming back: the supervisor's look, a closed case that is read-only, and an open door."""

from datetime import timedelta

import pytest

from dashboard.actions.administration import audit, people
from dashboard.actions.supervisor import reviews
from dashboard.actions.work import cases, consents, drafting, steps
from dashboard.errors import NotAllowed, RecordError
from dashboard.i18n import BAGHDAD
from tests.actions.filled import BACK, CLOSURE, ask_to_close, assess, close


def send(context, who, key, form, answers):
    draft = drafting.open_draft(context, who, "core", form, key)
    return drafting.submit(context, who, draft.id, {**draft.answers, **answers})


def status(context, who, key):
    return cases.read_case(context, who, key).case.status


@pytest.fixture
def key(amal, open_case):
    return open_case(amal)


def test_a_closing_waits_for_the_supervisor_and_until_then_the_case_stays_open(context, amal, sara, key):
    sent = ask_to_close(context, amal, key)
    (waiting,) = reviews.waiting(context, sara)
    assert (waiting.sent.id, waiting.case.key, waiting.asked_by) == (sent, key, amal.name)
    assert waiting.review.state == "requested"
    assert status(context, amal, key) == "open"
    assert steps.mark(context, amal, key, "safety", "protection", "imminent", "done").saved


def test_an_approved_closing_closes_the_case_and_keeps_every_turn(context, amal, sara, key, person):
    close(context, amal, sara, key)
    file = cases.read_case(context, amal, key)
    assert file.case.status == "closed" and file.tasks == [] and file.next_due is None
    assert [(turn.state, turn.by) for turn in file.reviews] == [
        ("approved", sara.person_id),
        ("requested", amal.person_id),
    ]
    assert reviews.waiting(context, sara) == []
    written = {(entry.action, entry.actor) for entry in audit.entries(context, person("administrator"))}
    assert {("review.approved", sara.username), ("case.close", sara.username)} <= written


def test_sent_back_with_a_reason_the_case_stays_open_and_can_be_sent_again(context, amal, sara, key):
    ask_to_close(context, amal, key)
    review = reviews.waiting(context, sara)[0].review
    with pytest.raises(RecordError, match="Choose why it goes back"):
        reviews.send_back(context, sara, review.id, "because")
    reviews.send_back(context, sara, review.id, "too_early")
    assert reviews.waiting(context, sara) == [] and status(context, amal, key) == "open"
    newest = cases.read_case(context, amal, key).reviews[0]
    assert (newest.state, newest.reason) == ("returned", "too_early")
    close(context, amal, sara, key)
    assert status(context, amal, key) == "closed"


@pytest.mark.parametrize("first", ["approve", "send_back"])
def test_what_was_decided_is_not_decided_twice(context, amal, sara, key, first):
    ask_to_close(context, amal, key)
    review = reviews.waiting(context, sara)[0].review.id
    if first == "approve":
        reviews.approve(context, sara, review)
    else:
        reviews.send_back(context, sara, review, "unclear")
    before = cases.read_case(context, amal, key).reviews
    with pytest.raises(RecordError, match="already decided"):
        reviews.approve(context, sara, review)
    with pytest.raises(RecordError, match="already decided"):
        reviews.send_back(context, sara, review, "unclear")
    assert cases.read_case(context, amal, key).reviews == before


def test_when_it_was_sent_in_anew_only_the_newest_waits(context, amal, sara, key):
    ask_to_close(context, amal, key)
    old = reviews.waiting(context, sara)[0].review.id
    newest = ask_to_close(context, amal, key, content_status="none")
    assert [each.sent.id for each in reviews.waiting(context, sara)] == [newest]
    with pytest.raises(RecordError, match="sent in again"):
        reviews.approve(context, sara, old)
    assert status(context, amal, key) == "open"


@pytest.mark.parametrize(
    ("role", "agency"), [("case_manager", "A01"), ("supervisor", "A02"), ("coordinator", None), ("administrator", None)]
)
def test_only_a_supervisor_of_the_same_agency_decides(context, amal, sara, key, person, role, agency):
    ask_to_close(context, amal, key)
    review = reviews.waiting(context, sara)[0].review.id
    other = person(role, agency, username="other")
    for attempt in (
        lambda: reviews.approve(context, other, review),
        lambda: reviews.send_back(context, other, review, "unclear"),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    if role == "supervisor":
        assert reviews.waiting(context, other) == []
    else:
        with pytest.raises(NotAllowed):
            reviews.waiting(context, other)
    assert status(context, amal, key) == "open"


def test_a_review_that_does_not_exist_looks_like_one_of_another_agency(context, sara):
    with pytest.raises(NotAllowed):
        reviews.approve(context, sara, "no-such-review")


def test_a_closed_case_is_read_only(context, amal, sara, key):
    need = drafting.open_draft(context, amal, "core", "need", key)
    close(context, amal, sara, key)
    for area, form in (("core", "need"), ("core", "closure"), ("core", "intake"), ("safety", "risk_assessment")):
        with pytest.raises(RecordError, match="closed and read-only"):
            drafting.open_draft(context, amal, area, form, key)
    with pytest.raises(RecordError, match="closed and read-only"):
        drafting.submit(context, amal, need.id, {})
    with pytest.raises(RecordError, match="closed and read-only"):
        steps.mark(context, amal, key, "safety", "protection", "imminent", "done")
    assert [draft.id for draft in cases.read_case(context, amal, key).drafts] == [need.id]


def test_she_can_come_back_and_the_work_goes_on(context, amal, sara, key):
    close(context, amal, sara, key)
    assert send(context, amal, key, "reopening", BACK).submission_id
    file = cases.read_case(context, amal, key)
    assert file.case.status == "open" and file.work.consents["services"] == "yes"
    assert "follow_up" in {task.name for task in file.tasks}
    with pytest.raises(RecordError, match="This case is open"):
        drafting.open_draft(context, amal, "core", "reopening", key)
    close(context, amal, sara, key)
    assert status(context, amal, key) == "closed"


def test_without_her_consent_the_case_stays_closed(context, amal, sara, key):
    close(context, amal, sara, key)
    refused = send(context, amal, key, "reopening", BACK | {"consent_again": "no"})
    assert set(refused.problems) == {"consent_again"} and status(context, amal, key) == "closed"


def test_a_case_that_was_closed_after_she_took_consent_back_is_opened_by_a_new_yes(context, amal, sara, key):
    consents.withdraw(context, amal, key, "services")
    close(context, amal, sara, key)
    send(context, amal, key, "reopening", BACK)
    file = cases.read_case(context, amal, key)
    assert file.case.consent_services and not file.case.consent_reporting
    assert steps.mark(context, amal, key, "safety", "protection", "imminent", "done").saved


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"told_can_return": "no"}, "not_told_reason"),
        ({"told_can_return": None}, "told_can_return"),
        ({"safety_plan_reviewed": None}, "safety_plan_reviewed"),
        ({"reasons": ()}, "reasons"),
        ({"content_status": None}, "content_status"),
        ({"closed_on": "2026-13-01"}, "closed_on"),
        ({"closed_on": "2014-12-31"}, "closed_on"),
    ],
)
def test_a_closing_says_what_is_missing(context, amal, sara, key, changes, question):
    assert set(send(context, amal, key, "closure", CLOSURE | changes).problems) == {question}
    assert reviews.waiting(context, sara) == []


def test_a_day_in_the_future_is_no_closing_and_no_coming_back(context, amal, sara, key):
    tomorrow = (context.now() + timedelta(days=2)).date()
    assert set(send(context, amal, key, "closure", CLOSURE | {"closed_on": tomorrow}).problems) == {"closed_on"}
    close(context, amal, sara, key)
    assert set(send(context, amal, key, "reopening", BACK | {"reopened_on": tomorrow}).problems) == {"reopened_on"}


def test_why_she_was_not_told_that_she_can_come_back_is_kept(context, amal, key):
    sent = ask_to_close(context, amal, key, told_can_return="no", not_told_reason="unsafe")
    entry = cases.read_case(context, amal, key).work.entries("core", "closure")[0]
    assert entry.id == sent
    assert (entry.answers["told_can_return"], entry.answers["not_told_reason"]) == ("no", "unsafe")


def test_what_was_sent_back_is_the_case_managers_next_step_until_it_is_sent_in_again(context, amal, sara, key):
    ask_to_close(context, amal, key)
    reviews.send_back(context, sara, reviews.waiting(context, sara)[0].review.id, "too_early")
    assert "returned_closure" in {task.name for task in cases.read_case(context, amal, key).tasks}
    ask_to_close(context, amal, key)
    assert "returned_closure" not in {task.name for task in cases.read_case(context, amal, key).tasks}


def test_a_supervisor_does_not_approve_her_own_unless_she_is_the_only_one(context, sara, open_case, person):
    key = open_case(sara)
    ask_to_close(context, sara, key)
    review = reviews.waiting(context, sara)[0].review.id
    second, admin = person("supervisor", "A01", "zina"), person("administrator")
    with pytest.raises(RecordError, match="yourself"):
        reviews.approve(context, sara, review)
    people.change_person(context, admin, second.person_id, active=False)
    reviews.approve(context, sara, review)
    assert status(context, sara, key) == "closed"


def test_who_looks_at_a_closing_sees_what_is_still_due(context, amal, sara, key):
    ask_to_close(context, amal, key)
    (waiting,) = reviews.waiting(context, sara)
    assert "assess_risk" in {task.name for task in waiting.still_open}


def test_a_plan_of_a_closed_case_waits_for_nobody(context, amal, sara, key):
    draft = drafting.open_draft(context, amal, "safety", "safety_plan", key)
    assert drafting.submit(
        context, amal, draft.id, {"safety_plan_needed": "no"}, override="done_elsewhere"
    ).submission_id
    ask_to_close(context, amal, key)
    plan, closing = reviews.waiting(context, sara)
    reviews.approve(context, sara, closing.review.id)
    assert plan.review.form == "safety_plan" and reviews.waiting(context, sara) == []


AGAIN = {"given_by": "individual", "manner": "verbal", "assent": "yes", "guardian_consent": "unsafe_to_seek"}


def test_a_child_is_asked_again_who_agrees_when_the_case_opens_again(context, amal, sara, open_case):
    child = open_case(amal, age=14, assent="yes", guardian_consent="yes")
    close(context, amal, sara, child)
    lacks = send(context, amal, child, "reopening", BACK).problems
    assert set(lacks) == {"given_by", "manner", "assent", "guardian_consent"}
    assert set(send(context, amal, child, "reopening", BACK | AGAIN).problems) == {"best_interest_by"}
    assert send(context, amal, child, "reopening", BACK | AGAIN | {"best_interest_by": "court"}).submission_id
    row = cases.read_case(context, amal, child).consents[0]
    assert (row.given_by, row.assent, row.guardian, row.best_interest_by) == (
        "individual",
        "yes",
        "unsafe_to_seek",
        "court",
    )


def test_a_guardian_who_may_harm_does_not_open_the_case_again(context, amal, sara, open_case):
    child = open_case(amal, age=14, assent="yes", guardian_consent="yes")
    assess(context, amal, child, offline_abuse="no", guardian_harm="yes")
    close(context, amal, sara, child)
    agreed = {"guardian_consent": "yes", "agreed_by": "guardian"}
    refused = send(context, amal, child, "reopening", BACK | AGAIN | agreed)
    assert set(refused.problems) == {"agreed_by"} and status(context, amal, child) == "closed"


def test_closing_and_coming_back_follow_one_another(context, amal, sara, open_case):
    today = context.now().astimezone(BAGHDAD).date()
    day = {ago: today - timedelta(days=ago) for ago in (9, 6, 5, 4, 3)}
    key = open_case(amal, report_date=day[9])
    send(context, amal, key, "closure", CLOSURE | {"closed_on": day[5]})
    reviews.approve(context, sara, reviews.waiting(context, sara)[0].review.id)
    refused = send(context, amal, key, "reopening", BACK | {"reopened_on": day[6]}).problems
    assert set(refused) == {"reopened_on"} and "before the case was closed" in refused["reopened_on"]
    assert send(context, amal, key, "reopening", BACK | {"reopened_on": day[4]}).submission_id
    assert set(send(context, amal, key, "closure", CLOSURE | {"closed_on": day[5]}).problems) == {"closed_on"}
    assert send(context, amal, key, "closure", CLOSURE | {"closed_on": day[3]}).submission_id
