"""Consent at work: given through the form, taken back at any time, and everything that closes with it."""

import pytest

from dashboard.actions.work import cases, consents, drafting, steps
from dashboard.casework import consent
from dashboard.errors import NotAllowed, RecordError
from dashboard.i18n import BAGHDAD
from dashboard.i18n.dates import local
from tests.actions.filled import AGREES, CHILD, agree, assess, close, send
from tests.plugins.filled import FILED

REQUEST = {
    "violence_type": "sexual_extortion",
    "platform": "instagram",
    "image_depicts_minor": "no",
    "channel": "in_app",
    "submitted_by": "survivor",
    "outcome": "pending",
}


def said(context, who, key):
    return dict(cases.read_case(context, who, key).work.consents)


def is_counted(context, key):
    context.refresh()
    return context.projection.rows("SELECT reportable FROM core.cases WHERE case_key = ?", [key])[0][0]


def need_of(context):
    return {"service_type": "cash", "need_date": local(context.now()).date(), "urgency": "later", "outcome": "referred"}


@pytest.fixture
def key(amal, open_case):
    return open_case(amal)


def digital_steps(context):
    lists = next(plugin.checklists for plugin in context.registry.active if plugin.name == "digital")
    return [("digital", each.name, i.name) for each in lists for i in each.items if i.needs_consent == "digital_action"]


def test_the_form_writes_a_row_for_each_scope_that_changes_and_no_other(context, amal, key):
    assert said(context, amal, key) == {"services": "yes", "reporting": "yes"}
    first = agree(context, amal, key)
    rows = [row for row in cases.read_case(context, amal, key).consents if row.submission_id == first.submission_id]
    assert {row.scope: row.value for row in rows} == {
        "information_sharing": "yes",
        "referral:legal_aid": "yes",
        "referral:cash": "yes",
        "digital_action": "yes",
        "law_enforcement": "no",
    }
    count = len(cases.read_case(context, amal, key).consents)
    agree(context, amal, key)
    assert len(cases.read_case(context, amal, key).consents) == count


def test_taking_back_services_closes_every_door_at_once_and_says_so(context, amal, key):
    agree(context, amal, key)
    assert is_counted(context, key)
    sentences = consents.withdraw(context, amal, key, "services")
    assert sentences[0] == consent.closes("services") and len(sentences) == 6
    assert set(said(context, amal, key).values()) == {"withdrawn", "no"}
    with pytest.raises(RecordError, match="took back her consent to services"):
        steps.mark(context, amal, key, "safety", "protection", "imminent", "done")
    for area, form in (("core", "need"), ("core", "follow_up"), ("safety", "risk_assessment")):
        with pytest.raises(RecordError, match="took back her consent to services"):
            drafting.open_draft(context, amal, area, form, key)
    file = cases.read_case(context, amal, key)
    assert not file.case.consent_services and not file.case.consent_reporting
    assert not is_counted(context, key)
    assert [task.name for task in file.tasks] == ["withdrawn"]


def test_what_was_typed_before_she_took_it_back_is_not_sent_in_and_not_lost(context, amal, key):
    need = drafting.open_draft(context, amal, "core", "need", key)
    drafting.save_draft(context, amal, need.id, {"service_type": "cash"})
    consents.withdraw(context, amal, key, "services")
    with pytest.raises(RecordError, match="read-only"):
        drafting.submit(context, amal, need.id, need_of(context))
    assert not cases.read_case(context, amal, key).work.entries("core", "need")
    agree(context, amal, key)
    again = drafting.open_draft(context, amal, "core", "need", key)
    assert (again.id, again.answers) == (need.id, {"service_type": "cash"})
    assert drafting.submit(context, amal, again.id, need_of(context)).submission_id


def test_taking_back_statistics_leaves_the_figures_and_her_services_go_on(context, amal, key):
    assert consents.withdraw(context, amal, key, "reporting") == [consent.closes("reporting")]
    assert not is_counted(context, key)
    assert send(context, amal, key, "core", "need", need_of(context)).submission_id
    agree(context, amal, key)
    assert is_counted(context, key)


