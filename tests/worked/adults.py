"""What the three women of the written cases answer, form by form. They are invented; places and kinds are the guide's."""

from typing import Any

from tests.actions.filled import CALM

Answers = dict[str, Any]
UNHARMED: Answers = CALM | {
    "restrictions": ("none",),
    "perpetrator_reach": ("none",),
    "source_perpetrator": "creates",
    "source_partner": "none",
    "source_network": "none",
    "course": "better",
}
"""The best answer to each question of the risk assessment: what is wrong is said in each case, and nothing else."""
AGREES: Answers = {
    "given_by": "individual",
    "manner": "verbal",
    "services": "yes",
    "information_sharing": "yes",
    "reporting": "yes",
    "digital_action": "yes",
    "law_enforcement": "not_asked",
    "feedback": "no",
}
PLAN: Answers = {
    "safety_plan_needed": "yes",
    "developed_with_survivor": "yes",
    "parts": ("shelter_option", "discreet_contact", "safe_access", "digital_measures"),
    "shelter": "offered",
    "relocation": "in_place",
    "protective_order": "not_needed",
    "escort": "not_needed",
    "police_contact": "in_place",
    "complete": "yes",
}
TALK: Answers = {
    "mode": "phone",
    "risk_change": "lower",
    "reappeared": "no",
    "retaliation": "no",
    "goal_safety": "met",
    "goal_health": "n_a",
    "goal_psychosocial": "in_progress",
    "goal_justice": "n_a",
    "goal_digital": "in_progress",
    "goal_other": "n_a",
    "done": ("safety", "referral"),
    "new_needs": "no",
    "recommend_close": "no",
    "contact_through": "herself",
}
LEGAL: Answers = {
    "right_to_report": "yes",
    "right_not_to": "yes",
    "explained": ("procedure", "role", "confrontation", "time", "confidentiality", "family", "no_promise"),
    "protection": ("discreet",),
    "protection_when": ("before", "during", "after"),
}
CLOSING: Answers = {"reasons": ("needs_met",), "safety_plan_reviewed": "yes", "told_can_return": "yes"}

ERBIL: Answers = {
    "age": 24,
    "governorate": "IQ-AR",
    "violence_types": ("sexual_extortion", "image_based_abuse"),
    "primary_violence_type": "sexual_extortion",
    "platforms": ("whatsapp",),
}
ERBIL_RISK = UNHARMED | {
    "threats": "credible",
    "blackmail": "severe",
    "honour": "possible",
    "public": "possible",
    "emotional": "yes",
    "perpetrator_reach": ("contact", "nearby"),
    "source_family": "expands",
    "source_partner": "creates",
    "likelihood": "likely",
    "imminence": "days",
    "course": "worse",
    "level": "high",
}
ERBIL_INCIDENT: Answers = {
    "image_abuse": ("threatening",),
    "demands": ("meeting",),
    "content_kind": ("image",),
    "content_status": "threatened_only",
    "sexual": "yes",
    "depicts_minor": "no",
    "perpetrators": "n1",
    "relationship": "intimate_partner_former_partner",
    "known_in_person": "yes",
    "access": ("physical",),
    "offline_harm": ("none",),
    "previous_incidents": "no",
    "referred_from": "self_referral_first_point_of_contact",
}
ERBIL_DIGITAL: Answers = {
    "safety_checked": "yes",
    "content_status": "threatened_only",
    "access": ("physical",),
    "would_escalate": "yes",
    "device": "private",
    "consent_digital": "yes",
    "evidence": "explained",
    "measures": ("hash_tool", "privacy"),
    "knows_rule": "OK",
}
STOPNCII: Answers = {
    "channel": "stopncii",
    "image_depicts_minor": "no",
    "own_device": "yes",
    "submitted_by": "survivor",
    "survivor_holds_pin": "yes",
}

