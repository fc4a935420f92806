"""Someone who is not safe, through the actions: refused everywhere, kept for good, taken back by a supervisor only."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dashboard.access import Principal
from dashboard.actions.administration import audit
from dashboard.actions.supervisor import reviews
from dashboard.actions.work import cases, consents, drafting
from dashboard.errors import RecordError
from dashboard.i18n import BAGHDAD
from dashboard.i18n.dates import local
from dashboard.records import person_safety, submissions
from dashboard.records.submissions import Submission
from dashboard.registry import Registry
from tests.actions.filled import AGREES, CHILD, FOLLOW_UP, agree, assess, close, send
from tests.plugins.filled import FILED, PLANNED

GUARDIAN = {"offline_abuse": "no", "guardian_harm": "possible"}
CALMER = {"offline_abuse": "no", "guardian_harm": "no"}
AGAIN = {"persons": ("guardian",), "ground": "mistake", "asked_alone": "yes", "looked_with": "supervisor"}
MOTHER = AGREES | CHILD | {"age": None, "given_by": "caregiver"}


@pytest.fixture
def amal(person) -> Principal:
    return person("case_manager", "A01")


@pytest.fixture
def sara(person) -> Principal:
    return person("supervisor", "A01")


@pytest.fixture
def key(amal, open_case) -> str:
    return open_case(amal, **CHILD)


def unsafe(context, who, key):
    return set(cases.read_case(context, who, key).unsafe)


def names(context, who, key):
    return {task.name for task in cases.read_case(context, who, key).tasks}


def ask_for(context, who, key, **changes):
    sent = send(context, who, key, "core", "safe_again", AGAIN | changes)
    assert sent.submission_id, sent
    return sent.submission_id


def approve(context, sara, submission):
    review = next(waits.review for waits in reviews.waiting(context, sara) if waits.sent.id == submission)
    reviews.approve(context, sara, review.id)


def test_a_calmer_assessment_changes_nothing_and_the_supervisor_does(context, amal, sara, key):
    assess(context, amal, key, **GUARDIAN)
    assess(context, amal, key, **CALMER)
    assert unsafe(context, amal, key) == {"guardian"} and "replace_guardian" in names(context, amal, key)
    assert set(send(context, amal, key, "core", "consent", MOTHER).problems) == {"agreed_by"}
    asked = ask_for(context, amal, key)
    assert unsafe(context, amal, key) == {"guardian"}
    assert set(send(context, amal, key, "core", "consent", MOTHER).problems) == {"agreed_by"}
    approve(context, sara, asked)
    assert unsafe(context, amal, key) == set() and "replace_guardian" not in names(context, amal, key)
    assert send(context, amal, key, "core", "consent", MOTHER).submission_id
    assess(context, amal, key, **GUARDIAN)
    assert unsafe(context, amal, key) == {"guardian"} and "replace_guardian" in names(context, amal, key)


def test_what_is_sent_back_takes_nothing_back(context, amal, sara, key):
    assess(context, amal, key, **GUARDIAN)
    ask_for(context, amal, key)
    reviews.send_back(context, sara, reviews.waiting(context, sara)[0].review.id, "unclear")
    assert unsafe(context, amal, key) == {"guardian"} and "returned_safe_again" in names(context, amal, key)


def test_harm_that_is_told_while_the_supervisor_thinks_is_not_taken_back(context, amal, sara, key):
    assess(context, amal, key, **GUARDIAN)
    asked = ask_for(context, amal, key)
    assess(context, amal, key, **GUARDIAN | {"guardian_harm": "yes"})
    with pytest.raises(RecordError, match="recorded as not safe again"):
        approve(context, sara, asked)
    assert unsafe(context, amal, key) == {"guardian"}


def test_only_who_is_recorded_can_be_taken_back_so_that_no_approval_is_without_effect(context, amal, sara, open_case):
    """An adult's parents are unsafe with her relatives: "a parent is safe" was approved, and nothing changed."""
    key = open_case(amal)
    assess(context, amal, key, source_family="creates")
    assert unsafe(context, amal, key) == {"guardian", "relative"}
    refused = send(context, amal, key, "core", "safe_again", AGAIN).problems
    assert set(refused) == {"persons"} and "another relative" in refused["persons"]
    approve(context, sara, ask_for(context, amal, key, persons=("relative",)))
    assert unsafe(context, amal, key) == set()


def test_she_is_asked_alone_first(context, amal, key):
    assess(context, amal, key, **GUARDIAN)
    assert set(send(context, amal, key, "core", "safe_again", AGAIN | {"asked_alone": "no"}).problems) == {
        "asked_alone"
    }


def without(context, area):
    """Uninstall an area: what the next start of the dashboard finds."""
    context.registry = Registry(plugin for plugin in context.registry.plugins if plugin.name != area)


def test_an_area_that_is_uninstalled_leaves_the_core_knowing(context, amal, key):
    assess(context, amal, key, **GUARDIAN)
    without(context, "safety")
    assert unsafe(context, amal, key) == {"guardian"}
    assert set(send(context, amal, key, "core", "consent", MOTHER).problems) == {"agreed_by"}


