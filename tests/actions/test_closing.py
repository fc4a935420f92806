"""A case is closed when what is still open was decided and the risk was assessed again, or for a reason that is approved."""

import pytest

from dashboard.actions.supervisor import reviews
from dashboard.actions.work import cases, checking, consents, drafting, steps
from dashboard.casework.core_forms import core_form
from dashboard.errors import RecordError
from dashboard.forms import Form
from dashboard.i18n.dates import local
from tests.actions.filled import CLOSURE, NEED, REFERRAL, agree, assess, send
from tests.plugins.filled import PLANNED

MET = {name: answer for name, answer in CLOSURE.items() if name != "without_assessment"}
URGENT = {"service_type": "safe_house_shelter", "urgency": "1_hour"}


@pytest.fixture
def key(context, amal, open_case):
    key = open_case(amal)
    agree(context, amal, key, referrals=("legal_aid", "safe_house_shelter"))
    return key


def close(context, who, key, decision="", **changes):
    """Send a closing in, each row that it begins with decided alike; return the outcome."""
    draft = drafting.open_draft(context, who, "core", "closure", key)
    rows = [row | ({"decision": decision} if decision else {}) for row in draft.answers["still_open"]]
    return drafting.submit(context, who, draft.id, {**draft.answers, **MET, "still_open": rows} | changes)


def act(context, who, key):
    assert steps.mark(
        context, who, key, "safety", "protection", "first_action", "done", override="life_in_danger"
    ).saved


def approve(context, supervisor):
    reviews.approve(context, supervisor, reviews.waiting(context, supervisor)[-1].review.id)


def status(context, who, key):
    return cases.read_case(context, who, key).case.status


def kept(context, who, key):
    return cases.read_case(context, who, key).work.entries("core", "closure")[0].answers


def test_a_high_risk_case_does_not_close_minutes_after_it_was_opened(context, amal, sara, key):
    """The case of the trial: needs met, a referral without an end, a plan that nobody has looked at, no action yet."""
    assess(context, amal, key)
    send(context, amal, key, "core", "referral", REFERRAL)
    send(context, amal, key, "safety", "safety_plan", PLANNED | {"review_date": local(context.now()).date()})
    refused = close(context, amal, key)
    assert set(refused.problems) == {
        "without_assessment",
        "still_open.1.decision",
        "still_open.2.decision",
        "still_open",
    }
    assert "Legal" in refused.problems["still_open"] and "supervisor" in refused.problems["still_open"]
    assert [waiting.review.form for waiting in reviews.waiting(context, sara)] == ["safety_plan"]
    assert status(context, amal, key) == "open"


@pytest.mark.parametrize("level", ["high", "medium"])
def test_a_case_closes_at_high_or_medium_risk_after_an_assessment_since_the_last_action(
    context, amal, sara, key, level
):
    override = {} if level == "high" else {"override_reason": "new_information"}
    assess(context, amal, key, level=level, **override)
    act(context, amal, key)
    assert set(close(context, amal, key).problems) == {"without_assessment"}
    assess(context, amal, key, level=level, **override)
    assert close(context, amal, key).submission_id
    approve(context, sara)
    assert status(context, amal, key) == "closed"


def test_a_case_whose_risk_was_never_assessed_does_not_close_as_if_there_were_none(context, amal, key):
    assert set(close(context, amal, key).problems) == {"without_assessment"}
    assess(context, amal, key, threats="none", level="normal")
    assert close(context, amal, key).submission_id


def test_a_reason_instead_of_an_assessment_closes_the_case_only_when_the_supervisor_approves_it(
    context, amal, sara, key
):
    assess(context, amal, key)
    assert close(context, amal, key, without_assessment="taken_over").submission_id
    file = cases.read_case(context, amal, key)
    assert file.case.status == "open" and file.next_due, "until then its clock runs"
    assert "first_action" in {task.name for task in file.tasks}
    approve(context, sara)
    assert status(context, amal, key) == "closed"


