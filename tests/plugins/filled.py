"""Answers that fill in forms of the areas: for the tests of several folders."""

from datetime import date

FILED = {
    "authority": "dcvaw_119",
    "filed_on": date(2026, 11, 10),
    "accompanied": "yes",
    "accompanied_by": "agency",
    "evidence": "prepared",
    "registered": "yes",
    "outcome": "registered",
    "perpetrator_notified": "unknown",
    "retaliation": "no",
    "confidentiality_breach": "no",
    "protection_asked": ("order", "shelter"),
    "next_contact": date(2026, 12, 1),
}
MILD = {
    "distress": "mild",
    "self_harm": "none",
    "first_aid": "given",
    "symptoms": ("sleep",),
    "functioning": "harder",
    "supporters": ("friend",),
    "care": "basic",
}
URGENT = {"self_harm": "plan", "care": "urgent", "referral": "later"}
PLANNED = {
    "safety_plan_needed": "yes",
    "developed_with_survivor": "yes",
    "parts": ("shelter_option", "discreet_contact"),
    "shelter": "offered",
    "relocation": "not_needed",
    "protective_order": "declined",
    "escort": "in_place",
    "police_contact": "in_place",
    "complete": "yes",
    "review_date": date(2026, 12, 1),
}
