"""What is due in psychosocial support: first aid, urgent care, and asking again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dashboard import Case, CaseRecord, Task

GRAVE = ("plan", "attempt")
"""Answers about self-harm that mean danger to her life."""
UNDER_WAY = ("made", "accompanied")
"""Answers that mean that she was referred."""
GONE = ("rejected", "revoked")
"""States of a referral that leads nowhere."""
CARE = ("mhpss_specialised", "health_medical")
"""Codes of the services that help when her life is in danger."""
FRESH = timedelta(days=14)
"""How long before the risk decision first aid still counts; and how long after severe distress she is asked again."""


def suggest(case: Case, record: CaseRecord) -> list[Task]:
    """Return the tasks of an open case."""
    if case.status != "open":
        return []
    return [*_first_aid(case, record), *_risk_again(case, record), *_urgent_care(record), *_ask_again(record)]


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
    recent = [assessment for assessment in record.entries("assessment") if assessment.at >= decided - FRESH]
    return any(assessment.answers.get("first_aid") in ("given", "declined") for assessment in recent)


def _risk_again(case: Case, record: CaseRecord) -> list[Task]:
    latest = record.latest("assessment")
    if latest is None or latest.answers.get("self_harm") not in GRAVE or case.risk_level == "high":
        return []
    if case.risk_decided_at is not None and case.risk_decided_at >= latest.at:
        return []
    return [
        Task(
            name="assess_risk_again",
            form="safety.risk_assessment",
            label="Assess the risk again" if case.risk_level else "Assess the risk",
            reason="A plan or an attempt to take her life means high risk: decide the level anew, in the area Safety.",
            due=latest.at + timedelta(hours=24),
        )
    ]


def _urgent_care(record: CaseRecord) -> list[Task]:
    latest = record.latest("assessment")
    if latest is None or not _is_urgent(latest.answers) or _is_referred(latest.at, latest.answers, record):
        return []
    label, reason = _care_words(latest.answers)
    return [
        Task(name="urgent_care", form="core.referral", label=label, reason=reason, due=latest.at + timedelta(hours=24))
    ]


def _care_words(answers: Mapping[str, Any]) -> tuple[str, str]:
    """Return label and reason of the task urgent_care, by what the newest assessment says about a referral."""
    if answers.get("referral") == "declined":
        return (
            "Ask how she is and offer urgent care again",
            "She declined, and her life may be in danger: stay close.",
        )
    if answers.get("referral") in UNDER_WAY:
        return (
            "Record the referral to urgent care",
            "The last assessment says that she was referred, and no referral is on record: nobody follows it up.",
        )
    return "Refer her to urgent specialised care", _danger(answers)


def _is_urgent(answers: Mapping[str, Any]) -> bool:
    return answers.get("self_harm") in GRAVE or answers.get("care") == "urgent"


def _danger(answers: Mapping[str, Any]) -> str:
    if answers.get("self_harm") in GRAVE:
        return "The last assessment found a plan or an attempt to take her life, and no referral is on record."
    return "The last assessment found that she needs urgent care, and no referral is on record."


def _is_referred(assessed: datetime, answers: Mapping[str, Any], record: CaseRecord) -> bool:
    """Whether a referral to urgent care is on record.

    One that the assessment mentions may have been entered up to a day before the assessment.
    """
    since = assessed - timedelta(days=1 if answers.get("referral") in UNDER_WAY else 0)
    return any(
        referral.at >= since
        and referral.answers.get("service_type") in CARE
        and referral.answers.get("status") not in GONE
        for referral in record.entries("core.referral")
    )


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