def test_each_open_matter_is_listed_and_its_decision_kept(context, amal, sara, key):
    assess(context, amal, key, threats="none", level="normal")
    send(context, amal, key, "core", "referral", REFERRAL)
    send(
        context,
        amal,
        key,
        "core",
        "need",
        NEED | URGENT | {"outcome": "service_unavailable", "unavailable_reason": "capacity"},
    )
    draft = drafting.open_draft(context, amal, "core", "closure", key)
    assert draft.answers["still_open"] == [
        {"kind": "referral", "service_type": "legal_aid"},
        {"kind": "need", "service_type": "safe_house_shelter"},
    ]
    assert "still_open" in close(context, amal, key).problems
    assert "still_open" in close(context, amal, key, still_open=()).problems, "a row that was taken away is not decided"
    assert close(context, amal, key, "handed_over").submission_id
    assert [row["decision"] for row in kept(context, amal, key)["still_open"]] == ["handed_over"] * 2
    approve(context, sara)
    assert status(context, amal, key) == "closed"


@pytest.mark.parametrize("reason", ["survivor_request", "no_contact", "death"])
def test_at_her_wish_after_loss_of_contact_or_death_closing_is_never_held_up_and_says_what_stays_open(
    context, amal, sara, key, reason
):
    assess(context, amal, key)
    send(context, amal, key, "core", "referral", REFERRAL)
    outcome = close(context, amal, key, reasons=(reason, "no_further_support"), still_open=())
    assert outcome.submission_id and not outcome.problems
    answers = kept(context, amal, key)
    assert answers["still_open"] == [{"kind": "referral", "service_type": "legal_aid", "decision": "stays_open"}]
    assert "without_assessment" not in answers
    approve(context, sara)
    assert status(context, amal, key) == "closed"


def test_a_reason_that_has_to_be_true_is_looked_at_also_beside_her_wish(context, amal, key):
    assess(context, amal, key)
    send(context, amal, key, "core", "referral", REFERRAL)
    refused = close(context, amal, key, reasons=("survivor_request", "needs_met"))
    assert {"without_assessment", "still_open"} <= set(refused.problems)


def test_after_she_took_her_consent_back_the_case_closes_at_her_wish(context, amal, sara, key):
    assess(context, amal, key)
    send(context, amal, key, "core", "referral", REFERRAL)
    consents.withdraw(context, amal, key, "services")
    assert close(context, amal, key, reasons=("survivor_request",)).submission_id
    approve(context, sara)
    assert status(context, amal, key) == "closed"


def test_what_happened_after_the_closing_was_sent_in_holds_it_up(context, amal, sara, key):
    assess(context, amal, key, threats="none", level="normal")
    assert close(context, amal, key).submission_id
    assert reviews.waiting(context, sara)[0].obstacle == ""
    send(context, amal, key, "core", "referral", REFERRAL)
    assess(context, amal, key)
    assert "Legal" in reviews.waiting(context, sara)[0].obstacle
    with pytest.raises(RecordError, match="Send the closing back"):
        approve(context, sara)
    assert status(context, amal, key) == "open"
    reviews.send_back(context, sara, reviews.waiting(context, sara)[0].review.id, "too_early")
    assert close(context, amal, key, "goes_on", without_assessment="taken_over").submission_id
    approve(context, sara)
    assert status(context, amal, key) == "closed"


def test_a_service_that_she_received_is_an_action_too(context, amal, key):
    send(context, amal, key, "core", "referral", REFERRAL)
    assess(context, amal, key)
    assert close(context, amal, key, "goes_on").submission_id
    entry = cases.read_case(context, amal, key).work.entries("core", "referral")[0].id
    draft = drafting.open_draft(context, amal, "core", "referral", key, entry)
    today = str(local(context.now()).date())
    ended = {"status": "completed", "responded_on": today, "service_on": today}
    assert drafting.submit(context, amal, draft.id, {**draft.answers, **ended}).submission_id
    assert set(close(context, amal, key).problems) == {"without_assessment"}


def test_an_areas_own_form_that_is_called_closure_is_not_told_what_the_cores_knows(context, amal, key):
    questions = "| survey |\n| | type | name | label |\n| | hidden | assessed_since | |\n| | text | how | How? |\n"
    own = Form.from_markdown(
        questions + "\n| settings |\n| | form_title | form_id | version |\n| | End | end | 1 |", name="closure"
    )
    file = cases.read_case(context, amal, key)
    told = [checking.examine(context, form, file.case, file.work, {}) for form in (own, core_form("closure"))]
    assert [state.answers.get("assessed_since") for state in told] == [None, "no"]
