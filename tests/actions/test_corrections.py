"""Correcting what was written when a case was opened: seen at once, compared, and never a way round consent."""

import pytest

from dashboard.actions.work import cases, consents, drafting
from dashboard.errors import NotAllowed, RecordError
from tests.actions.filled import close

CHILD = {"age": 14, "assent": "yes", "guardian_consent": "yes"}


def correct(context, who, key, **changes):
    draft = drafting.open_draft(context, who, "core", "intake", key)
    outcome = drafting.submit(context, who, draft.id, draft.answers | changes)
    assert outcome.submission_id, outcome
    return cases.read_case(context, who, key)


def due(file):
    return {task.name for task in file.tasks}


def test_a_correction_begins_from_what_is_there_and_keeps_the_case_and_its_history(context, amal, open_case):
    key = open_case(amal)
    file = correct(context, amal, key, governorate="IQ-SU", platforms=("tiktok", "x"), primary_platform="x")
    assert (file.case.key, file.case.governorate, file.case.primary_platform) == (key, "IQ-SU", "x")
    assert (file.case.gender, file.case.violence_types) == ("female", ("sexual_extortion",))
    assert [version.values["governorate"] for version in file.history] == ["IQ-SU", "IQ-AR"]
    assert cases.list_cases(context, amal).total == 1


def test_a_corrected_age_moves_the_case_to_child_protection_and_back(context, amal, open_case):
    key = open_case(amal, age=18)
    file = correct(context, amal, key, age=17, violence_types=("sexual_extortion",))
    assert (file.case.stream, file.case.age_band) == ("tf_csea", "12_17") and "child_consent" in due(file)
    file = correct(context, amal, key, age=18)
    assert file.case.stream == "tfgbv" and "child_consent" not in due(file)


def test_a_correction_neither_asks_for_consent_again_nor_loses_what_was_said(context, amal, open_case):
    key = open_case(amal, **CHILD)
    before = cases.read_case(context, amal, key)
    file = correct(context, amal, key, governorate="IQ-SU", consent_services="no", consent_reporting="no")
    assert "child_consent" not in due(before) | due(file)
    assert file.consents == before.consents
    assert file.case.consent_services and file.case.consent_reporting
    (entry,) = file.work.entries("core", "intake")
    assert (entry.answers["guardian_consent"], entry.answers["consent_services"]) == ("yes", "yes")


def test_a_correction_does_not_give_back_a_consent_that_she_took_back(context, amal, open_case):
    key = open_case(amal)
    consents.withdraw(context, amal, key, "reporting")
    assert not correct(context, amal, key, governorate="IQ-SU").case.consent_reporting


def test_two_people_correcting_the_second_compares_first(context, amal, sara, open_case):
    key = open_case(amal)
    mine = drafting.open_draft(context, sara, "core", "intake", key)
    correct(context, amal, key, governorate="IQ-SU")
    refused = drafting.submit(context, sara, mine.id, mine.answers | {"governorate": "IQ-DA"})
    assert amal.name in refused.conflict.text
    assert cases.read_case(context, amal, key).case.governorate == "IQ-SU"


@pytest.mark.parametrize(
    "changes", [{"status": "closed"}, {"consent_services": True}, {"consent_reporting": True}, {"agency": "A02"}]
)
def test_no_correction_goes_round_consent_review_or_the_agency(context, amal, open_case, changes):
    key = open_case(amal)
    consents.withdraw(context, amal, key, "reporting")
    before = cases.read_case(context, amal, key).case
    with pytest.raises(RecordError, match="cannot be corrected here"):
        cases.amend(context, amal, key, before.version, changes | {"governorate": "IQ-SU"})
    assert cases.read_case(context, amal, key).case == before


@pytest.mark.parametrize("how", ["closed", "taken back"])
def test_a_case_that_is_read_only_is_not_corrected(context, amal, sara, open_case, how):
    key = open_case(amal)
    if how == "closed":
        close(context, amal, sara, key)
    else:
        consents.withdraw(context, amal, key, "services")
    version = cases.read_case(context, amal, key).case.version
    with pytest.raises(RecordError, match="read-only"):
        cases.amend(context, amal, key, version, {"governorate": "IQ-SU"})
    with pytest.raises(RecordError, match="read-only"):
        drafting.open_draft(context, amal, "core", "intake", key)


def test_another_agency_corrects_nothing_and_learns_nothing(context, amal, open_case, person):
    key = open_case(amal)
    stranger = person("supervisor", "A02")
    for attempt in (
        lambda: cases.amend(context, stranger, key, 1, {"governorate": "IQ-SU"}),
        lambda: drafting.open_draft(context, stranger, "core", "intake", key),
    ):
        with pytest.raises(NotAllowed, match="no case with this key"):
            attempt()
