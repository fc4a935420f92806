"""The second person: a supervisor of the agency, or another coordinator, confirms what an administrator asked for."""

from dataclasses import dataclass
from datetime import datetime

from dashboard.access import Permission, Principal
from dashboard.access import accounts as rules
from dashboard.access.passwords import hash_password, new_password
from dashboard.actions.accounts import asking
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.errors import NotAllowed
from dashboard.i18n import gettext as _
from dashboard.records import Tx, accounts, people
from dashboard.records.accounts import Decision, Request


@dataclass(frozen=True)
class Waiting:
    """A change that waits for this person, and the name of whoever asked for it."""

    request: Request
    asked_by: str


@dataclass(frozen=True)
class Change:
    """A change that took effect, with the names of whoever asked for it and of whoever let it take effect."""

    decision: Decision
    asked_by: str
    done_by: str


def waiting(context: Context, who: Principal) -> list[Waiting]:
    """Return what this person can confirm, the oldest first."""
    with context.read(who, Permission.confirm_accounts) as tx:
        names = names_of(tx)
        return [Waiting(request, names.get(request.by, "")) for request in _for(tx, who, context.now())]


def count_waiting(context: Context, who: Principal) -> int:
    """Return how many changes wait for this person."""
    with context.read(who, Permission.confirm_accounts) as tx:
        return len(_for(tx, who, context.now()))


def _for(tx: Tx, who: Principal, at: datetime) -> list[Request]:
    return [request for request in rules.waiting(tx, at) if rules.may_confirm(request, who)]


def confirm(context: Context, who: Principal, request_id: str) -> str:
    """Let a change take effect; return the new password to hand over in person, "" when she keeps the one that she has.

    It is shown to whoever confirms and not to the administrator, who sees no case. Raises NotAllowed and RecordError.
    """
    context.require(who, Permission.confirm_accounts)
    password = new_password()
    hashed = hash_password(password)  # before the transaction, because it is slow
    with context.act(who, Permission.confirm_accounts, audit="person.confirm") as act:
        request = _own(act, who, request_id)
        act.about, act.detail["what"] = request.username, request.what
        rules.take_effect(act.tx, context.key, request, hashed, "confirmed", who.person_id, act.at)
    return password if rules.gets_new_password(request) else ""


def refuse(context: Context, who: Principal, request_id: str) -> None:
    """Say that a change shall not be."""
    with context.act(who, Permission.confirm_accounts, audit="person.refuse") as act:
        request = _own(act, who, request_id)
        act.about, act.detail["what"] = request.username, request.what
        accounts.decide(act.tx, request, "refused", who.person_id, act.at)


def _own(act: Act, who: Principal, request_id: str) -> Request:
    request = asking.waiting(act, request_id)
    if not rules.may_confirm(request, who):
        raise NotAllowed(_("Somebody else has to confirm this: not whoever asked for it, and not its owner."))
    return request


def lately(context: Context, who: Principal, limit: int = 50) -> list[Change]:
    """Return the last changes of accounts of a supervisor's agency, also of people who left it; a coordinator's: of all
    coordinators.
    """
    with context.read(who, Permission.confirm_accounts) as tx:
        names = names_of(tx)
        own = [decision for decision in accounts.done(tx) if _concerns(decision.request, who)]
        return [change(decision, names) for decision in own[:limit]]


def _concerns(request: Request, who: Principal) -> bool:
    standings = [standing for standing in (request.before, request.after) if standing]
    if who.agency:
        return any(standing.agency == who.agency for standing in standings)
    return any(standing.role == who.role for standing in standings)


def change(decision: Decision, names: dict[str, str]) -> Change:
    """Return a change with the names of people; on the server itself nobody has a name."""
    return Change(decision, names.get(decision.request.by, ""), names.get(decision.by, ""))


def names_of(tx: Tx) -> dict[str, str]:
    """Return everybody's name by id."""
    return {person.id: person.name for person in people.every(tx)}
