"""What an administrator asks for: a new account, a change, a new password; done at once, or when somebody confirms it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.access import accounts as rules
from dashboard.access.passwords import hash_password, new_password
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import Tx, accounts
from dashboard.records.accounts import Request, Standing, Way, What
from dashboard.records.people import Person


@dataclass(frozen=True)
class Asked:
    """A change that waits: who can confirm it, or that its owner opens the account herself with two codes."""

    request: Request
    confirmers: tuple[str, ...]
    with_codes: bool


@dataclass(frozen=True)
class Put:
    """What came of a change: whether it waits for a second person, and the new password ("" where there is none)."""

    waits: bool
    password: str = field(repr=False)


def put(context: Context, who: Principal, request: Callable[[Tx, datetime], Request]) -> Put:
    """Make a change at once, or let it wait for a second person.

    On the server itself everything is done at once, and recorded as made there. Raises RecordError.
    """
    context.require(who, Permission.manage_people)
    password = new_password()
    # Hashed before the transaction: it is slow on purpose, and would keep everybody else from writing.
    hashed = hash_password(password)
    with context.act(who, Permission.manage_people) as act:
        change = request(act.tx, act.at)
        rules.check(act.tx, change)
        waits = not who.on_server and _has_to_wait(act.tx, change)
        accounts.ask(act.tx, change)
        if not waits:
            way: Way = "server" if who.on_server else "alone"
            rules.take_effect(act.tx, context.key, change, hashed, way, who.person_id, act.at)
        act.audit("person.ask" if waits else f"person.{change.what}", change.username, **_detail(change, who))
    return Put(waits, "" if waits or not rules.gets_new_password(change) else password)


def _detail(change: Request, who: Principal) -> dict[str, object]:
    made_on = "server" if who.on_server else None
    after = change.after
    return {"what": change.what, "role": after.role, "agency": after.agency, "active": after.active, "made_on": made_on}


def _has_to_wait(tx: Tx, change: Request) -> bool:
    """Return whether a second person has to confirm it; raise RecordError when something else waits, or nobody could.

    What was asked for too long ago is withdrawn.
    """
    for other in accounts.waiting(tx):
        if other.username != change.username:
            continue
        if not rules.is_lapsed(other, change.at):
            raise RecordError(_("Something is already asked for this account. Withdraw it first, or wait."))
        accounts.decide(tx, other, "withdrawn", change.by, change.at)
    waits = rules.needs_second(change.before, change.after, new_password=change.what == "password")
    if waits:
        _somebody_can(tx, change)
    return waits


def _somebody_can(tx: Tx, asked: Request) -> None:
    if asked.after.role == "coordinator" and not rules.confirmers(tx, asked):
        raise RecordError(
            _(
                "Another coordinator has to confirm this, and there is none. It can be done on the server: {command}."
            ).format(command=f"ovtf user {'add' if asked.what == 'add' else 'password'} {asked.username}")
        )


def new(what: What, person: Person, after: Standing, who: Principal, at: datetime, name: str = "") -> Request:
    """Return a request to change somebody who is in the list."""
    return Request(
        id=str(uuid4()),
        what=what,
        person_id=person.id,
        username=person.username,
        name=name or person.name,
        language=person.language,
        before=Standing.of(person),
        after=after,
        by=who.person_id,
        at=at,
    )


def asked(context: Context, who: Principal) -> list[Asked]:
    """Return what waits for a second person, the oldest first."""
    with context.read(who, Permission.manage_people) as tx:
        return [_asked(tx, request) for request in rules.waiting(tx, context.now())]


def _asked(tx: Tx, request: Request) -> Asked:
    names = tuple(person.name for person in rules.confirmers(tx, request))
    return Asked(request, names, rules.opens_with_codes(tx, request))


def withdraw(context: Context, who: Principal, request_id: str) -> None:
    """Take back what waits; raise RecordError when it does not wait any more."""
    with context.act(who, Permission.manage_people, audit="person.withdraw") as act:
        request = waiting(act, request_id)
        act.about = request.username
        accounts.decide(act.tx, request, "withdrawn", who.person_id, act.at)


def first_code(context: Context, who: Principal, request_id: str) -> str:
    """Return the administrator's one-time code for the account of a first or only supervisor; its hash alone is kept."""
    code = new_password()
    with context.act(who, Permission.manage_people, audit="person.code") as act:
        request = waiting(act, request_id)
        act.about = request.username
        if not rules.opens_with_codes(act.tx, request):
            raise RecordError(_("A supervisor of this agency can confirm this. Codes are for an agency that has none."))
        until = act.at + rules.CODE_LIFE
        accounts.add_code(act.tx, rules.code_hash(code), f"request {request.id}", who.person_id, act.at, until)
    return code


def waiting(act: Act, request_id: str) -> Request:
    """Return a request that waits; raise RecordError when it does not, or was asked for too long ago."""
    request = next((request for request in accounts.waiting(act.tx) if request.id == request_id), None)
    if request is None:
        raise RecordError(_("This does not wait any more: somebody has decided it. Open the page again."))
    if rules.is_lapsed(request, act.at):
        raise RecordError(
            _(
                "This cannot be confirmed any more: it was asked for more than 30 days ago, or the clock was set back "
                "since. The administrator can ask for it again."
            )
        )
    return request