BASRA: Answers = {
    "age": 31,
    "governorate": "IQ-BA",
    "violence_types": ("doxing", "hate_speech"),
    "primary_violence_type": "doxing",
    "platforms": ("facebook",),
}
BASRA_RISK = UNHARMED | {
    "self_harm": "ideation",
    "harassment": "continued",
    "public": "yes",
    "emotional": "yes",
    "perpetrator_reach": ("contact",),
    "source_community": "expands",
    "source_network": "expands",
    "likelihood": "possible",
    "imminence": "weeks",
    "course": "same",
    "level": "medium",
}
BASRA_INCIDENT: Answers = {
    "content_kind": ("text",),
    "content_status": "public_online",
    "perpetrators": "unknown",
    "relationship": "unknown",
    "known_in_person": "anonymous",
    "access": ("none",),
    "offline_harm": ("none",),
    "previous_incidents": "no",
    "referred_from": "teacher_school_official",
}
BASRA_MIND: Answers = {
    "distress": "moderate",
    "self_harm": "ideation",
    "first_aid": "given",
    "symptoms": ("shame", "sleep"),
    "functioning": "harder",
    "supporters": ("friend", "family"),
    "care": "specialised",
    "referral": "made",
}
BASRA_DIGITAL: Answers = {
    "safety_checked": "yes",
    "content_status": "public_online",
    "access": ("none",),
    "would_escalate": "no",
    "device": "private",
    "consent_digital": "yes",
    "evidence": "preserved_by_survivor",
    "measures": ("report", "privacy"),
    "knows_rule": "OK",
}
BASRA_REPORTS: Answers = {
    "risks": ("retaliation", "delay"),
    "honour_escalates": "no",
    "decision": "report",
    "authority": "police_911",
    "voluntary": "yes",
    "evidence": "prepared",
    "prepared": ("where_how", "information", "interviews", "time", "borders"),
    "planned": ("notified", "backlash", "support"),
    "accompany": "yes",
    "accompany_by": "agency",
}
COMPLAINT: Answers = {
    "authority": "police_911",
    "accompanied": "yes",
    "accompanied_by": "agency",
    "evidence": "prepared",
    "registered": "yes",
    "outcome": "registered",
    "perpetrator_notified": "no",
    "retaliation": "no",
    "confidentiality_breach": "no",
    "protection_asked": ("none",),
}

DUHOK: Answers = {
    "age": 34,
    "governorate": "IQ-DA",
    "violence_types": ("cyberstalking", "hacking"),
    "primary_violence_type": "cyberstalking",
    "platforms": ("whatsapp",),
}
DUHOK_RISK = UNHARMED | {
    "threats": "vague",
    "physical": "yes",
    "emotional": "yes",
    "restrictions": ("communication",),
    "perpetrator_reach": ("device", "location", "nearby"),
    "source_partner": "creates",
    "likelihood": "likely",
    "imminence": "days",
    "course": "worse",
    "level": "high",
}
DUHOK_INCIDENT: Answers = {
    "content_kind": ("none",),
    "perpetrators": "n1",
    "relationship": "intimate_partner_former_partner",
    "known_in_person": "yes",
    "access": ("device", "location", "physical"),
    "offline_harm": ("physical_assault",),
    "gbvims_type": "physical_assault",
    "previous_incidents": "yes",
    "same_perpetrator": "yes",
    "referred_from": "hotline",
}
DUHOK_DIGITAL: Answers = {
    "safety_checked": "yes",
    "content": ("none",),
    "access": ("device", "location"),
    "would_escalate": "yes",
    "device": "shared",
    "consent_digital": "yes",
    "evidence": "unsafe",
    "measures": ("safe_device",),
    "knows_rule": "OK",
}
DUHOK_DEVICE_PLAN: Answers = {
    "digital_plan_needed": "yes",
    "safe_device": "shared",
    "together": "yes",
    "agrees_with_safety_plan": "yes",
    "passwords": "planned",
    "two_factor": "planned",
    "privacy": "planned",
    "apps": "unsafe_now",
    "location": "unsafe_now",
    "limit_contact": "unsafe_now",
    "complete": "no",
}
