"""What is answered in the three cases of children: answers by question, as the forms take them."""

from datetime import timedelta
from typing import Any

from dashboard.actions.work import checking, closing, drafting, sending, steps
from dashboard.i18n import BAGHDAD
from dashboard.ui.widgets.strip import rests_on
from tests.actions.filled import CALM
from tests.worked.conftest import Worked

CHILD = {"gender": "female", "assent": "yes", "consent_services": "yes"}
RISK, INCIDENT, WEIGH = "safety.risk_assessment", "core.incident", "legal.risk_benefit"
REQUEST, PLANNING = "digital.removal_request", "safety.safety_plan"
NO_RISK: dict[str, Any] = CALM | {
    "offline_abuse": "no",
    "guardian_harm": "no",
}
HAPPENED: dict[str, Any] = {
    "incident_month": "2026-11-01",
    "perpetrators": "n1",
    "known_in_person": "online_only",
    "relationship": "online_acquaintance",
    "access": ["unknown"],
    "offline_harm": ["none"],
    "previous_incidents": "no",
    "referred_from": "self_referral_first_point_of_contact",
}
IMAGE: dict[str, Any] = {"content_kind": ["image"], "sexual": "yes", "depicts_minor": "yes"}
AGREED: dict[str, Any] = {
    "given_by": "individual",
    "manner": "verbal",
    "services": "yes",
    "information_sharing": "yes",
    "reporting": "yes",
    "digital_action": "yes",
    "law_enforcement": "yes",
    "feedback": "no",
}
DIGITAL: dict[str, Any] = {
    "safety_checked": "yes",
    "content": ["image"],
    "sexual": "yes",
    "depicts_minor": None,
    "access": ["none"],
    "would_escalate": "unsure",
    "consent_digital": "yes",
    "evidence": "child_protection",
    "knows_rule": True,
}
ROUTE: dict[str, Any] = {
    "content": ["image"],
    "sexual": "yes",
    "depicts_minor": None,
    "reported": "not_yet",
    "would_escalate": "unsure",
    "chosen": "now",
}
CARE: dict[str, Any] = {
    "distress": "moderate",
    "self_harm": "none",
    "first_aid": "given",
    "symptoms": ["anxiety", "shame"],
    "child_signs": ["self_blame"],
    "functioning": "harder",
    "supporters": ["family"],
    "caregiver_response": "protective",
    "care": "basic",
}
PLAN: dict[str, Any] = {
    "safety_plan_needed": "yes",
    "developed_with_survivor": "yes",
    "safe_adult": "yes",
    "parts": ["discreet_contact", "safe_access", "digital_measures", "emergency_contact"],
    "shelter": "not_needed",
    "relocation": "not_needed",
    "protective_order": "not_needed",
    "escort": "not_needed",
    "police_contact": "in_place",
    "complete": "yes",
}
WEIGHED: dict[str, Any] = {
    "right_to_report": "yes",
    "right_not_to": "yes",
    "explained": ["procedure", "role", "time", "confidentiality", "family", "no_promise"],
    "risks": ["family"],
    "honour_escalates": "no",
    "protection": ["discreet"],
    "procedure_followed": "yes",
}
FILING = ("authority", "cybercrime_unit", "prepare", "accompany", "complaint")
"""Steps of legal help that lead to a complaint about a child."""
TAKEN_DOWN: dict[str, Any] = {
    "violence_type": "self_generated_content",
    "image_depicts_minor": "yes",
    "channel": "take_it_down",
    "own_device": "yes",
    "survivor_holds_pin": "yes",
    "outcome": "pending",
}
TALK: dict[str, Any] = {
    "mode": "in_person",
    "risk_change": "lower",
    "reappeared": "no",
    "retaliation": "no",
    **dict.fromkeys(("goal_safety", "goal_psychosocial", "goal_digital"), "met"),
    **dict.fromkeys(("goal_health", "goal_justice", "goal_other"), "n_a"),
    "done": ["safety", "emotional"],
    "new_needs": "no",
    "recommend_close": "no",
    "contact_through": "herself",
}
CLOSING: dict[str, Any] = {
    "reasons": ["needs_met"],
    "safety_plan_reviewed": "yes",
    "told_can_return": "yes",
    "content_status": "unknown",
}


def mark(worked: Worked, step: str, state: Any = "done", *, override: str = "") -> None:
    """Mark a step of a checklist ("safety.protection.child_protection"); it must be taken."""
    marked = steps.mark(worked.context, worked.manager, worked.key, *step.split("."), state, override=override)  # type: ignore[misc]
    assert marked.saved, marked.warnings


def revise(worked: Worked, form: str, answers: dict[str, Any]) -> None:
    """Write news into the newest entry of a form."""
    area, name = form.split(".")
    entry = worked.opened.work.entries(area, name)[0].id
    draft = drafting.open_draft(worked.context, worked.manager, area, name, worked.key, entry)
    outcome = sending.submit(worked.context, worked.manager, draft.id, draft.answers | answers)
    assert outcome.submission_id, outcome.problems


def day(worked: Worked, after: int = 0) -> str:
    """Return the day in Iraq, `after` days from now, as a form takes it."""
    return (worked.at.astimezone(BAGHDAD).date() + timedelta(days=after)).isoformat()


def seen(worked: Worked, form: str, answers: dict[str, Any]) -> Any:
    """Return what the page shows while a form is filled in: notes, choices, what is suggested."""
    area, name = form.split(".")
    opened = worked.opened
    return checking.examine(worked.context, worked.context.form(area, name), opened.case, opened.work, answers)


def referral(worked: Worked, service_type: str, status: str = "sent", **answers: Any) -> dict[str, Any]:
    """Return the answers of a referral that was sent today."""
    sent = {"service_type": service_type, "urgency": "1_day", "sent_on": day(worked), "status": status}
    answered = {"responded_on": day(worked)} if status in ("accepted", "completed") else {}
    return sent | answered | {"consent_basis": "consented"} | answers


def ends(worked: Worked, **answers: Any) -> dict[str, Any]:
    """Return the answers that close a case, with a decision on everything that is still open."""
    rows = [matter.row | {"decision": "goes_on"} for matter in closing.matters(worked.opened.work)]
    return CLOSING | {"closed_on": day(worked), "still_open": rows} | answers


def states(case: Worked) -> Any:
    """Return the state of each step that was marked or is needless."""
    return case.opened.work.states


def needless(case: Worked) -> dict[str, str]:
    """Return why a step is not needed, by its name ("legal.choice.complaint")."""
    return {".".join(step): reason.because for step, reason in case.opened.work.needless.items()}


def numbers(case: Worked) -> list[str]:
    """Return the telephone numbers of the action plan."""
    return [number for entry in case.lines for kind, number in entry.service.channels if kind == "phone"]


def advice(case: Worked, answers: dict[str, Any]) -> list[str]:
    """Return the ways, in their order, that the form Where to report or remove advises."""
    return str(seen(case, "digital.route", answers).answers["advice"]).split()


def answer_in(case: Worked) -> float:
    """Return in how many hours it is asked what became of a referral, the soonest."""
    return min(case.due_in(task) for task in case.tasks if task.startswith("core.answer_"))


def strip(case: Worked) -> str:
    """Return what the strip of the case says of consent."""
    return rests_on(case.context, case.opened)
