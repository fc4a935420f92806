"""Forms filled in as a case worker would, and what is sent in with them: for the tests of several folders."""

from dashboard.actions.supervisor import reviews
from dashboard.actions.work import drafting

CALM = {
    "danger_now": "no",
    "self_harm": "none",
    "threats": "none",
    "blackmail": "none",
    "harassment": "none",
    "financial": "no",
    "physical": "no",
    "honour": "no",
    "public": "no",
    "emotional": "no",
    "source_family": "none",
    "source_perpetrator": "none",
    "source_community": "none",
    "likelihood": "unlikely",
    "imminence": "later",
    "course": "same",
}
"""A risk assessment that found no danger, without the level."""
RISK = CALM | {
    "threats": "credible",
    "source_perpetrator": "creates",
    "likelihood": "possible",
    "imminence": "weeks",
    "level": "high",
}
AGREES = {
    "given_by": "individual",
    "manner": "verbal",
    "services": "yes",
    "information_sharing": "yes",
    "referrals": ("legal_aid", "cash"),
    "reporting": "yes",
    "digital_action": "yes",
    "law_enforcement": "no",
    "feedback": "not_asked",
}
CHILD = {"age": 14, "assent": "yes", "guardian_consent": "yes", "agreed_by": "guardian", "best_interest_by": None}
NEED = {"service_type": "legal_aid", "urgency": "3_days", "outcome": "referred"}
REFERRAL = {"service_type": "legal_aid", "consent_basis": "consented", "urgency": "3_days", "status": "sent"}
FOLLOW_UP = {"mode": "phone", "risk_change": "same", "reappeared": "no", "retaliation": "no", "done": ("information",)}
FOLLOW_UP |= {f"goal_{goal}": "n_a" for goal in ("safety", "health", "psychosocial", "justice", "digital", "other")}
FOLLOW_UP |= {"new_needs": "no", "recommend_close": "yes", "contact_through": "herself"}
CLOSURE = {
    "reasons": ("needs_met", "no_further_support"),
    "without_assessment": "taken_over",
    "safety_plan_reviewed": "yes",
    "told_can_return": "yes",
    "content_status": "removed",
}
BACK = {"reason": "content_back", "consent_again": "yes"}


def assess(context, who, key, **changes):
    draft = drafting.open_draft(context, who, "safety", "risk_assessment", key)
    outcome = drafting.submit(context, who, draft.id, RISK | changes)
    assert not outcome.problems
    return outcome


def send(context, who, key, area, form, answers, **options):
    draft = drafting.open_draft(context, who, area, form, key)
    return drafting.submit(context, who, draft.id, {**draft.answers, **answers}, **options)


def agree(context, who, key, **changes):
    outcome = send(context, who, key, "core", "consent", AGREES | changes)
    assert outcome.submission_id, outcome
    return outcome


def ask_to_close(context, who, key, **changes):
    """Ask for the closing of a case; what is still open goes on without us."""
    draft = drafting.open_draft(context, who, "core", "closure", key)
    rows = [{"decision": "goes_on"} | row for row in draft.answers["still_open"]]
    outcome = send(context, who, key, "core", "closure", {"still_open": rows} | CLOSURE | changes)
    assert outcome.submission_id, outcome
    return outcome.submission_id


def close(context, who, supervisor, key):
    ask_to_close(context, who, key)
    reviews.approve(context, supervisor, reviews.waiting(context, supervisor)[0].review.id)