def test_a_closed_case_still_leaves_the_figures_when_she_asks(context, amal, key, person):
    close(context, amal, person("supervisor", "A01"), key)
    assert is_counted(context, key)
    consents.withdraw(context, amal, key, "reporting")
    assert not is_counted(context, key)
    assert cases.read_case(context, amal, key).case.status == "closed"


def test_what_was_never_given_cannot_be_taken_back(context, amal, key):
    for scope in ("digital_action", "referral:cash", "no_such_scope"):
        with pytest.raises(RecordError, match="not on record"):
            consents.withdraw(context, amal, key, scope)
    consents.withdraw(context, amal, key, "reporting")
    with pytest.raises(RecordError, match="not on record"):
        consents.withdraw(context, amal, key, "reporting")


def test_nobody_of_another_agency_changes_consent(context, key, person):
    with pytest.raises(NotAllowed):
        consents.withdraw(context, person("supervisor", "A02"), key, "reporting")
    with pytest.raises(NotAllowed):
        consents.withdraw(context, person("coordinator"), key, "reporting")


def test_every_digital_step_waits_for_her_consent_whatever_the_reason(context, amal, key):
    found = digital_steps(context)
    assert found
    for step in found:
        with pytest.raises(RecordError, match="needs her consent"):
            steps.mark(context, amal, key, *step, "done", override="life_in_danger")
        assert steps.mark(context, amal, key, *step, "declined").saved
    agree(context, amal, key)
    assert steps.mark(context, amal, key, *found[0], "done", override="survivor_choice").saved
    consents.withdraw(context, amal, key, "digital_action")
    with pytest.raises(RecordError, match="needs her consent"):
        steps.mark(context, amal, key, *found[1], "done", override="life_in_danger")
    with pytest.raises(RecordError, match="needs her consent"):
        drafting.open_draft(context, amal, "digital", "removal_request", key)


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"services": "no"}, "information_sharing"),
        ({"services": "no", "information_sharing": "no", "law_enforcement": "no"}, "digital_action"),
        ({"services": "no", "information_sharing": "no", "digital_action": "no", "law_enforcement": "yes"}, "law_en"),
        ({"given_by": "caregiver"}, "given_by"),
        ({"services": None}, "services"),
    ],
)
def test_answers_that_contradict_each_other_get_a_sentence_beside_the_question(context, amal, key, changes, question):
    before = said(context, amal, key)
    problems = send(context, amal, key, "core", "consent", AGREES | changes).problems
    assert any(name.startswith(question) and text for name, text in problems.items())
    assert said(context, amal, key) == before


def test_sending_the_form_again_never_gives_back_what_she_took_back(context, amal, key):
    agree(context, amal, key)
    consents.withdraw(context, amal, key, "reporting")
    consents.withdraw(context, amal, key, "referral:cash")
    begun = drafting.open_draft(context, amal, "core", "consent", key)
    assert (begun.answers["reporting"], begun.answers["referrals"]) == ("no", ["legal_aid"])
    drafting.submit(context, amal, begun.id, begun.answers | {"feedback": "yes"})
    now = said(context, amal, key)
    assert (now["reporting"], now["referral:cash"], now["feedback"]) == ("withdrawn", "withdrawn", "yes")


def test_a_form_begun_before_she_took_something_back_is_compared_first(context, amal, key):
    begun = drafting.open_draft(context, amal, "core", "consent", key)
    drafting.save_draft(context, amal, begun.id, {"services": "yes", "reporting": "yes"})
    consents.withdraw(context, amal, key, "reporting")
    refused = drafting.submit(context, amal, begun.id, AGREES)
    assert refused.conflict and not refused.submission_id
    assert said(context, amal, key)["reporting"] == "withdrawn"
    assert drafting.open_draft(context, amal, "core", "consent", key).answers["services"] == "yes"
    assert drafting.submit(
        context, amal, begun.id, AGREES | {"reporting": "no"}, over=refused.conflict.entry
    ).submission_id
    assert said(context, amal, key)["reporting"] == "withdrawn"


