"""The action plan of a case, on one page: what comes next, what was agreed, whom to call. It identifies nobody."""

from dataclasses import dataclass
from datetime import date, datetime

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import Listed, directory, serves
from dashboard.actions.work.cases import OpenedCase, read_case
from dashboard.contract import Task
from dashboard.i18n import day


@dataclass(frozen=True)
class Agreed:
    """A service with where it stands; `list_name` is the code list of `state`."""

    service_type: str
    state: str
    list_name: str


@dataclass(frozen=True)
class ActionPlan:
    """An action plan: the next tasks, services by type, hotlines and services to call, and the day of the next talk."""

    at: datetime
    tasks: list[Task]
    services: list[Agreed]
    contacts: list[Listed]
    next_talk: str


def action_plan(context: Context, who: Principal, key: str) -> ActionPlan:
    """Return the action plan of a case of one's own agency; that it was made goes into the audit."""
    opened = read_case(context, who, key)
    context.audit_look(who, "case.plan", key)
    return ActionPlan(context.now(), opened.tasks[:12], _services(opened), _contacts(context, opened), _next(opened))


def _services(opened: OpenedCase) -> list[Agreed]:
    """Return each type of service once: as a referral when there is one, else as a need, each by its newest entry."""
    agreed: dict[str, Agreed] = {}
    # Referrals after needs, and in each the newest last, because a later line replaces an earlier one.
    for form, question, name in (("need", "outcome", "need_outcome"), ("referral", "status", "referral_status")):
        for entry in reversed(opened.work.entries("core", form)):
            kind = str(entry.answers.get("service_type"))
            agreed[kind] = Agreed(kind, str(entry.answers.get(question)), name)
    return list(agreed.values())


def _contacts(context: Context, opened: OpenedCase) -> list[Listed]:
    """Return the hotlines of the governorate, and the services that she was referred to."""
    audience = "child" if opened.case.is_child else "adult"
    chosen = {str(entry.answers.get("service")).replace("__", ".") for entry in opened.work.entries("core", "referral")}
    return [
        entry
        for entry in directory(context)
        if entry.key in chosen
        or (
            entry.service.kind == "hotline"
            and serves(entry.service, opened.case.governorate)
            and entry.service.audience in ("both", audience)
        )
    ]


def _next(opened: OpenedCase) -> str:
    entries = opened.work.entries("core", "follow_up")
    agreed = entries[0].answers.get("next_due") if entries else None
    return day(date.fromisoformat(agreed)) if agreed else ""
