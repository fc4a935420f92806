"""The action plan of a case: what comes next, what was agreed, whom to call. Nothing in it identifies anyone."""

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
    """What fits on one page."""

    at: datetime
    tasks: list[Task]
    services: list[Agreed]
    contacts: list[Listed]
    next_talk: str


def action_plan(context: Context, who: Principal, key: str) -> ActionPlan:
    """Return the action plan of a case of one's own agency; that it was made goes into the audit."""
    file = read_case(context, who, key)
    context.audit_look(who, "case.plan", key)
    return ActionPlan(context.now(), file.tasks[:12], _services(file), _contacts(context, file), _next(file))


def _services(file: OpenedCase) -> list[Agreed]:
    found: dict[str, Agreed] = {}
    for form, question, name in (("need", "outcome", "need_outcome"), ("referral", "status", "referral_status")):
        for entry in reversed(file.work.entries("core", form)):
            kind = str(entry.answers.get("service_type"))
            found[kind] = Agreed(kind, str(entry.answers.get(question)), name)
    return list(found.values())


def _contacts(context: Context, file: OpenedCase) -> list[Listed]:
    """Return the hotlines of the governorate, and the services that she was referred to."""
    audience = "child" if file.case.is_child else "adult"
    chosen = {str(entry.answers.get("service")).replace("__", ".") for entry in file.work.entries("core", "referral")}
    return [
        each
        for each in directory(context)
        if each.key in chosen
        or (
            each.service.kind == "hotline"
            and serves(each.service, file.case.governorate)
            and each.service.audience in ("both", audience)
        )
    ]


def _next(file: OpenedCase) -> str:
    entries = file.work.entries("core", "follow_up")
    agreed = entries[0].answers.get("next_due") if entries else None
    return day(date.fromisoformat(agreed)) if agreed else ""
