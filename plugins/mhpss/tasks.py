"""What is due in psychosocial support: first aid, urgent care, and asking again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dashboard import Case, CaseRecord, Task

GRAVE = ("plan", "attempt")
UNDER_WAY = ("made", "accompanied")
GONE = ("rejected", "revoked")
FRESH = timedelta(days=14)
"""How long before a decision first aid may have been given and still count; how soon severe distress is looked at again."""


def suggest(case: Case, record: CaseRecord) -> list[Task]:
    """Return what is due for an open case."""
    if case.status != "open":
        return []
    return [*_first_aid(case, record), *_urgent_care(record), *_ask_again(record)]


def _first_aid(case: Case, record: CaseRecord) -> list[Task]:
    if case.risk_level != "high" or case.risk_decided_at is None or _was_offered(case.risk_decided_at, record):
        return []
    return [
        Task(
            name="mhpss_soon",
            label="Ask about self-harm and give psychological first aid",
            reason="The case is at high risk: distress can turn dangerous quickly.",
            due=case.risk_decided_at + timedelta(hours=24),
        )
    ]


def _was_offered(decided: datetime, record: CaseRecord) -> bool:
    lately = [each for each in record.entries("assessment") if each.at >= decided - FRESH]
    return record.steps.get("support.first_aid") in ("done", "declined") or any(
        each.answers.get("first_aid") in ("given", "declined") for each in lately
    )


def _urgent_care(record: CaseRecord) -> list[Task]:
    latest = record.latest("assessment")
    if latest is None or not _is_urgent(latest.answers) or latest.answers.get("referral") in UNDER_WAY:
        return []
    if _referred_since(latest.at, record):
        return []
    declined = latest.answers.get("referral") == "declined"
    return [
        Task(
            name="urgent_care",
            label="Ask how she is and offer urgent care again" if declined else "Refer her to urgent specialised care",
            reason="She declined, and her life may be in danger: stay close." if declined else _danger(latest.answers),
            due=latest.at + timedelta(hours=24),
        )
    ]


def _is_urgent(answers: Mapping[str, Any]) -> bool:
    return answers.get("self_harm") in GRAVE or answers.get("care") == "urgent"


def _danger(answers: Mapping[str, Any]) -> str:
    if answers.get("self_harm") in GRAVE:
        return "The last assessment found a plan or an attempt to take her life, and no referral is on record."
    return "The last assessment found that she needs urgent care, and no referral is on record."


def _referred_since(assessed: datetime, record: CaseRecord) -> bool:
    return any(
        each.at >= assessed
        and each.answers.get("service_type") == "mhpss_specialised"
        and each.answers.get("status") not in GONE
        for each in record.entries("core.referral")
    )


def _ask_again(record: CaseRecord) -> list[Task]:
    latest = record.latest("assessment")
    if latest is None or latest.answers.get("distress") != "severe":
        return []
    return [
        Task(
            name="reassess_wellbeing",
            label="Ask again how she feels",
            reason="Her distress was severe at the last assessment: look again after 14 days at the latest.",
            due=latest.at + FRESH,
        )
    ]
