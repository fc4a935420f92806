"""What is on record of a child reaches the suggested risk level, through the form as it is sent in."""

from datetime import timedelta

import pytest

from dashboard.actions.work import cases, drafting
from dashboard.i18n.dates import local
from tests.actions.filled import CHILD, RISK, agree

INCIDENT = {
    "incident_month": None,
    "violence_types": ("csam",),
    "platforms": ("instagram",),
    "content_kind": ("text",),
    "content_status": "unknown",
    "perpetrators": "n1",
    "relationship": "unknown",
    "known_in_person": "unknown",
    "access": ("unknown",),
    "offline_harm": ("none",),
    "previous_incidents": "unknown",
    "referred_from": "hotline",
}
CALM = RISK | {"threats": "none", "offline_abuse": "no", "guardian_harm": "no", "likelihood": "unlikely"}


def child(open_case, amal, *types):
    first = {"primary_violence_type": types[0]} if len(types) > 1 else {}
    return open_case(amal, age=14, assent="yes", guardian_consent="yes", violence_types=types, **first)


def assess(context, who, key, **changes):
    draft = drafting.open_draft(context, who, "safety", "risk_assessment", key)
    outcome = drafting.submit(
        context, who, draft.id, {**draft.answers, **CALM, "override_reason": "supervisor"} | changes
    )
    assert outcome.submission_id, outcome
    decision = cases.read_case(context, who, key).decisions[0]
    return decision.suggested, decision.reasons


def record_incident(context, who, key, **changes):
    draft = drafting.open_draft(context, who, "core", "incident", key)
    answers = INCIDENT | {"incident_month": local(context.now()).date().replace(day=1)} | changes
    outcome = drafting.submit(context, who, draft.id, {**draft.answers, **answers})
    assert outcome.submission_id, outcome


def tasks(context, who, key):
    return {task.name: task for task in cases.read_case(context, who, key).tasks}


def test_grooming_and_abuse_material_with_a_guardian_who_may_harm_is_high(context, amal, open_case):
    """The case of the trial: it was suggested normal risk, seven days."""
    key = child(open_case, amal, "online_grooming", "csam")
    suggested, reasons = assess(context, amal, key, guardian_harm="possible")
    assert suggested == "high" and {"guardian_unclear", "child_material"} <= set(reasons)


@pytest.mark.parametrize("kind", ["live_streaming", "self_generated_content"])
def test_live_streaming_and_what_the_child_made_count_as_such_material(context, amal, open_case, kind):
    suggested, reasons = assess(context, amal, child(open_case, amal, kind), offline_abuse="unknown")
    assert suggested == "high" and {"offline_unclear", "child_material"} <= set(reasons)


def test_material_that_only_the_incident_tells_of_counts_too(context, amal, open_case):
    key = child(open_case, amal, "online_grooming")
    assert assess(context, amal, key) == ("normal", ())
    record_incident(context, amal, key)
    assert assess(context, amal, key) == ("medium", ("child_material",))
    assert assess(context, amal, key, guardian_harm="not_asked")[0] == "high"


def test_a_caregiver_whom_the_incident_names_is_not_forgotten_in_the_risk_form(context, amal, open_case):
    key = child(open_case, amal, "online_grooming")
    record_incident(context, amal, key, violence_types=("online_grooming",), relationship="primary_caregiver")
    assert assess(context, amal, key) == ("high", ("guardian_harms",))


def test_a_guardian_who_is_recorded_as_unsafe_after_the_level_was_decided_asks_for_it_anew(context, amal, open_case):
    key = child(open_case, amal, "online_grooming")
    assess(context, amal, key, level="normal", override_reason=None)
    assert "assess_guardian" not in tasks(context, amal, key)
    agreed = {"age": None, "guardian_consent": "unsafe_to_seek", "agreed_by": None, "best_interest_by": "court"}
    agree(context, amal, key, **CHILD | agreed)
    assert tasks(context, amal, key)["assess_guardian"].due <= context.now() + timedelta(hours=1)
    assert assess(context, amal, key, level="medium", override_reason=None) == ("medium", ("guardian_unclear",))
    assert "assess_guardian" not in tasks(context, amal, key), "that home may be unsafe is counted"
    record_incident(context, amal, key, violence_types=("online_grooming",), relationship="primary_caregiver")
    assert tasks(context, amal, key)["assess_guardian"].due <= context.now() + timedelta(hours=1)
    assert assess(context, amal, key, level="high", override_reason=None) == ("high", ("guardian_harms",))
    assert "assess_guardian" not in tasks(context, amal, key)


def test_material_that_is_told_after_a_level_was_decided_asks_for_the_level_anew_within_the_hour(
    context, amal, open_case
):
    key = child(open_case, amal, "online_grooming")
    assess(context, amal, key, level="normal", override_reason=None)
    assert "assess_material" not in tasks(context, amal, key)
    record_incident(context, amal, key)
    assert tasks(context, amal, key)["assess_material"].due <= context.now() + timedelta(hours=1)
    assess(context, amal, key, level="medium", override_reason=None)
    assert "assess_material" not in tasks(context, amal, key)
