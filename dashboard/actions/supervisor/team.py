"""The team: workload, what is overdue and which plans are missing in a supervisor's own agency."""

from dataclasses import dataclass

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.contract import Case
from dashboard.forms import Form
from dashboard.records import Tx, people
from dashboard.records import team as records_team

MOST = 30
PLANNED = ("high", "medium")
"""Risk levels at which a plan is expected (guide: Assess Risk Levels)."""


@dataclass(frozen=True)
class Load:
    """Open cases of one case manager: all, high risk, and past their deadline."""

    name: str
    open: int
    high: int
    overdue: int


@dataclass(frozen=True)
class Missing:
    """Open high- and medium-risk cases that lack a complete plan: how many, and the most pressing with the case manager."""

    area: str
    form: Form
    total: int
    cases: list[tuple[Case, str]]


@dataclass(frozen=True)
class Team:
    """What a supervisor sees first; lists hold the most pressing, totals count all."""

    overdue_total: int
    overdue: list[tuple[Case, str]]
    loads: list[Load]
    missing: list[Missing]


def team(context: Context, who: Principal) -> Team:
    """Return the agency's overdue cases, the longest first, missing plans, and the load of each case manager."""
    require(who, Permission.see_team)
    now, days = context.now(), context.timelines.normal
    with context.records.read() as tx:
        mine = [each for each in people.every(tx) if each.agency == who.agency]
        names = {each.id: each.name for each in mine}
        total, late = records_team.overdue(tx, who.agency, now, days, MOST)
        carried = records_team.loads(tx, who.agency, now, days)
        missing = [_missing(tx, who, area, form, names) for area, form in plans(context)]
    context.audit_look(who, "team.read", "", cases=sum(each[1] for each in carried))
    free = {each.id for each in mine if each.active and each.role == "case_manager"} - {each[0] for each in carried}
    loads = [Load(names.get(each[0], ""), *each[1:]) for each in carried] + [
        Load(names[each], 0, 0, 0) for each in free
    ]
    return Team(total, _named(late, names), sorted(loads, key=lambda load: (-load.open, load.name)), missing)


def plans(context: Context) -> list[tuple[str, Form]]:
    """Return the forms that are plans: a case has one, and a supervisor looks at it."""
    return [
        (each.name, form)
        for each in context.registry.active
        for form in each.forms
        if form.review and form.occurs == "once"
    ]


def _missing(tx: Tx, who: Principal, area: str, form: Form, names: dict[str, str]) -> Missing:
    total, found = records_team.without(tx, who.agency, area, form.name, PLANNED, MOST, form.sets.get("complete", ""))
    return Missing(area, form, total, _named(found, names))


def _named(found: list[Case], names: dict[str, str]) -> list[tuple[Case, str]]:
    return [(case, names.get(case.case_manager, "")) for case in found]
