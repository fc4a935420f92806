"""The risk clock of a case: when its first action is due, and whether it still runs."""

from datetime import datetime, timedelta

from dashboard.contract import Case


def deadline(case: Case, normal_days: int = 7) -> datetime | None:
    """Return when the first safety action is due (aware UTC), or None before a risk level is decided."""
    if case.risk_level is None or case.risk_decided_at is None:
        return None
    return case.due_at or case.risk_decided_at + timedelta(days=normal_days)


def is_met(case: Case) -> bool:
    """Whether a first safety action or urgent referral followed the latest risk decision."""
    decided, acted = case.risk_decided_at, case.first_action_at
    return decided is not None and acted is not None and acted >= decided


def running(case: Case, normal_days: int = 7) -> datetime | None:
    """Return the deadline of an open case whose clock still runs, else None."""
    if case.status != "open" or is_met(case):
        return None
    return deadline(case, normal_days)
