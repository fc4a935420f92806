"""What is due in safety: look at the risk again, make the plan, look at the plan again."""

from datetime import datetime, timedelta
from typing import Any

from dashboard import Case, CaseRecord, Task

REASSESS_DAYS = {"high": 7, "medium": 14, "normal": 30}
"""Days after the decision in which the risk is assessed again, by risk level."""

PLAN_REASONS = {
    (
        "high",
        True,
    ): "The risk is high and no safety plan is on record yet: plan within {high_hours} hours of the decision.",
    (
        "high",
        False,
    ): "The risk is high and her safety plan is not complete yet: plan within {high_hours} hours of the decision.",
    (
        "medium",
        True,
    ): "The risk is medium and no safety plan is on record yet: plan within {medium_hours} hours of the decision.",
    (
        "medium",
        False,
    ): "The risk is medium and her safety plan is not complete yet: plan within {medium_hours} hours of the decision.",
}
OFFER_AGAIN = {
    "declined": "She did not want a safety plan, and since then the risk rose to high: ask again within {high_hours} hours.",
    "no": "A safety plan was not needed, and since then the risk rose to high: ask again within {high_hours} hours.",
}
AT_ONCE = timedelta(hours=1)
"""How soon child protection is told that abuse in daily life, or a guardian who harms, cannot be ruled out."""
NOT_RULED_OUT = {
    "offline_abuse": ("possible", "unknown", "yes"),
    "guardian_harm": ("possible", "not_asked", "yes"),
    "guardian": ("harms",),
}
"""Answers of the risk assessment with which child protection does not wait."""
GOT_WORSE = "At the last follow-up the danger was higher, or someone had taken revenge."
CAME_BACK = "She came back, and the level is from before the case was closed."
REVIEW_REASONS = {
    "high": "The risk was assessed again after the plan was made, and it is high.",
    "medium": "The risk was assessed again after the plan was made, and it is medium.",
}


def suggest(case: Case, record: CaseRecord) -> list[Task]:
    """Return the tasks of an open case: the child's protection at once, the rest once the risk level is decided."""
    if case.status != "open":
        return []
    tasks = _protect_child(case, record)
    if case.risk_level is None or case.risk_decided_at is None:
        return tasks
    tasks.append(_reassess(case.risk_level, case.risk_decided_at, record))
    tasks += _assess_material(case, case.risk_decided_at, record)
    tasks += _assess_guardian(case, case.risk_decided_at, record)
    tasks += _make_plan(case, case.risk_decided_at, record)
    tasks += _review_plan(case, case.risk_decided_at, record)
    return tasks


def _protect_child(case: Case, record: CaseRecord) -> list[Task]:
    if not case.is_child or record.steps.get("protection.child_protection", "pending") != "pending":
        return []
    reason, due = _why_protect(case, record)
    return [
        Task(
            name="child_protection",
            item="protection.child_protection",
            label="Start the child protection procedure",
            reason=reason,
            due=due,
        )
    ]


def _why_protect(case: Case, record: CaseRecord) -> tuple[str, datetime]:
    """Return why child protection is told, and by when: an assessment that rules nothing out comes first."""
    usual = case.opened_at + timedelta(hours=12 if record.child_material else 24)
    assessed = record.latest("risk_assessment")
    if assessed and any(assessed.answers.get(question) in harm for question, harm in NOT_RULED_OUT.items()):
        reason = (
            "At the last assessment, abuse in the child's daily life or a guardian who harms could not be ruled out."
        )
        return reason, min(usual, assessed.at + AT_ONCE)
    if record.child_material:
        return "Images of a child online are a strong sign of abuse in the child's daily life.", usual
    return "The survivor is a child: every later step follows the procedure.", usual


def _reassess(level: str, decided: datetime, record: CaseRecord) -> Task:
    """Return the task to assess the risk again, on the earliest day: by level, as agreed, or after worse news or her return."""
    reason, due = _reassess_reason(level), decided + timedelta(days=REASSESS_DAYS[level])
    assessed = record.latest("risk_assessment")
    if assessed and (agreed := assessed.day("next_review")) and agreed < due:
        reason, due = "You set this day at the last assessment.", agreed
    if (soon := record.reassess_by(decided)) and soon < due:
        reason, due = CAME_BACK if record.has_come_back(decided) else GOT_WORSE, soon
    return Task(
        name="reassess",
        form="risk_assessment",
        label="Ask how she is and assess the risk again",
        reason=reason,
        due=due,
    )


