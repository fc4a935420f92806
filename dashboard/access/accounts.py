"""Who has to confirm a change of an account, and how it takes effect.

An administrator sees no case. She would in one step if she could make a supervisor, or give one a new password, alone.
So accounts that see cases, and those of coordinators, who give out codes, change only with a second person.
"""

from datetime import datetime, timedelta
from typing import Any

from dashboard.access import throttle
from dashboard.access.people import change_person, check_member, check_new, check_role
from dashboard.access.permissions import ALLOWED, Permission
from dashboard.access.principal import AGENCY_ROLES, OPERATOR, Principal
from dashboard.access.sessions import CLOCK_SLACK, digest, principal
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import Tx, accounts, audit, drafts, people
from dashboard.records.accounts import Request, Standing, Way
from dashboard.records.people import Person
from dashboard.records.sealing import Key

GUARDED = frozenset(role for role, may in ALLOWED.items() if may & {Permission.work_cases, Permission.make_codes})
"""Roles whose accounts nobody makes or changes alone: they see cases, or they say who may."""
CODE_LIFE, REQUEST_LIFE = timedelta(days=7), timedelta(days=30)
"""How long a one-time code can be used, and what was asked for can be confirmed: later nobody remembers why."""


def needs_second(before: Standing | None, after: Standing, *, new_password: bool = False) -> bool:
    """Return whether a second person has to confirm a change; taking access away needs nobody.

    An account that may not sign in counts too: else it would be made ready first, with a password that is known.
    """
    if after.role not in GUARDED:
        return False
    return new_password or before is None or not _takes_away(before, after)


def _takes_away(before: Standing, after: Standing) -> bool:
    less = before.role == after.role or (before.role, after.role) == ("supervisor", "case_manager")
    return less and before.agency == after.agency and after.active <= before.active


def may_confirm(request: Request, who: Principal) -> bool:
    """Return whether a person is the second one: a supervisor of the agency that is entered, or another coordinator.

    Nobody confirms what they asked for themselves, or their own account. A supervisor does not confirm a coordinator:
    who makes an agency up has a supervisor at once, who would then make a coordinator, who would give codes for all.
    """
    if who.person_id in (request.by, request.person_id):
        return False
    if request.after.role in AGENCY_ROLES:
        return who.role == "supervisor" and who.agency == request.after.agency
    return who.role == "coordinator"


def confirmers(tx: Tx, request: Request) -> list[Person]:
    """Return the people who may sign in and could confirm a request."""
    return [person for person in people.every(tx) if person.active and may_confirm(request, principal(person))]


def opens_with_codes(tx: Tx, request: Request) -> bool:
    """Return whether this is the account of an agency's first supervisor, or of its only one: nobody could confirm."""
    return request.after.role == "supervisor" and request.after.active and not confirmers(tx, request)


def waiting(tx: Tx, at: datetime) -> list[Request]:
    """Return what waits to be confirmed, the oldest first."""
    return [request for request in accounts.waiting(tx) if not is_lapsed(request, at)]


def is_lapsed(request: Request, at: datetime) -> bool:
    """Return whether a request is too old to be confirmed; one from the future was made before the clock was set back,
    and would outlive all others.
    """
    return not -CLOCK_SLACK <= at - request.at <= REQUEST_LIFE


def check(tx: Tx, request: Request) -> None:
    """Raise RecordError for a change that makes no sense now, also when it made sense as it was asked for."""
    person = people.get(tx, request.person_id)
    if request.before is None:
        check_new(tx, request.username, request.language)
    elif person is None or Standing.of(person) != request.before:
        raise RecordError(_("This account has been changed since. Withdraw this and ask for it again."))
    check_role(tx, request.after.role, request.after.agency)
    if request.before is None or request.before.agency != request.after.agency:
        check_member(tx, request.after.agency)


def gets_new_password(request: Request) -> bool:
    """Return whether a change comes with a new password: whoever may know the old one was never of this agency.

    An administrator may know it of an account that saw no case, and a supervisor of another agency may have handed it
    over. Within an agency people keep theirs, unless they were switched off.
    """
    before, after = request.before, request.after
    if request.what != "change" or before is None:
        return True
    at_home = before.role in GUARDED and before.agency == after.agency and before.active >= after.active
    return after.role in GUARDED and not at_home


def take_effect(
    tx: Tx,
    key: Key,
    request: Request,
    password_hash: str,
    way: Way,
    by: str,
    at: datetime,
    *,
    must_change: bool = True,
) -> None:
    """Make the change that was asked for; `by` is whoever confirmed it, and `password_hash` is used if it needs one.

    A new password ends every wait after wrong ones; `key` is that of the workspace.

    Raises RecordError when it cannot be made any more.
    """
    check(tx, request)
    after = request.after
    if request.before is None:
        people.add(
            tx,
            Person(
                id=request.person_id,
                username=request.username,
                name=request.name,
                language=request.language,
                role=after.role,
                agency=after.agency,
                password_hash=password_hash,
                created_at=at,
                must_change=must_change,
            ),
        )
    else:
        if request.before.agency != after.agency:
            _put_aside_drafts(tx, key, request, by, at)
        changes = {"role": after.role, "agency": after.agency, "active": after.active}
        _change(tx, request, changes, password_hash if gets_new_password(request) else "", must_change, at)
    if gets_new_password(request):
        throttle.forget(tx, key, request.username)
    accounts.decide(tx, request, "done", by, at, way)


def _change(
    tx: Tx, request: Request, changes: dict[str, Any], password_hash: str, must_change: bool, at: datetime
) -> None:
    """Change an account that is there; what stays as it was signs nobody out."""
    person = people.get(tx, request.person_id)
    if person is None:
        raise AssertionError("checked before")
    new = {name: value for name, value in changes.items() if getattr(person, name) != value}
    if person.name != request.name:
        new["name"] = request.name
    if password_hash:
        new |= {"password_hash": password_hash, "must_change": must_change}
    if new:
        change_person(tx, person, at, **new)


def _put_aside_drafts(tx: Tx, key: Key, request: Request, by: str, at: datetime) -> None:
    """Put aside the cases that she began to write down and has not opened: sent in later, a survivor of the agency that
    she leaves would become a case of the one that she comes to.
    """
    actor = people.get(tx, by)
    for draft in drafts.for_person(tx, request.person_id, ""):
        drafts.discard(tx, draft.id, at)
        audit.append(
            tx,
            key,
            at=at,
            actor=actor.username if actor else OPERATOR,
            role=actor.role if actor else "administrator",
            agency=(actor.agency or "") if actor else "",
            action="draft.discard",
            object=request.username,
            detail={"form": f"{draft.area}.{draft.form}"},
        )


def code_hash(code: str) -> str:
    """Return what is kept of a one-time code: it is random and long, so it needs no salt. Spaces and capitals are
    forgiven.
    """
    return digest("".join(code.split()).lower())
