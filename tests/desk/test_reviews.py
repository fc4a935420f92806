"""Closing a case and coming back: the supervisor's look, a closed case that is read-only, and an open door."""

from datetime import timedelta

import pytest

from dashboard.desk import audit, cases, consents, drafting, people, reviews, steps
from dashboard.errors import NotAllowed, RecordError
from dashboard.i18n import BAGHDAD
from tests.desk.test_desk import assess

CLOSURE = {
    "reasons": ("needs_met", "no_further_support"),
    "safety_plan_reviewed": "yes",
    "told_can_return": "yes",
    "content_status": "removed",
}
BACK = {"reason": "content_back", "consent_again": "yes"}


def send(house, who, key, form, answers):
    draft = drafting.open_draft(house, who, "core", form, key)
    return drafting.submit(house, who, draft.id, {**draft.answers, **answers})


def ask_to_close(house, who, key, **changes):
    outcome = send(house, who, key, "closure", CLOSURE | changes)
    assert outcome.submission_id, outcome
    return outcome.submission_id


def close(house, who, supervisor, key):
    ask_to_close(house, who, key)
    reviews.approve(house, supervisor, reviews.waiting(house, supervisor)[0].review.id)


def status(house, who, key):
    return cases.read_case(house, who, key).case.status


@pytest.fixture
def amal(person):
    return person("case_manager", "A01")


@pytest.fixture
def sara(person):
    return person("supervisor", "A01")


@pytest.fixture
def key(amal, open_case):
    return open_case(amal)


def test_a_closing_waits_for_the_supervisor_and_until_then_the_case_stays_open(house, amal, sara, key):
    sent = ask_to_close(house, amal, key)
    (waiting,) = reviews.waiting(house, sara)
    assert (waiting.sent.id, waiting.case.key, waiting.asked_by) == (sent, key, amal.name)
    assert waiting.review.state == "requested"
    assert status(house, amal, key) == "open"
    assert steps.mark(house, amal, key, "safety", "protection", "imminent", "done").saved


def test_an_approved_closing_closes_the_case_and_keeps_every_turn(house, amal, sara, key, person):
    close(house, amal, sara, key)
    file = cases.read_case(house, amal, key)
    assert file.case.status == "closed" and file.tasks == [] and file.next_due is None
    assert [(turn.state, turn.by) for turn in file.reviews] == [
        ("approved", sara.person_id),
        ("requested", amal.person_id),
    ]
    assert reviews.waiting(house, sara) == []
    written = {(entry.action, entry.actor) for entry in audit.entries(house, person("administrator"))}
    assert {("review.approved", sara.username), ("case.close", sara.username)} <= written


def test_sent_back_with_a_reason_the_case_stays_open_and_can_be_sent_again(house, amal, sara, key):
    ask_to_close(house, amal, key)
    review = reviews.waiting(house, sara)[0].review
    with pytest.raises(RecordError, match="Choose why it goes back"):
        reviews.send_back(house, sara, review.id, "because")
    reviews.send_back(house, sara, review.id, "too_early")
    assert reviews.waiting(house, sara) == [] and status(house, amal, key) == "open"
    newest = cases.read_case(house, amal, key).reviews[0]
    assert (newest.state, newest.reason) == ("returned", "too_early")
    close(house, amal, sara, key)
    assert status(house, amal, key) == "closed"


@pytest.mark.parametrize("first", ["approve", "send_back"])
def test_what_was_decided_is_not_decided_twice(house, amal, sara, key, first):
    ask_to_close(house, amal, key)
    review = reviews.waiting(house, sara)[0].review.id
    if first == "approve":
        reviews.approve(house, sara, review)
    else:
        reviews.send_back(house, sara, review, "unclear")
    before = cases.read_case(house, amal, key).reviews
    with pytest.raises(RecordError, match="already decided"):
        reviews.approve(house, sara, review)
    with pytest.raises(RecordError, match="already decided"):
        reviews.send_back(house, sara, review, "unclear")
    assert cases.read_case(house, amal, key).reviews == before


def test_when_it_was_sent_in_anew_only_the_newest_waits(house, amal, sara, key):
    ask_to_close(house, amal, key)
    old = reviews.waiting(house, sara)[0].review.id
    newest = ask_to_close(house, amal, key, content_status="none")
    assert [each.sent.id for each in reviews.waiting(house, sara)] == [newest]
    with pytest.raises(RecordError, match="sent in again"):
        reviews.approve(house, sara, old)
    assert status(house, amal, key) == "open"


