"""The team of a supervisor's own agency: open cases of each person, overdue cases, missing plans; of what she may open."""

from dataclasses import dataclass

from dashboard.access import Permission, Principal
from dashboard.actions.acting import reader
from dashboard.actions.context import Context
from dashboard.contract import Case
from dashboard.forms import Form
from dashboard.records import Tx, people
from dashboard.records import team as records_team
from dashboard.records.need_to_know import Reader

MOST = 30
"""Cases that a list shows; its total counts all."""
PLANNED = ("high", "medium")
"""Risk levels at which a plan is expected (guide: Assess Risk Levels)."""


@dataclass(frozen=True)
class Load:
    """How many open cases a case manager has: all, those of high risk, and those past their deadline."""

    name: str
    open: int
    high: int
    overdue: int


@dataclass(frozen=True)
class Missing:
    """Open cases of high or medium risk without a complete plan: how many, and the most pressing with their case manager."""

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
    unowned: tuple[int, list[tuple[Case, str]]]
    """Open cases whose case manager does not work here any more: how many, and the most pressing."""
    restricted: tuple[int, list[tuple[Case, str]]]
    """Cases that are restricted to this supervisor: how many, and the most pressing."""
    waiting: int
    """Restricted cases that nobody who works here may read; they wait until somebody is named on the server."""


def team(context: Context, who: Principal) -> Team:
    """Return the agency's overdue cases, the longest first, missing plans, and the load of each case manager."""
    now, days = context.now(), context.timelines.normal
    seen_by = reader(who, now)
    with context.read(who, Permission.see_team) as tx:
        names = {person.id: person.name for person in people.every(tx) if person.agency == who.agency}
        staff = people.staff(tx, who.agency)
        total, late = records_team.overdue(tx, seen_by, now, days, MOST)
        # For each person with open cases: their id, then the counts of `Load` in its order.
        carried = records_team.loads(tx, seen_by, now, days)
        missing = [_missing(tx, seen_by, area, form, names) for area, form in plans(context)]
        left, alone = records_team.unowned(tx, seen_by, MOST), records_team.restricted_to(tx, seen_by, MOST)
        waiting = records_team.waiting(tx, seen_by)
    context.audit_look(who, "team.read", "", cases=sum(open_cases for _person, open_cases, *_counts in carried))
    loads = [Load(names.get(person_id, ""), *counts) for person_id, *counts in carried]
    busy = {person_id for person_id, *_counts in carried}
    free = [person for person in staff if person.role == "case_manager" and person.id not in busy]
    loads += [Load(person.name, 0, 0, 0) for person in free]
    loads.sort(key=lambda load: (-load.open, load.name))
    more = ((left[0], _named(left[1], names)), (alone[0], _named(alone[1], names)))
    return Team(total, _named(late, names), loads, missing, *more, waiting)


def plans(context: Context) -> list[tuple[str, Form]]:
    """Return (area, form) of every plan: a form that a case has once and that a supervisor reviews."""
    return [
        (plugin.name, form)
        for plugin in context.registry.active
        for form in plugin.forms
        if form.review and form.occurs == "once"
    ]


def _missing(tx: Tx, seen_by: Reader, area: str, form: Form, names: dict[str, str]) -> Missing:
    """Return which open cases lack a plan, which is the given form of an area; `names` are those of people, by id."""
    complete = form.sets.get("complete", "")
    total, pressing = records_team.without(tx, seen_by, area, form.name, PLANNED, MOST, complete)
    return Missing(area, form, total, _named(pressing, names))


def _named(cases: list[Case], names: dict[str, str]) -> list[tuple[Case, str]]:
    """Return each case with the name of its case manager; `names` are those of people, by id."""
    return [(case, names.get(case.case_manager, "")) for case in cases]
