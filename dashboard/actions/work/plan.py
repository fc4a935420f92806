"""The action plan of a case, on one page: what comes next, what was agreed, whom to call. It identifies nobody."""

from dataclasses import dataclass
from datetime import date, datetime

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import Listed, directory, find
from dashboard.actions.work.cases import OpenedCase, read_case
from dashboard.codes import UNKNOWN
from dashboard.contract import Task
from dashboard.i18n import day

CHILD_PROTECTION = "child_protection"
"""The code of the list service_type whose services a child's plan leads with (guide, notes on children's cases)."""


@dataclass(frozen=True)
class Agreed:
    """A type of service and how far it has come: `state` is a code of the list `list_name`."""

    service_type: str
    state: str
    list_name: str


@dataclass(frozen=True)
class ActionPlan:
    """An action plan: the next tasks, services by type, hotlines and services to call, and the day of the next talk.

    `place_is_known`: the hotlines are those of her governorate; else those of whole regions, of which hers is one.
    """

    at: datetime
    tasks: list[Task]
    services: list[Agreed]
    contacts: list[Listed]
    next_talk: str
    place_is_known: bool


def action_plan(context: Context, who: Principal, key: str) -> ActionPlan:
    """Return the action plan of a case of one's own agency; that it was made goes into the audit."""
    opened = read_case(context, who, key)
    context.audit_look(who, "case.plan", key)
    services, contacts = _services(opened), _contacts(context, opened)
    known = opened.case.governorate != UNKNOWN
    return ActionPlan(context.now(), opened.tasks[:12], services, contacts, _next_talk(opened), known)


def _services(opened: OpenedCase) -> list[Agreed]:
    """Return each type of service once: how its newest referral stands or, without a referral, its newest need."""
    by_service_type: dict[str, Agreed] = {}
    # A later entry replaces an earlier one of the same service type. So needs are read before referrals, and within a
    # form the oldest entry first (`entries` has the newest first).
    forms = (("need", "outcome", "need_outcome"), ("referral", "status", "referral_status"))
    for form, state_question, code_list in forms:
        for entry in reversed(opened.work.entries("core", form)):
            service_type = str(entry.answers.get("service_type"))
            state = str(entry.answers.get(state_question))
            by_service_type[service_type] = Agreed(service_type, state, code_list)
    return list(by_service_type.values())


def _contacts(context: Context, opened: OpenedCase) -> list[Listed]:
    """Return the hotlines of the governorate and the services that she was referred to; for a child, who protects
    children comes first.
    """
    case = opened.case
    referrals = opened.work.entries("core", "referral")
    # In an answer the key of a directory entry has "__" for its dot.
    referred_to = {str(referral.answers.get("service")).replace("__", ".") for referral in referrals}
    here = find(context, governorate=case.governorate, audience="child" if case.is_child else "adult")
    leading = [entry.key for entry in here if case.is_child and CHILD_PROTECTION in entry.service.service_types]
    to_call = {*referred_to, *leading, *(entry.key for entry in here if entry.service.kind == "hotline")}
    contacts = [entry for entry in directory(context) if entry.key in to_call]
    # Of those who protect children, one with a number first: it can be called now.
    return sorted(contacts, key=lambda entry: (entry.key not in leading, not entry.service.channels))


def _next_talk(opened: OpenedCase) -> str:
    """Return the day of the next talk, in words, that was agreed on at the newest follow-up; "" when none was."""
    follow_ups = opened.work.entries("core", "follow_up")
    agreed_day = follow_ups[0].answers.get("next_due") if follow_ups else None
    return day(date.fromisoformat(agreed_day)) if agreed_day else ""