def test_entries_from_before_count_and_are_kept_at_the_next_save(context, amal, key):
    at = context.now()
    with context.records.write() as tx:  # as version 0.1 wrote it: the entry alone
        old = Submission(
            id=str(uuid4()),
            case_key=key,
            area="safety",
            form="risk_assessment",
            form_version="3",
            answers=GUARDIAN,
            at=at,
            by=amal.person_id,
        )
        submissions.submit(tx, old)
    assert unsafe(context, amal, key) == {"guardian"} and "replace_guardian" in names(context, amal, key)
    agree(context, amal, key, **CHILD | {"age": None, "guardian_consent": "no", "best_interest_by": "court"})
    without(context, "safety")
    assert unsafe(context, amal, key) == {"guardian"}
    with context.records.read() as tx:
        (kept,) = person_safety.for_cases(tx, [key])[key]
    assert (kept.submission_id, kept.at, kept.by, kept.state) == (old.id, at, amal.person_id, "unsafe")


def test_it_is_in_the_audit_once_and_the_taking_back_too(context, amal, sara, key, person):
    assess(context, amal, key, **GUARDIAN)
    assess(context, amal, key, **GUARDIAN)
    approve(context, sara, ask_for(context, amal, key))
    lines = [entry.action for entry in audit.entries(context, person("administrator"))]
    assert (lines.count("person.unsafe"), lines.count("person.safe")) == (1, 1)


@pytest.mark.parametrize("harms", ["relative", "partner"])
def test_an_adult_is_accompanied_and_reached_by_nobody_who_harms(context, amal, open_case, harms):
    key, today = open_case(amal), context.now().astimezone(BAGHDAD).date()
    agree(context, amal, key, law_enforcement="yes")
    talk = FOLLOW_UP | {"recommend_close": "no", "next_due": today, "contact_through": harms}
    before = send(context, amal, key, "core", "follow_up", talk).submission_id
    filed = FILED | {"filed_on": today, "next_contact": today, "accompanied_by": harms}
    complaint = send(context, amal, key, "legal", "complaint", filed, override="done_elsewhere").submission_id
    assert before and complaint
    source = {"relative": "source_family", "partner": "source_partner"}[harms]
    assess(context, amal, key, **{source: "creates"})
    assert {f"unsafe_follow_up_{before[:8]}", f"unsafe_complaint_{complaint[:8]}"} <= names(context, amal, key)
    assert set(send(context, amal, key, "core", "follow_up", talk).problems) == {"contact_through"}
    refused = send(context, amal, key, "legal", "complaint", filed, override="done_elsewhere").problems
    assert set(refused) == {"accompanied_by"} and "Go with her yourself" in refused["accompanied_by"]
    assert set(send(context, amal, key, "core", "consent", AGREES | {"given_by": "other", "agreed_by": harms}).problems)
    # what was filed before is followed, and is then no task any more
    draft = drafting.open_draft(context, amal, "legal", "complaint", key, complaint)
    assert drafting.submit(context, amal, draft.id, draft.answers, override="done_elsewhere").submission_id
    assert send(context, amal, key, "core", "follow_up", talk | {"contact_through": "herself"}).submission_id
    assert not [name for name in names(context, amal, key) if name.startswith("unsafe_")]


def test_a_childs_request_and_plan_go_without_a_guardian_who_harms(context, amal, key):
    agree(context, amal, key, **MOTHER)
    assess(context, amal, key, **GUARDIAN)
    ahead = {
        "review_date": local(context.now()).date() + timedelta(days=3),
        "safe_adult": "yes",
        "caregiver_part": "yes",
    }
    refused = send(context, amal, key, "safety", "safety_plan", PLANNED | ahead, override="life_in_danger").problems
    assert set(refused) == {"caregiver_part"} and "safe adult" in refused["caregiver_part"]
    request = {"image_depicts_minor": "yes", "channel": "take_it_down", "submitted_by": "guardian"}
    request |= {"survivor_holds_pin": "yes", "own_device": "yes", "outcome": "pending", "platform": "instagram"}
    refused = send(context, amal, key, "digital", "removal_request", request, override="life_in_danger").problems
    assert set(refused) == {"submitted_by"} and "The child sends it" in refused["submitted_by"]
    told = request | {"submitted_by": "unsafe_guardian"}
    assert send(context, amal, key, "digital", "removal_request", told, override="life_in_danger").submission_id


def test_a_guardian_who_harms_takes_no_consent_back_also_when_the_child_says_yes(context, amal, key):
    assess(context, amal, key, **GUARDIAN)
    says = {"given_by": "caregiver", "assent": "yes"}
    for lacks in (says, says | {"agreed_by": "guardian"}):
        with pytest.raises(RecordError):
            consents.withdraw(context, amal, key, "services", lacks)
    consents.withdraw(context, amal, key, "services", says | {"agreed_by": "guardian", "best_interest_by": "court"})
    assert cases.read_case(context, amal, key).consents[0].best_interest_by == "court"


def test_a_case_that_opened_without_asking_a_guardian_stays_so(context, amal, sara, open_case):
    words = {"guardian_consent": "unsafe_to_seek", "best_interest_by": "court", "consent_services": "best_interest"}
    key = open_case(amal, **CHILD | words)
    assert unsafe(context, amal, key) == {"guardian"}
    assert set(send(context, amal, key, "core", "consent", MOTHER).problems) == {"agreed_by"}
    close(context, amal, sara, key)
    back = {"reason": "wish", "consent_again": "yes", "given_by": "caregiver", "manner": "verbal", "assent": "yes"}
    back |= {"guardian_consent": "yes", "agreed_by": "guardian"}
    assert set(send(context, amal, key, "core", "reopening", back).problems) == {"agreed_by"}
