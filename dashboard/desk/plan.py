"""The action plan of a case: what comes next, what was agreed, whom to call. Nothing in it identifies anyone."""

from dataclasses import dataclass
from datetime import date, datetime

from dashboard.access import Principal
from dashboard.contract import Task
from dashboard.desk.cases import CaseFile, read_case
from dashboard.desk.directory import Listed, directory, serves
from dashboard.desk.house import House
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


def action_plan(house: House, who: Principal, key: str) -> ActionPlan:
    """Return the action plan of a case of one's own agency; that it was made goes into the audit."""
    file = read_case(house, who, key)
    house.note_look(who, "case.plan", key)
    return ActionPlan(house.now(), file.tasks[:12], _services(file), _contacts(house, file), _next(file))


def _services(file: CaseFile) -> list[Agreed]:
    found: dict[str, Agreed] = {}
    for form, question, name in (("need", "outcome", "need_outcome"), ("referral", "status", "referral_status")):
        for entry in reversed(file.work.entries("core", form)):
            kind = str(entry.answers.get("service_type"))
            found[kind] = Agreed(kind, str(entry.answers.get(question)), name)
    return list(found.values())


def _contacts(house: House, file: CaseFile) -> list[Listed]:
    """Return the hotlines of the governorate, and the services that she was referred to."""
    audience = "child" if file.case.is_child else "adult"
    chosen = {str(entry.answers.get("service")).replace("__", ".") for entry in file.work.entries("core", "referral")}
    return [
        each
        for each in directory(house)
        if each.key in chosen
        or (
            each.service.kind == "hotline"
            and serves(each.service, file.case.governorate)
            and each.service.audience in ("both", audience)
        )
    ]


def _next(file: CaseFile) -> str:
    entries = file.work.entries("core", "follow_up")
    agreed = entries[0].answers.get("next_due") if entries else None
    return day(date.fromisoformat(agreed)) if agreed else ""
