"""Who looked at the cases of a supervisor's own agency: its people, an administrator's commands, and who was refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dashboard.access import Permission, Principal
from dashboard.actions.acting import reader
from dashboard.actions.context import Context
from dashboard.i18n.dates import BAGHDAD
from dashboard.records import audit, cases, looks, people
from dashboard.records.people import Person

SIZE = 50
"""Lines on a page."""
OTHERS = "*"
"""The filter for everybody who is not of the agency today; no user name is like it."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """One line: who did what, and when; `n` is its number in the audit, by which an administrator finds it.

    `case` is "" for a list, an import, an export or a release, which are about many. Of somebody of another agency
    (`outsider`) neither name nor role is told: that is for the administrator, whom the supervisor asks with the number.
    """

    n: int
    at: datetime
    name: str
    role: str
    case: str
    action: str
    outsider: bool = False


@dataclass(frozen=True, kw_only=True)
class LooksPage:
    """One page of looks, newest first; `staff` are the names of the agency's own people by user name."""

    looks: list[Look]
    has_older: bool
    staff: Mapping[str, str]


def who_looked(
    context: Context, who: Principal, *, case: str = "", person: str = "", day: date | None = None, page: int = 1
) -> LooksPage:
    """Return a page of who looked at the agency's cases; this look is written into the audit, too.

    `case` is a part of a key, `person` a user name of the agency or OTHERS, `day` a day in Iraq. Any other
    name is no filter: whose lines it leaves would tell whether an outsider has that name.
    """
    with context.read(who, Permission.see_looks) as tx:
        everybody = {each.username: each for each in people.every(tx)}
        staff = {each.username: _named(each) for each in everybody.values() if each.agency == who.agency}
        found = looks.entries(
            tx,
            reader(who, context.now()),
            _filters(case, person, day, staff),
            limit=SIZE + 1,
            offset=SIZE * (max(page, 1) - 1),
        )
    context.audit_look(who, looks.ITSELF, "")
    shown = [_look(entry, who, everybody) for entry in found[:SIZE]]
    return LooksPage(looks=shown, has_older=len(found) > SIZE, staff=staff)


def _filters(case: str, person: str, day: date | None, staff: Mapping[str, str]) -> looks.LookFilters:
    person = person if person in (*staff, OTHERS) else ""
    since = datetime.combine(day, time(), BAGHDAD) if day else None
    return looks.LookFilters(
        case=case,
        actor="" if person == OTHERS else person,
        others_than=tuple(staff) if person == OTHERS else (),
        since=since,
        until=since + timedelta(days=1) if since else None,
    )


def _look(entry: audit.AuditEntry, who: Principal, everybody: Mapping[str, Person]) -> Look:
    outsider = entry.agency not in ("", who.agency)
    actor = everybody.get(entry.actor)
    return Look(
        n=entry.n,
        at=datetime.fromisoformat(entry.at),
        # Of a command on the server ("operator") there is no person, and its role is only borrowed.
        name=_named(actor) if actor and not outsider else "",
        role=entry.role if actor and not outsider else "",
        case=entry.object if cases.is_key(entry.object) else "",
        action=entry.action,
        outsider=outsider,
    )


def _named(person: Person) -> str:
    """Return name and user name: two people of an agency may have the same name."""
    return f"{person.name} · {person.username}"