@pytest.mark.parametrize(
    "lacks", [{"guardian_consent": "unsafe_to_seek"}, {"guardian_consent": "no"}, {"assent": "no"}]
)
def test_without_a_guardian_or_assent_the_best_interests_decide_and_who_decided_is_kept(
    context, amal, open_case, lacks
):
    key = open_case(amal, **CHILD)
    answers = AGREES | CHILD | lacks | {"age": None}
    refused = send(context, amal, key, "core", "consent", answers)
    assert set(refused.problems) == {"best_interest_by"}
    agree(context, amal, key, **CHILD | lacks | {"age": None, "best_interest_by": "child_protection"})
    row = next(each for each in cases.read_case(context, amal, key).consents if each.scope == "digital_action")
    wanted = {"guardian_consent": "yes", "assent": "yes"} | lacks
    assert (row.guardian, row.assent) == (wanted["guardian_consent"], wanted["assent"])
    assert row.best_interest_by == "child_protection"


def test_a_case_of_a_child_opens_without_a_guardian_who_may_be_the_one_who_harms(context, amal, open_case):
    unsafe = {"age": 15, "assent": "yes", "guardian_consent": "unsafe_to_seek", "consent_services": "best_interest"}
    key = open_case(amal, **unsafe, best_interest_by="court")
    row = next(each for each in cases.read_case(context, amal, key).consents if each.scope == "services")
    assert (row.value, row.guardian, row.best_interest_by) == ("yes", "unsafe_to_seek", "court")
    assert "child_consent" not in {task.name for task in cases.read_case(context, amal, key).tasks}


def test_an_adult_is_never_asked_for_a_guardian(context, amal, key):
    agree(context, amal, key, **CHILD | {"age": None})
    assert all(not row.guardian and not row.assent for row in cases.read_case(context, amal, key).consents)


def withdrawn(context, who, key, scope="services"):
    rows = cases.read_case(context, who, key).consents
    return next(row for row in rows if (row.scope, row.value) == (scope, "withdrawn"))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"given_by": "individual"}, ("individual", "yes", "")),
        ({"given_by": "caregiver", "assent": "too_young"}, ("caregiver", "too_young", "")),
        ({"given_by": "caregiver", "assent": "no", "best_interest_by": "court"}, ("caregiver", "no", "court")),
    ],
)
def test_who_took_it_back_is_kept(context, amal, open_case, said, kept):
    key = open_case(amal, **CHILD)
    consents.withdraw(context, amal, key, "services", said)
    row = withdrawn(context, amal, key)
    assert (row.given_by, row.assent, row.best_interest_by) == kept


def test_a_guardian_who_takes_it_back_does_not_speak_for_the_child_alone(context, amal, key, open_case):
    child = open_case(amal, **CHILD)
    for said in ({}, {"given_by": "caregiver"}, {"given_by": "caregiver", "assent": "no"}):
        with pytest.raises(RecordError):
            consents.withdraw(context, amal, child, "services", said)
    with pytest.raises(RecordError, match="who takes it back"):
        consents.withdraw(context, amal, key, "services", {"given_by": "caregiver"})
    consents.withdraw(context, amal, key, "services", {"given_by": "other", "assent": "no"})
    assert (withdrawn(context, amal, key).given_by, withdrawn(context, amal, key).assent) == ("other", "")


def test_urgent_help_for_a_child_does_not_end_with_the_consent(context, amal, open_case):
    key = open_case(amal, **CHILD)
    consents.withdraw(context, amal, key, "services", {"given_by": "caregiver", "assent": "too_young"})
    assert assess(context, amal, key, offline_abuse="no", guardian_harm="no").submission_id
    for step in (("safety", "protection"), ("mhpss", "support")):
        assert steps.mark(context, amal, key, *step, "urgent_referral", "done", override="life_in_danger").saved
    urgent = {"service_type": "child_protection", "urgency": "1_hour", "status": "sent"}
    for basis in ("life_in_danger", "mandatory_reporting"):
        assert send(context, amal, key, "core", "referral", urgent | {"consent_basis": basis}).submission_id
    assert set(send(context, amal, key, "core", "referral", urgent | {"consent_basis": "consented"}).problems)
    for area, form in (("core", "need"), ("safety", "safety_plan"), ("mhpss", "assessment")):
        with pytest.raises(RecordError, match="urgent help"):
            drafting.open_draft(context, amal, area, form, key)
    names = {task.name for task in cases.read_case(context, amal, key).tasks}
    assert {"best_interest", "withdrawn"} <= names