def _assess_material(case: Case, decided: datetime, record: CaseRecord) -> list[Task]:
    """Return the task to decide a child's level anew, where abuse material is on record that the level does not count."""
    assessed = record.latest("risk_assessment")
    counted = assessed is not None and assessed.answers.get("material") == "yes"
    if case.risk_level == "high" or not case.is_child or not record.child_material or counted:
        return []
    told = max((incident.at for incident in record.entries("core.incident")), default=decided)
    return [
        Task(
            name="assess_material",
            form="risk_assessment",
            label="Assess the risk again: abuse material of the child is on record",
            reason="The last assessment did not count it. Together with abuse offline or a guardian who may harm it is high.",
            due=max(told, decided) + AT_ONCE,
        )
    ]


def _assess_guardian(case: Case, decided: datetime, record: CaseRecord) -> list[Task]:
    """Return the task to decide a child's level anew, where a guardian is recorded as unsafe and the level does not count it."""
    assessed = record.latest("risk_assessment")
    counted = assessed.answers.get("guardian") if assessed else None
    harms = record.is_perpetrator("guardian")
    if case.risk_level == "high" or not case.is_child or "guardian" not in record.unsafe:
        return []
    if counted == "harms" or (counted == "unclear" and not harms):
        return []
    incidents = record.entries("core.incident") if harms else ()
    told = max([record.unsafe["guardian"], *(incident.at for incident in incidents)])
    return [
        Task(
            name="assess_guardian",
            form="risk_assessment",
            label="Assess the risk again: a parent or guardian may be the one who harms",
            reason="It is on record, and the last assessment did not count it. A guardian who harms is high risk.",
            due=max(told, decided) + AT_ONCE,
        )
    ]


def _reassess_reason(level: str) -> str:
    return {
        "high": "Risk changes quickly online: at high risk look again after 7 days.",
        "medium": "Risk changes quickly online: at medium risk look again after 14 days.",
    }.get(level, "Risk changes quickly online: at normal risk look again after 30 days.")


def _make_plan(case: Case, decided: datetime, record: CaseRecord) -> list[Task]:
    """Return the task to make or complete the plan, or to offer it again when the risk has risen to high."""
    level, due = str(case.risk_level), case.due_at
    if due is None:
        return []
    plan = record.latest("safety_plan")
    needed = plan.answers.get("safety_plan_needed") if plan else "yes"
    if plan is None or (needed == "yes" and plan.answers.get("complete") != "yes"):
        label = "Make the safety plan together with her" if plan is None else "Complete the safety plan with her"
        return [
            Task(
                name="make_safety_plan",
                form="safety_plan",
                label=label,
                reason=PLAN_REASONS[level, plan is None],
                due=due,
            )
        ]
    reason = OFFER_AGAIN.get(str(needed))
    if level != "high" or reason is None or not _rose_since(plan, decided, record):
        return []
    return [
        Task(name="make_safety_plan", form="safety_plan", label="Offer her a safety plan again", reason=reason, due=due)
    ]


def _rose_since(plan: Any, decided: datetime, record: CaseRecord) -> bool:
    """Whether the risk rose to high after the plan was discussed.

    It did when the newest assessment before the plan, or one between the plan and the newest decision, found a lower
    level. Without an assessment before the plan it counts as risen.
    """
    decision = record.decision(decided)
    if not decision.is_after(plan):
        return False
    assessments = list(record.entries("risk_assessment"))  # newest first
    since = [assessment for assessment in assessments if assessment.is_after(plan) and decision.is_after(assessment)]
    before = [assessment for assessment in assessments if not assessment.is_after(plan)][:1]
    return not before or any(assessment.answers.get("level") != "high" for assessment in [*since, *before])


def _review_plan(case: Case, decided: datetime, record: CaseRecord) -> list[Task]:
    """Return the task to look at the plan again: on the agreed day, or earlier when the risk was decided anew."""
    plan = record.latest("safety_plan")
    needed = plan.answers.get("safety_plan_needed") if plan else None
    if plan is None or needed not in ("yes", "not_now"):
        return []
    label, reason = _review_words(needed)
    due = plan.day("review_date")
    deadline = case.due_at
    if deadline and record.decision(decided).is_after(plan) and (due is None or deadline < due):
        reason, due = REVIEW_REASONS[str(case.risk_level)], deadline
    return [Task(name="review_safety_plan", form="safety_plan", label=label, reason=reason, due=due)] if due else []


def _review_words(needed: str) -> tuple[str, str]:
    if needed == "not_now":
        return (
            "Ask again whether a safety plan can be made",
            "A plan is needed, but it was not safe to make one: find out whether it is safe by now.",
        )
    return ("Look at the safety plan again together", "You agreed on this day when you made the plan.")
