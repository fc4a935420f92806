"""A decision makes steps needless for as long as it stands; what was done stays, and her protection stays in sight."""

import pytest

from dashboard.actions.work import cases, consents, steps
from dashboard.errors import RecordError
from tests.actions.filled import CHILD, agree, assess, send

FILING = {"authority", "evidence", "cybercrime_unit", "prepare", "accompany", "complaint"}
PROTECTING = {"protection_needs", "protection_plan", "shelter", "backlash", "follow_up", "support"}
WEIGHED = {
    "right_to_report": "yes",
    "right_not_to": "yes",
    "explained": ("time",),
    "risks": ("retaliation",),
    "honour_escalates": "no",
    "protection": ("none",),
    "decision": "not_report",
}
REPORTS = {
    "decision": "report",
    "authority": "dcvaw_119",
    "voluntary": "yes",
    "evidence": "explained",
    "accompany": "yes",
    "accompany_by": "agency",
}


@pytest.fixture
def key(context, amal, open_case):
    made = open_case(amal)
    assess(context, amal, made)
    return made


def weigh(context, who, key, **changes):
    outcome = send(context, who, key, "legal", "risk_benefit", WEIGHED | changes)
    assert outcome.submission_id, outcome


def legal(context, who, key):
    states = cases.read_case(context, who, key).work.states
    return {item: state for (area, _list, item), state in states.items() if area == "legal"}


def settled(context, who, key):
    return {item for item, state in legal(context, who, key).items() if state == "not_needed"}


def test_not_to_report_settles_what_leads_to_a_complaint_and_nothing_that_protects_her(context, amal, key):
    weigh(context, amal, key)
    assert settled(context, amal, key) == FILING
    assert not PROTECTING & settled(context, amal, key)
    reason = cases.read_case(context, amal, key).work.needless["legal", "choice", "complaint"]
    assert reason.because == "She decided not to report."


@pytest.mark.parametrize("later", [REPORTS, {"decision": "undecided"}], ids=["report", "undecided"])
def test_the_steps_come_back_when_she_changes_her_mind_and_go_again(context, amal, key, later):
    weigh(context, amal, key)
    weigh(context, amal, key, **later)
    assert not settled(context, amal, key)
    weigh(context, amal, key)
    assert "complaint" in settled(context, amal, key)


def test_what_was_marked_by_hand_stands_beside_the_decision(context, amal, key):
    step = ("legal", "choice", "evidence")
    weigh(context, amal, key, **REPORTS)
    assert steps.mark(context, amal, key, *step, "done").saved
    weigh(context, amal, key)
    assert legal(context, amal, key)["evidence"] == "done"


def test_a_step_is_not_held_back_by_one_that_is_needless(context, amal, key):
    agree(context, amal, key, law_enforcement="yes")
    weigh(context, amal, key, **REPORTS)
    assert steps.mark(context, amal, key, "legal", "choice", "accompany", "done").warnings, "it comes after preparing"
    weigh(context, amal, key)
    assert steps.mark(context, amal, key, "legal", "choice", "accompany", "done").saved


def test_a_needless_step_is_not_made_pending_by_hand_but_by_another_decision(context, amal, key):
    weigh(context, amal, key)
    with pytest.raises(RecordError, match="when she decides otherwise"):
        steps.mark(context, amal, key, "legal", "choice", "authority", "pending")


def test_a_childs_no_settles_nothing_until_somebody_decided_in_the_childs_best_interests(context, amal, open_case):
    key = open_case(amal, **CHILD)
    child = {"procedure_followed": "yes"}
    refused = send(context, amal, key, "legal", "risk_benefit", WEIGHED | child)
    assert set(refused.problems) == {"best_interest_by"}
    assert not settled(context, amal, key)
    weigh(context, amal, key, **child, best_interest_by="child_protection")
    assert settled(context, amal, key) == FILING - {"evidence"}
    reason = cases.read_case(context, amal, key).work.needless["legal", "choice", "complaint"]
    assert "best interests" in reason.because


def test_an_adult_who_takes_her_consent_back_settles_what_needed_it_and_a_child_does_not(context, amal, key, open_case):
    agree(context, amal, key, law_enforcement="yes")
    assert not settled(context, amal, key)
    consents.withdraw(context, amal, key, "law_enforcement")
    assert settled(context, amal, key) == {"cybercrime_unit", "prepare", "accompany", "complaint"}
    agree(context, amal, key, law_enforcement="yes")
    assert not settled(context, amal, key)

    childs = open_case(amal, **CHILD)
    agree(
        context,
        amal,
        childs,
        law_enforcement="no",
        **{name: CHILD[name] for name in ("assent", "guardian_consent", "agreed_by")},
    )
    assert not settled(context, amal, childs), "who refuses for a child may be the one who harms"
