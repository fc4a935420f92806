"""One person with the same draft in two windows: no answer is lost, none is sent unseen, and each is told what differs."""

import pytest

from dashboard.actions.work import cases, drafting
from dashboard.errors import RecordError
from tests.conftest import INTAKE

NEED = {"service_type": "cash", "urgency": "later", "outcome": "service_not_applicable"}


@pytest.fixture
def amal(person):
    return person("case_manager", "A01", username="amal")


@pytest.fixture
def key(amal, open_case):
    return open_case(amal)


def begin(context, who, key, entry=""):
    return drafting.open_draft(context, who, "core", "need", key, entry)


def send(context, who, draft, **more):
    return drafting.submit(context, who, draft.id, draft.answers | NEED | more)


def needs(context, who, key):
    return [entry.answers["service_type"] for entry in cases.read_case(context, who, key).work.entries("core", "need")]


def test_two_windows_that_answer_different_questions_both_keep_what_they_typed(context, amal, key):
    draft = begin(context, amal, key)
    drafting.save_draft(context, amal, draft.id, draft.answers | {"service_type": "cash"}, draft.answers)
    second = drafting.save_draft(context, amal, draft.id, draft.answers | {"urgency": "later"}, draft.answers)
    assert second.draft.answers == draft.answers | {"service_type": "cash", "urgency": "later"}
    assert second.elsewhere == {"service_type": "cash"}
    assert begin(context, amal, key).answers == second.draft.answers


def test_what_was_typed_last_stands_and_the_other_window_s_answer_is_told(context, amal, key):
    draft = begin(context, amal, key)
    drafting.save_draft(context, amal, draft.id, {"service_type": "cash"}, draft.answers)
    last = drafting.save_draft(context, amal, draft.id, {"service_type": "education"}, draft.answers)
    assert last.draft.answers == {"service_type": "education"} and last.elsewhere["service_type"] == "cash"


def test_a_draft_that_another_window_has_changed_is_not_sent_unseen(context, amal, key):
    draft = begin(context, amal, key)
    drafting.save_draft(context, amal, draft.id, draft.answers | {"service_type": "education"}, draft.answers)
    outcome = drafting.submit(context, amal, draft.id, draft.answers | NEED, seen=draft.answers)
    assert outcome.elsewhere and not outcome.submission_id and needs(context, amal, key) == []
    kept = drafting.save_draft(context, amal, draft.id, draft.answers | NEED, draft.answers)
    assert kept.elsewhere == {"service_type": "education"}
    assert drafting.submit(context, amal, draft.id, kept.draft.answers, seen=kept.draft.answers).submission_id


def test_a_draft_that_was_sent_with_other_answers_is_not_said_to_be_saved_and_becomes_a_new_entry(context, amal, key):
    draft = begin(context, amal, key)
    first = drafting.submit(context, amal, draft.id, draft.answers | NEED)
    others = draft.answers | NEED | {"service_type": "education"}
    second = drafting.submit(context, amal, draft.id, others)
    assert second.elsewhere and not second.submission_id and needs(context, amal, key) == ["cash"]
    kept = drafting.save_draft(context, amal, draft.id, others, draft.answers)
    assert kept.draft.id != draft.id and kept.draft.answers == others
    assert kept.conflict.theirs["service_type"] == "cash" and "new entry" in kept.conflict.text
    assert drafting.submit(context, amal, kept.draft.id, others).submission_id != first.submission_id
    assert sorted(needs(context, amal, key)) == ["cash", "education"]


def test_the_same_answers_sent_or_saved_again_are_acknowledged(context, amal, key):
    draft = begin(context, amal, key)
    first = drafting.submit(context, amal, draft.id, draft.answers | NEED)
    assert drafting.submit(context, amal, draft.id, draft.answers | NEED, seen=draft.answers) == first
    kept = drafting.save_draft(context, amal, draft.id, draft.answers | NEED, draft.answers)
    assert kept.sent == first and kept.conflict is None
    assert cases.read_case(context, amal, key).drafts == []


def test_a_revision_sent_from_another_window_is_corrected_and_not_doubled(context, amal, key):
    entry = send(context, amal, begin(context, amal, key)).submission_id
    draft = begin(context, amal, key, entry)
    send(context, amal, draft, service_type="legal_aid")
    kept = drafting.save_draft(context, amal, draft.id, draft.answers | {"service_type": "education"}, draft.answers)
    assert kept.draft.base == draft.id and "correction" in kept.conflict.text
    assert drafting.submit(context, amal, kept.draft.id, kept.draft.answers).submission_id
    assert needs(context, amal, key) == ["education"]


def test_a_new_case_sent_from_two_windows_is_one_case_with_a_correction_that_waits(context, amal):
    draft = drafting.open_draft(context, amal, "core", "intake")
    first = drafting.submit(context, amal, draft.id, INTAKE)
    assert drafting.submit(context, amal, draft.id, INTAKE) == first
    other = drafting.submit(context, amal, draft.id, INTAKE | {"age": 17})
    assert other.elsewhere and not other.case_key
    kept = drafting.save_draft(context, amal, draft.id, {"age": 17}, draft.answers)
    assert (kept.draft.case_key, kept.draft.base, kept.draft.form) == (first.case_key, draft.id, "intake")


def test_what_is_typed_into_a_draft_that_another_window_discarded_is_kept(context, amal, key):
    draft = begin(context, amal, key)
    drafting.discard(context, amal, draft.id)
    kept = drafting.save_draft(context, amal, draft.id, {"service_type": "education"}, draft.answers)
    assert "discarded in another window" in kept.conflict.text
    assert begin(context, amal, key).answers == {"service_type": "education"}


def test_a_draft_begun_since_in_the_other_window_is_not_written_over(context, amal, key):
    draft = begin(context, amal, key)
    send(context, amal, draft)
    newer = begin(context, amal, key)
    drafting.save_draft(context, amal, newer.id, {"service_type": "legal_aid"})
    with pytest.raises(RecordError, match="only on this screen"):
        drafting.save_draft(context, amal, draft.id, draft.answers | {"service_type": "education"}, draft.answers)
    assert begin(context, amal, key).answers == {"service_type": "legal_aid"}


def test_sending_over_a_compared_entry_is_refused_when_a_newer_one_came(context, amal, person, key):
    sara = person("supervisor", "A01", username="sara")
    entry = send(context, amal, begin(context, amal, key)).submission_id
    mine = begin(context, sara, key, entry)
    for service in ("legal_aid", "education"):
        entry = send(context, amal, begin(context, amal, key, entry), service_type=service).submission_id
        told = send(context, sara, mine)
        assert told.conflict.theirs["service_type"] == service
        if service == "legal_aid":
            compared = told.conflict.entry
    assert drafting.submit(context, sara, mine.id, mine.answers, over=compared).conflict
    assert drafting.submit(context, sara, mine.id, mine.answers, over=entry).submission_id