@pytest.mark.parametrize(
    ("role", "agency"), [("case_manager", "A01"), ("supervisor", "A02"), ("coordinator", None), ("administrator", None)]
)
def test_only_a_supervisor_of_the_same_agency_decides(house, amal, sara, key, person, role, agency):
    ask_to_close(house, amal, key)
    review = reviews.waiting(house, sara)[0].review.id
    other = person(role, agency, username="other")
    for attempt in (
        lambda: reviews.approve(house, other, review),
        lambda: reviews.send_back(house, other, review, "unclear"),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    if role == "supervisor":
        assert reviews.waiting(house, other) == []
    else:
        with pytest.raises(NotAllowed):
            reviews.waiting(house, other)
    assert status(house, amal, key) == "open"


def test_a_review_that_does_not_exist_looks_like_one_of_another_agency(house, sara):
    with pytest.raises(NotAllowed):
        reviews.approve(house, sara, "no-such-review")


def test_a_closed_case_is_read_only(house, amal, sara, key):
    need = drafting.open_draft(house, amal, "core", "need", key)
    close(house, amal, sara, key)
    for area, form in (("core", "need"), ("core", "closure"), ("core", "intake"), ("safety", "risk_assessment")):
        with pytest.raises(RecordError, match="closed and read-only"):
            drafting.open_draft(house, amal, area, form, key)
    with pytest.raises(RecordError, match="closed and read-only"):
        drafting.submit(house, amal, need.id, {})
    with pytest.raises(RecordError, match="closed and read-only"):
        steps.mark(house, amal, key, "safety", "protection", "imminent", "done")
    assert [draft.id for draft in cases.read_case(house, amal, key).drafts] == [need.id]


def test_she_can_come_back_and_the_work_goes_on(house, amal, sara, key):
    close(house, amal, sara, key)
    assert send(house, amal, key, "reopening", BACK).submission_id
    file = cases.read_case(house, amal, key)
    assert file.case.status == "open" and file.work.consents["services"] == "yes"
    assert "follow_up" in {task.name for task in file.tasks}
    with pytest.raises(RecordError, match="This case is open"):
        drafting.open_draft(house, amal, "core", "reopening", key)
    close(house, amal, sara, key)
    assert status(house, amal, key) == "closed"


def test_without_her_consent_the_case_stays_closed(house, amal, sara, key):
    close(house, amal, sara, key)
    refused = send(house, amal, key, "reopening", BACK | {"consent_again": "no"})
    assert set(refused.problems) == {"consent_again"} and status(house, amal, key) == "closed"


def test_a_case_that_was_closed_after_she_took_consent_back_is_opened_by_a_new_yes(house, amal, sara, key):
    consents.withdraw(house, amal, key, "services")
    close(house, amal, sara, key)
    send(house, amal, key, "reopening", BACK)
    file = cases.read_case(house, amal, key)
    assert file.case.consent_services and not file.case.consent_reporting
    assert steps.mark(house, amal, key, "safety", "protection", "imminent", "done").saved


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
def test_a_closing_says_what_is_missing(house, amal, sara, key, changes, question):
    assert set(send(house, amal, key, "closure", CLOSURE | changes).problems) == {question}
    assert reviews.waiting(house, sara) == []


def test_a_day_in_the_future_is_no_closing_and_no_coming_back(house, amal, sara, key):
    tomorrow = (house.now() + timedelta(days=2)).date()
    assert set(send(house, amal, key, "closure", CLOSURE | {"closed_on": tomorrow}).problems) == {"closed_on"}
    close(house, amal, sara, key)
    assert set(send(house, amal, key, "reopening", BACK | {"reopened_on": tomorrow}).problems) == {"reopened_on"}


def test_why_she_was_not_told_that_she_can_come_back_is_kept(house, amal, key):
    sent = ask_to_close(house, amal, key, told_can_return="no", not_told_reason="unsafe")
    entry = cases.read_case(house, amal, key).work.entries("core", "closure")[0]
    assert entry.id == sent
    assert (entry.answers["told_can_return"], entry.answers["not_told_reason"]) == ("no", "unsafe")


def test_what_was_sent_back_is_the_case_managers_next_step_until_it_is_sent_in_again(house, amal, sara, key):
    ask_to_close(house, amal, key)
    reviews.send_back(house, sara, reviews.waiting(house, sara)[0].review.id, "too_early")
    assert "returned_closure" in {task.name for task in cases.read_case(house, amal, key).tasks}
    ask_to_close(house, amal, key)
    assert "returned_closure" not in {task.name for task in cases.read_case(house, amal, key).tasks}


def test_a_supervisor_does_not_approve_her_own_unless_she_is_the_only_one(house, sara, open_case, person):
    key = open_case(sara)
    ask_to_close(house, sara, key)
    review = reviews.waiting(house, sara)[0].review.id
    second, admin = person("supervisor", "A01", "zina"), person("administrator")
    with pytest.raises(RecordError, match="yourself"):
        reviews.approve(house, sara, review)
    people.change_person(house, admin, second.person_id, active=False)
    reviews.approve(house, sara, review)
    assert status(house, sara, key) == "closed"


def test_who_looks_at_a_closing_sees_what_is_still_due(house, amal, sara, key):
    ask_to_close(house, amal, key)
    (waiting,) = reviews.waiting(house, sara)
    assert "assess_risk" in {task.name for task in waiting.still_open}


def test_a_plan_of_a_closed_case_waits_for_nobody(house, amal, sara, key):
    draft = drafting.open_draft(house, amal, "safety", "safety_plan", key)
    assert drafting.submit(house, amal, draft.id, {"safety_plan_needed": "no"}, override="done_elsewhere").submission_id
    ask_to_close(house, amal, key)
    plan, closing = reviews.waiting(house, sara)
    reviews.approve(house, sara, closing.review.id)
    assert plan.review.form == "safety_plan" and reviews.waiting(house, sara) == []


AGAIN = {"given_by": "individual", "manner": "verbal", "assent": "yes", "guardian_consent": "unsafe_to_seek"}


def test_a_child_is_asked_again_who_agrees_when_the_case_opens_again(house, amal, sara, open_case):
    child = open_case(amal, age=14, assent="yes", guardian_consent="yes")
    close(house, amal, sara, child)
    lacks = send(house, amal, child, "reopening", BACK).problems
    assert set(lacks) == {"given_by", "manner", "assent", "guardian_consent"}
    assert set(send(house, amal, child, "reopening", BACK | AGAIN).problems) == {"best_interest_by"}
    assert send(house, amal, child, "reopening", BACK | AGAIN | {"best_interest_by": "court"}).submission_id
    row = cases.read_case(house, amal, child).consents[0]
    assert (row.given_by, row.assent, row.guardian, row.best_interest_by) == (
        "individual",
        "yes",
        "unsafe_to_seek",
        "court",
    )


def test_a_guardian_who_may_harm_does_not_open_the_case_again(house, amal, sara, open_case):
    child = open_case(amal, age=14, assent="yes", guardian_consent="yes")
    assess(house, amal, child, offline_abuse="no", guardian_harm="yes")
    close(house, amal, sara, child)
    refused = send(house, amal, child, "reopening", BACK | AGAIN | {"guardian_consent": "yes"})
    assert set(refused.problems) == {"guardian_consent"} and status(house, amal, child) == "closed"


def test_closing_and_coming_back_follow_one_another(house, amal, sara, open_case):
    today = house.now().astimezone(BAGHDAD).date()
    day = {ago: today - timedelta(days=ago) for ago in (9, 6, 5, 4, 3)}
    key = open_case(amal, report_date=day[9])
    send(house, amal, key, "closure", CLOSURE | {"closed_on": day[5]})
    reviews.approve(house, sara, reviews.waiting(house, sara)[0].review.id)
    refused = send(house, amal, key, "reopening", BACK | {"reopened_on": day[6]}).problems
    assert set(refused) == {"reopened_on"} and "before the case was closed" in refused["reopened_on"]
    assert send(house, amal, key, "reopening", BACK | {"reopened_on": day[4]}).submission_id
    assert set(send(house, amal, key, "closure", CLOSURE | {"closed_on": day[5]}).problems) == {"closed_on"}
    assert send(house, amal, key, "closure", CLOSURE | {"closed_on": day[3]}).submission_id
