"""What is due after services were taken back, and who agrees for a child: the shell's rules on invented cases."""

from tests.casework.recorded import REFERRAL, child, due, record

TAKEN_BACK = {"services": "withdrawn", "referral:legal_aid": "withdrawn"}


def test_an_adults_case_is_closed_and_a_childs_best_interests_are_decided_on_first(a_case):
    assert list(due(a_case, record(TAKEN_BACK))) == ["withdrawn"]
    assert list(due(child(a_case), record(TAKEN_BACK))) == ["best_interest", "withdrawn"]


def test_what_rested_on_consent_is_taken_back_and_what_a_danger_asked_for_is_followed_up(a_case):
    for ground in ("life_in_danger", "mandatory_reporting"):
        sent = [REFERRAL | {"consent_basis": ground}, REFERRAL | {"consent_basis": "consented"}]
        assert set(due(a_case, record(TAKEN_BACK, referral=sent))) == {"answer", "revoke", "withdrawn"}


def test_what_is_said_when_a_childs_case_opens_again_counts(a_case):
    complete, lacking = {"assent": "yes", "guardian_consent": "yes"}, {"assent": "no", "guardian_consent": "yes"}
    assert "child_consent" in due(child(a_case), record(intake=complete, reopening=lacking))
    assert "child_consent" not in due(child(a_case), record(intake=lacking, reopening=complete))
