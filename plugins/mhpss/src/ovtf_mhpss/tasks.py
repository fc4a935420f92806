"""What is due in psychosocial support: first aid, care until a specialist has taken over, and asking again."""

from datetime import datetime, timedelta
from typing import Any

from dashboard import Case, CaseRecord, Task

HOURS = {"danger_to_life": 24, "thoughts": 72, "not_asked": 48}
"""Hours after an assessment: until a specialist has taken over, for a plan, an attempt or other danger to her life and for
thoughts of suicide; until she is asked again, where she could not be asked. A workspace may shorten them."""
GRAVE = ("plan", "attempt")
"""Answers about self-harm that mean danger to her life."""
UNDER_WAY = ("made", "accompanied")
"""Answers that mean that she was referred."""
WAITING, TAKEN_OVER = ("sent",), ("accepted", "completed")
"""States of a referral: nobody has answered yet; somebody there has taken over."""
CARE = ("mhpss_specialised", "health_medical")
"""Codes of the services that help when her life is in danger."""
FRESH = timedelta(days=14)
"""How long before the risk decision first aid still counts; and how long after severe distress she is asked again."""


def suggest(case: Case, record: CaseRecord) -> list[Task]:
    """Return the tasks of an open case."""
    if case.status != "open":
        return []
    return [
        *_first_aid(case, record),
        *_risk_again(case, record),
        *_care(record),
        *_ask_about_self_harm(record),
        *_ask_again(record),
    ]


def _first_aid(case: Case, record: CaseRecord) -> list[Task]:
    if case.risk_level != "high" or case.risk_decided_at is None or _was_offered(case.risk_decided_at, record):
        return []
    return [
        Task(
            name="mhpss_soon",
            form="assessment",
            label="Ask about self-harm and give psychological first aid",
            reason="The case is at high risk: distress can turn dangerous quickly.",
            due=case.due_at,
        )
    ]


def _was_offered(decided: datetime, record: CaseRecord) -> bool:
    """Whether she was offered first aid: as a step, or at an assessment that is new enough for the risk decision."""
    if record.steps.get("support.first_aid") in ("done", "declined"):
        return True
    decision = record.decision(decided)
    recent = [
        assessment
        for assessment in record.entries("assessment")
        if assessment.is_after(decision) or assessment.at >= decided - FRESH
    ]
    return any(assessment.answers.get("first_aid") in ("given", "declined") for assessment in recent)


def _asked(record: CaseRecord) -> Any:
    """Return the newest assessment in which she could be asked about self-harm, or None.

    A talk in which she could not be asked takes back nothing of what she said before.
    """
    assessments = record.entries("assessment")
    return next((entry for entry in assessments if entry.answers.get("self_harm") != "not_asked"), None)


def _risk_again(case: Case, record: CaseRecord) -> list[Task]:
    asked = _asked(record)
    if asked is None or asked.answers.get("self_harm") not in GRAVE or case.risk_level == "high":
        return []
    if case.risk_decided_at is not None and not asked.is_after(record.decision(case.risk_decided_at)):
        return []
    return [
        Task(
            name="assess_risk_again",
            form="safety.risk_assessment",
            label="Assess the risk again" if case.risk_level else "Assess the risk",
            reason="A plan or an attempt to take her life means high risk: decide the level anew, in the area Safety.",
            due=asked.at + timedelta(hours=24),
        )
    ]


def _care(record: CaseRecord) -> list[Task]:
    """Return the task to bring her to a specialist, and to stay close until one has taken over."""
    latest = record.latest("assessment")
    urgent = latest is not None and latest.answers.get("care") == "urgent"
    found_in = latest if urgent else _asked(record)
    if found_in is None:
        return []
    harm = found_in.answers.get("self_harm")
    if harm not in (*GRAVE, "ideation") and not urgent:
        return []
    if _has_referral(found_in, record, TAKEN_OVER):
        return []
    name, found, hours = "urgent_care", "danger to her life", record.within("danger_to_life")
    if harm == "ideation" and not urgent:
        name, found, hours = "thoughts", "thoughts of suicide or self-harm", record.within("thoughts")
    label, reason = _care_words(str(found_in.answers.get("referral")), _has_referral(found_in, record, WAITING))
    due = found_in.at + hours
    return [Task(name=name, form="core.referral", label=label, reason=reason, due=due, values={"found": found})]


def _care_words(answer: str, waiting: bool) -> tuple[str, str]:
    """Return label and reason of the task, by the answer about a referral and whether one waits to be accepted."""
    if waiting or answer in UNDER_WAY:
        return (
            "Make sure that a specialist takes over, and stay close until then",
            "The last assessment found {found}. She was referred, and it is not on record that anyone has accepted.",
        )
    if answer == "declined":
        return (
            "Ask how she is and offer a specialist again",
            "The last assessment found {found}. She declined, which is her right: stay close.",
        )
    return "Refer her to a specialist", "The last assessment found {found}, and no referral is on record."


def _has_referral(assessment: Any, record: CaseRecord, states: tuple[str, ...]) -> bool:
    """Whether a referral to care in one of these states was recorded since a day before the assessment."""
    return any(
        (referral.is_after(assessment) or referral.at >= assessment.at - timedelta(days=1))
        and referral.answers.get("service_type") in CARE
        and referral.answers.get("status") in states
        for referral in record.entries("core.referral")
    )


def _ask_about_self_harm(record: CaseRecord) -> list[Task]:
    """Return the task to ask at the next contact, where she could not be asked about suicide and self-harm."""
    latest = record.latest("assessment")
    if latest is None or latest.answers.get("self_harm") != "not_asked":
        return []
    at_the_latest = latest.at + record.within("not_asked")
    talk = record.latest("core.follow_up")
    agreed = talk.day("next_due") if talk else None
    return [
        Task(
            name="ask_self_harm",
            form="assessment",
            label="Ask her about thoughts of suicide and self-harm",
            reason="She could not be asked at the last assessment. Ask at the next contact.",
            due=min(agreed, at_the_latest) if agreed and agreed > latest.at else at_the_latest,
        )
    ]


def _ask_again(record: CaseRecord) -> list[Task]:
    latest = record.latest("assessment")
    if latest is None or latest.answers.get("distress") != "severe":
        return []
    return [
        Task(
            name="reassess_wellbeing",
            form="assessment",
            label="Ask again how she feels",
            reason="Her distress was severe at the last assessment: look again after 14 days at the latest.",
            due=latest.at + FRESH,
        )
    ]
