"""What is due for a case, and why."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dashboard.casework.clocks import running
from dashboard.contract import Case, Task
from dashboard.i18n import gettext as _

FAR = timedelta(days=365 * 100)


def core_tasks(case: Case, *, normal_days: int = 7) -> list[Task]:
    """Return the shell's own tasks: assess the risk, then act before the clock runs out."""
    if case.status != "open":
        return []
    if case.risk_level is None:
        return [
            Task(
                name="assess_risk",
                area="safety",
                case_key=case.key,
                due=case.opened_at + timedelta(hours=24),
                label=_("Assess the risk and decide its level"),
                reason=_("No risk level has been decided since the case was opened."),
            )
        ]
    due = running(case, normal_days)
    return [_first_action(case, due)] if due else []


def _first_action(case: Case, due: datetime) -> Task:
    reasons = {
        "high": _("High risk was decided: act within 24 hours."),
        "medium": _("Medium risk was decided: act within 48 hours."),
        "normal": _("Normal risk: follow up within the standard timeline."),
    }
    return Task(
        name="first_action",
        area="safety",
        case_key=case.key,
        due=due,
        label=_("First safety action or urgent referral"),
        reason=reasons[case.risk_level or "normal"],
    )


def by_due(tasks: Iterable[Task], now: datetime) -> list[Task]:
    """Sort tasks by deadline, those without one last; the same task of a case is listed once."""
    unique = {(task.case_key, task.name): task for task in reversed(list(tasks))}
    return sorted(unique.values(), key=lambda task: (task.due or now + FAR, task.case_key, task.name))
