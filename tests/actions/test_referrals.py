"""Needs and referrals: outcomes, who is in the directory, what came of it, and dates that cannot be."""

from datetime import timedelta

import pytest

from dashboard import codes
from dashboard.actions.directory import editing as directory
from dashboard.actions.work import cases, checking, consents, drafting
from dashboard.errors import RecordError
from dashboard.i18n import BAGHDAD
from tests.actions.filled import AGREES, FOLLOW_UP, NEED, REFERRAL


@pytest.fixture
def day(context):
    """A maker of days from today in Iraq on: day(-1) is yesterday."""
    return lambda days: (context.now().astimezone(BAGHDAD) + timedelta(days=days)).date()


@pytest.fixture
def key(amal, open_case, day):
    return open_case(amal, report_date=day(-20))


@pytest.fixture
def send(context, amal, key):
    """Fill in one of the shell's forms on the case and send it in."""

    def one(form, answers, entry="", **options):
        draft = drafting.open_draft(context, amal, "core", form, key, entry)
        return drafting.submit(context, amal, draft.id, {**draft.answers, **answers}, **options)

    return one


def entries(context, amal, key, form):
    return cases.read_case(context, amal, key).work.entries("core", form)


def tasks(context, amal, key):
    return {task.name.rsplit("_", 1)[0] for task in cases.read_case(context, amal, key).tasks if task.area == "core"}


@pytest.mark.parametrize("outcome", codes.names("need_outcome"))
def test_every_outcome_of_a_need_can_be_recorded(context, amal, key, send, outcome):
    why = {"unavailable_reason": "none_in_area", "decline_reason": "fear"}
    assert send("need", NEED | why | {"outcome": outcome}).submission_id
    (entry,) = entries(context, amal, key, "need")
    kept = {
        "service_unavailable": {"unavailable_reason": "none_in_area"},
        "referral_declined_by_survivor": {"decline_reason": "fear"},
    }
    assert entry.answers["outcome"] == outcome
    assert {name: entry.answers[name] for name in why if name in entry.answers} == kept.get(outcome, {})


@pytest.mark.parametrize(
    ("outcome", "question"),
    [("service_unavailable", "unavailable_reason"), ("referral_declined_by_survivor", "decline_reason")],
)
def test_what_is_missing_is_asked_why(send, outcome, question):
    assert set(send("need", NEED | {"outcome": outcome}).problems) == {question}


def test_a_need_moves_from_unavailable_to_referred_as_one_entry(context, amal, key, send):
    first = send("need", NEED | {"outcome": "service_unavailable", "unavailable_reason": "capacity"})
    assert "again" in tasks(context, amal, key)
    send("need", {"outcome": "referred"}, entry=first.submission_id)
    (entry,) = entries(context, amal, key, "need")
    assert entry.supersedes == first.submission_id and "unavailable_reason" not in entry.answers
    assert "again" not in tasks(context, amal, key) and "refer" in tasks(context, amal, key)


def test_a_referral_is_followed_from_sent_to_the_service(context, amal, key, send, day):
    send("consent", AGREES)
    entry = send("referral", REFERRAL | {"sent_on": day(-3)}).submission_id
    assert "answer" in tasks(context, amal, key)
    entry = send("referral", {"status": "accepted", "responded_on": day(-2)}, entry).submission_id
    assert "received" in tasks(context, amal, key) and "answer" not in tasks(context, amal, key)
    send("referral", {"status": "completed", "service_on": day(-1)}, entry)
    (standing,) = entries(context, amal, key, "referral")
    assert (standing.answers["sent_on"], standing.answers["service_on"]) == (str(day(-3)), str(day(-1)))
    assert not {"answer", "received"} & tasks(context, amal, key)
    every = [each for each in cases.read_case(context, amal, key).work.submissions if each.form == "referral"]
    assert [each.answers["status"] for each in every] == ["completed", "accepted", "sent"]


@pytest.mark.parametrize("status", ["rejected", "no_feedback"])
def test_a_referral_may_also_come_to_nothing(context, amal, key, send, day, status):
    send("consent", AGREES)
    entry = send("referral", REFERRAL | {"sent_on": day(-3)}).submission_id
    why = {"status": status, "responded_on": day(-1), "reject_reason": "capacity"}
    assert send("referral", why, entry).submission_id
    (standing,) = entries(context, amal, key, "referral")
    assert ("reject_reason" in standing.answers) == (status == "rejected")


def test_without_her_consent_to_this_service_it_is_not_referred(send):
    assert set(send("referral", REFERRAL).problems) == {"consent_basis"}
    send("consent", AGREES | {"referrals": ("cash",)})
    assert set(send("referral", REFERRAL).problems) == {"consent_basis"}
    assert send("referral", REFERRAL | {"service_type": "cash"}).submission_id


def test_when_a_life_is_in_danger_it_does_not_wait_and_the_ground_is_kept(context, amal, key, send):
    urgent = REFERRAL | {"consent_basis": "life_in_danger", "urgency": "1_hour"}
    assert send("referral", urgent).submission_id
    assert entries(context, amal, key, "referral")[0].answers["consent_basis"] == "life_in_danger"


def test_the_law_for_children_is_no_ground_for_an_adult(send, context, amal, open_case):
    law = REFERRAL | {"consent_basis": "mandatory_reporting"}
    assert set(send("referral", law).problems) == {"consent_basis"}
    child = open_case(amal, age=12, assent="yes", guardian_consent="yes")
    draft = drafting.open_draft(context, amal, "core", "referral", child)
    assert drafting.submit(context, amal, draft.id, draft.answers | law).submission_id


