"""The team: workload and overdue cases of a supervisor's own agency."""

from dataclasses import dataclass

from dashboard.access import Permission, Principal, require
from dashboard.casework.clocks import running
from dashboard.contract import Case
from dashboard.desk.house import House
from dashboard.records import cases, people


@dataclass(frozen=True)
class Load:
    """Open cases of one case manager: all, high risk, and past their deadline."""

    name: str
    open: int
    high: int
    overdue: int


@dataclass(frozen=True)
class Team:
    """What a supervisor sees first: overdue cases with the case manager's name, and everyone's load."""

    overdue: list[tuple[Case, str]]
    loads: list[Load]


def team(house: House, who: Principal) -> Team:
    """Return the agency's overdue cases, the longest first, and the load of each case manager."""
    require(who, Permission.see_team)
    now = house.now()
    with house.records.read() as tx:
        opened = cases.listing(tx, agency=who.agency, status="open", limit=100_000)
        names = {each.id: each.name for each in people.every(tx) if each.agency == who.agency}
        managers = {each.id for each in people.every(tx) if each.agency == who.agency and each.active}
    house.note_look(who, "team.read", "", cases=len(opened))
    due = {case.key: running(case, house.timelines.normal) for case in opened}
    late = sorted(
        (case for case in opened if (at := due[case.key]) and at < now), key=lambda case: due[case.key] or now
    )
    return Team([(case, names.get(case.case_manager, "")) for case in late], _loads(opened, late, names, managers))


def _loads(opened: list[Case], late: list[Case], names: dict[str, str], managers: set[str]) -> list[Load]:
    holders = managers | {case.case_manager for case in opened}
    found = [
        Load(
            names.get(holder, ""),
            sum(c.case_manager == holder for c in opened),
            sum(c.case_manager == holder and c.risk_level == "high" for c in opened),
            sum(c.case_manager == holder for c in late),
        )
        for holder in holders
    ]
    return sorted(found, key=lambda load: (-load.open, load.name))