def test_for_an_adult_a_danger_to_life_is_the_only_ground_then(context, amal, key):
    consents.withdraw(context, amal, key, "services")
    urgent = {"service_type": "legal_aid", "urgency": "1_hour", "status": "sent", "consent_basis": "life_in_danger"}
    assert send(context, amal, key, "core", "referral", urgent).submission_id
    with pytest.raises(RecordError, match="took back"):
        drafting.open_draft(context, amal, "safety", "risk_assessment", key)


def test_a_guardian_who_may_harm_no_longer_speaks_for_the_child(context, amal, open_case):
    key = open_case(amal, **CHILD)
    assess(context, amal, key, offline_abuse="no", guardian_harm="possible")
    assert "replace_guardian" in {task.name for task in cases.read_case(context, amal, key).tasks}
    asks = AGREES | CHILD | {"age": None}
    refused = send(context, amal, key, "core", "consent", asks | {"given_by": "caregiver"}).problems
    assert set(refused) == {"agreed_by"} and "may be the one who harms" in refused["agreed_by"]
    assert "best-interest decision" in refused["agreed_by"] and "your supervisor" in refused["agreed_by"]
    best = {"guardian_consent": "unsafe_to_seek", "best_interest_by": "supervisor"}
    refused = send(context, amal, key, "core", "consent", asks | best | {"given_by": "caregiver"}).problems
    assert set(refused) == {"agreed_by", "guardian_consent"}
    assert send(context, amal, key, "core", "consent", asks | best).submission_id
    assert "replace_guardian" not in {task.name for task in cases.read_case(context, amal, key).tasks}


def test_who_was_asked_was_not_unsafe_to_ask(context, amal, open_case):
    key = open_case(amal, **CHILD)
    asks = AGREES | CHILD | {"age": None, "given_by": "caregiver", "best_interest_by": "court"}
    refused = send(context, amal, key, "core", "consent", asks | {"guardian_consent": "unsafe_to_seek"})
    assert set(refused.problems) == {"agreed_by", "guardian_consent"}


def test_what_is_on_record_is_taken_back_and_not_made_unasked(context, amal, key):
    agree(context, amal, key)
    refused = send(context, amal, key, "core", "consent", AGREES | {"digital_action": "not_asked"})
    assert set(refused.problems) == {"digital_action"} and "on record as given" in refused.problems["digital_action"]


def test_a_child_can_be_too_young_to_be_asked_from_the_first_day(context, amal, open_case):
    key = open_case(amal, age=3, assent="too_young", guardian_consent="yes")
    assert cases.read_case(context, amal, key).consents[0].assent == "too_young"
    assert "child_consent" not in {task.name for task in cases.read_case(context, amal, key).tasks}


@pytest.mark.parametrize(
    ("scope", "step", "answers", "outcome"),
    [
        ("digital_action", ("digital", "removal_request"), REQUEST, {"outcome": "withdrawn"}),
        ("law_enforcement", ("legal", "complaint"), FILED, {"outcome": "withdrawn", "retaliation": "yes"}),
    ],
)
def test_what_was_begun_is_still_told_after_the_consent_and_nothing_is_begun_anew(
    context, amal, key, scope, step, answers, outcome
):
    today = context.now().astimezone(BAGHDAD).date()
    dated = {name: today for name in ("filed_on", "request_date", "next_contact")} | {"outcome_date": today}
    agree(context, amal, key, law_enforcement="yes")
    sent = send(context, amal, key, *step, answers | dated, override="done_elsewhere")
    assert sent.submission_id, sent
    consents.withdraw(context, amal, key, scope)
    draft = drafting.open_draft(context, amal, *step, key, sent.submission_id)
    told = drafting.submit(context, amal, draft.id, answers | dated | outcome, override="done_elsewhere")
    assert told.submission_id, told
    with pytest.raises(RecordError, match="needs her consent"):
        drafting.open_draft(context, amal, *step, key)
