"""Proof comes before removal, but for where there must be none: each such answer settles the step."""

import pytest

from dashboard.actions.work import cases, drafting
from tests.actions.filled import CHILD, agree, assess, send

STEP = ("digital", "removal", "evidence")
RISK = {
    "safety_checked": "yes",
    "content": ("image",),
    "sexual": "yes",
    "depicts_minor": "no",
    "content_status": "public_online",
    "access": ("none",),
    "would_escalate": "no",
    "device": "private",
    "consent_digital": "yes",
    "evidence": "explained",
    "knows_rule": True,
}
INCIDENT = {
    "incident_month": "2026-01-01",
    "content_kind": ("image",),
    "content_status": "public_online",
    "sexual": "yes",
    "depicts_minor": "unknown",
    "perpetrators": "n1",
    "relationship": "unknown",
    "known_in_person": "online_only",
    "access": ("none",),
    "offline_harm": ("none",),
    "previous_incidents": "no",
    "referred_from": "hotline",
}
REQUEST = {
    "violence_type": "sexual_extortion",
    "platform": "instagram",
    "image_depicts_minor": "no_image",
    "channel": "in_app",
    "submitted_by": "survivor",
    "outcome": "pending",
}


def sent(context, who, key, area, form, answers, **options):
    outcome = send(context, who, key, area, form, answers, **options)
    assert outcome.submission_id, outcome


def a_case_with(context, who, open_case, risk, **case):
    """Return the key of a case whose risk is assessed and whose digital risk is assessed with these answers."""
    key = open_case(who, **case)
    assess(context, who, key, **({"offline_abuse": "no", "guardian_harm": "no"} if case else {}))
    agree(context, who, key, **({"assent": "yes", "guardian_consent": "yes"} if case else {}))
    sent(context, who, key, "digital", "digital_risk", RISK | risk, override="done_elsewhere")
    return key


def state(context, who, key):
    return cases.read_case(context, who, key).work.states.get(STEP, "pending")


def warned(context, who, key):
    """What still has to come first when a report is recorded; [] when the report was taken."""
    draft = drafting.open_draft(context, who, "digital", "removal_request", key)
    return list(drafting.submit(context, who, draft.id, {**draft.answers, **REQUEST}).warnings)


SETTLED = {
    "she does not want to": {"evidence": "not_wanted"},
    "it is not safe": {"evidence": "unsafe"},
    "child protection handles it": {"evidence": "child_protection"},
    "the image is from before 18": {"depicts_minor": "yes", "evidence": "not_wanted"},
    "nobody knows her age in it": {"depicts_minor": "unknown", "evidence": "child_protection"},
}


@pytest.mark.parametrize("risk", SETTLED.values(), ids=SETTLED.keys())
def test_what_must_have_no_proof_does_not_wait_for_any(context, amal, open_case, risk):
    key = a_case_with(context, amal, open_case, risk)
    assert state(context, amal, key) == "not_needed"
    assert warned(context, amal, key) == []


@pytest.mark.parametrize("evidence", ["explained", "preserved_by_survivor"])
def test_proof_that_was_explained_or_that_she_kept_is_done(context, amal, open_case, evidence):
    key = a_case_with(context, amal, open_case, {"evidence": evidence})
    assert state(context, amal, key) == "done" and warned(context, amal, key) == []


def test_of_material_of_a_child_no_proof_is_waited_for_whatever_the_type(context, amal, open_case):
    key = open_case(amal, violence_types=("doxing",), **CHILD)
    sent(context, amal, key, "core", "incident", INCIDENT)
    assert state(context, amal, key) == "not_needed"
    reason = cases.read_case(context, amal, key).work.needless[STEP].because
    assert "never copied or kept" in reason


def test_the_step_is_back_when_she_changes_her_mind(context, amal, open_case):
    key = a_case_with(context, amal, open_case, {"evidence": "not_wanted"})
    later = drafting.open_draft(context, amal, "digital", "digital_risk", key)
    asked = {**later.answers, **RISK, "evidence": "explained"}
    assert drafting.submit(context, amal, later.id, asked).submission_id
    assert state(context, amal, key) == "done"
    assert STEP not in cases.read_case(context, amal, key).work.needless


def test_an_image_from_before_18_that_she_kept_leads_to_the_rules_of_child_protection(context, amal, open_case):
    kept = {"depicts_minor": "yes", "evidence": "preserved_by_survivor"}
    key = open_case(amal)
    sent(context, amal, key, "digital", "digital_risk", RISK | kept, override="done_elsewhere")
    told = {task.name: task for task in cases.read_case(context, amal, key).tasks}
    assert "abuse material of a child" in told["image_before_18"].reason
    assert "neither to keep nor to delete" in told["image_before_18"].reason
    settled = RISK | kept | {"evidence": "child_protection"}
    sent(context, amal, key, "digital", "digital_risk", settled, override="done_elsewhere")
    assert "image_before_18" not in {task.name for task in cases.read_case(context, amal, key).tasks}