def test_what_she_took_back_is_taken_back_from_the_one_who_was_asked(context, amal, key, send):
    send("consent", AGREES)
    entry = send("referral", REFERRAL).submission_id
    consents.withdraw(context, amal, key, "referral:legal_aid")
    assert "revoke" in tasks(context, amal, key)
    assert set(send("referral", {"service_type": "cash"}, entry).problems) == set()  # she still agrees to that one
    entry = send("referral", {"service_type": "cash"}, entries(context, amal, key, "referral")[0].id).submission_id
    assert set(send("referral", {"service_type": "legal_aid"}, entry).problems) == {"consent_basis"}


def test_taking_back_a_referral_and_what_came_of_it_can_be_written_down_after_consent_ended(context, amal, key, send):
    send("consent", AGREES)
    entry = send("referral", REFERRAL).submission_id
    consents.withdraw(context, amal, key, "information_sharing")
    assert send("referral", {"status": "revoked"}, entry).submission_id
    assert "revoke" not in tasks(context, amal, key)
    assert set(send("referral", REFERRAL).problems) == {"consent_basis"}


def test_without_services_a_referral_can_only_be_taken_back(context, amal, key, send):
    send("consent", AGREES)
    entry = send("referral", REFERRAL).submission_id
    consents.withdraw(context, amal, key, "services")
    assert tasks(context, amal, key) == {"revoke", "withdrawn"}
    assert set(send("referral", REFERRAL).problems) == {"status"}
    assert set(send("referral", {"status": "no_feedback"}, entry).problems) == {"status"}
    assert send("referral", {"status": "revoked"}, entry).submission_id
    assert tasks(context, amal, key) == {"withdrawn"}


def test_a_referral_begins_with_the_need_that_it_answers(context, amal, key, send):
    send("consent", AGREES)
    assert send("need", {"service_type": "legal_aid", "urgency": "1_day", "outcome": "referred"}).submission_id
    begun = drafting.open_draft(context, amal, "core", "referral", key).answers
    assert (begun["service_type"], begun["urgency"]) == ("legal_aid", "1_day")


def offered(context, amal, key, service_type):
    case = cases.read_case(context, amal, key).case
    state = checking.examine(context, context.form("core", "referral"), case, None, {"service_type": service_type})
    return {choice.name for choice in state.choices["service"]}


def test_the_pick_list_is_the_directory_for_her_place_and_this_service(context, amal, key, person, open_case):
    here = offered(context, amal, key, "police_security")
    assert here == {"legal__asayish_erbil", "safety__police_kri", "safety__dcvaw_119"}
    assert offered(context, amal, open_case(amal, governorate="IQ-BG"), "police_security") != here
    assert offered(context, amal, key, "cash") == set()
    nadia = person("coordinator")
    entry = {"label": "Cash desk", "kind": "provider", "summary": "Invented.", "service_types": ["cash"]}
    added = directory.add(context, nadia, entry | {"region": "kri", "governorates": ["IQ-AR"], "audience": "both"})
    assert offered(context, amal, key, "cash") == {added.replace(".", "__")}
    directory.retire(context, nadia, added)
    assert offered(context, amal, key, "cash") == set()


@pytest.mark.parametrize(
    ("form", "answers", "question"),
    [
        ("need", {"need_date": 1}, "need_date"),
        ("need", {"need_date": -21}, "need_date"),
        ("need", {"need_date": "2026-13-01"}, "need_date"),
        ("referral", {"sent_on": 1}, "sent_on"),
        ("referral", {"sent_on": -21}, "sent_on"),
        ("referral", {"sent_on": "2026-02-30"}, "sent_on"),
        ("referral", {"status": "accepted", "sent_on": -3, "responded_on": -4}, "responded_on"),
        ("referral", {"status": "accepted", "sent_on": -3, "responded_on": 1}, "responded_on"),
        ("referral", {"status": "accepted", "sent_on": -3, "responded_on": None}, "responded_on"),
        ("referral", {"status": "completed", "sent_on": -3, "responded_on": -2, "service_on": -4}, "service_on"),
        ("follow_up", {"held_on": -21}, "held_on"),
        ("follow_up", {"held_on": 1}, "held_on"),
        ("follow_up", {"held_on": "2026-13-01"}, "held_on"),
        ("follow_up", {"recommend_close": "no", "next_due": -1}, "next_due"),
        ("follow_up", {"recommend_close": "no", "next_due": 400}, "next_due"),
    ],
)
def test_a_date_that_cannot_be_gets_a_sentence_beside_the_question(send, day, form, answers, question):
    send("consent", AGREES)
    base = {"need": NEED, "referral": REFERRAL, "follow_up": FOLLOW_UP}[form]
    wrong = {name: day(value) if isinstance(value, int) else value for name, value in answers.items()}
    outcome = send(form, base | wrong)
    assert set(outcome.problems) == {question} and outcome.problems[question].endswith(".")
    assert not outcome.submission_id


def test_a_follow_up_that_is_possible_is_accepted_and_is_not_rewritten(context, amal, key, send, day):
    first = send("follow_up", FOLLOW_UP | {"held_on": day(-1)}).submission_id
    with pytest.raises(RecordError, match="changed in the meantime"):
        send("follow_up", FOLLOW_UP, entry=first)
    assert send("follow_up", FOLLOW_UP).submission_id
    assert len(entries(context, amal, key, "follow_up")) == 2
