"""The account of an agency's first or only supervisor: its owner opens it with two codes that nobody has together.

The administrator gives her one, a coordinator the other, and she chooses the password: neither of them ever knows it.
"""

from datetime import datetime

from dashboard.access import accounts as rules
from dashboard.access.passwords import hash_password
from dashboard.errors import SignInError
from dashboard.i18n import gettext as _
from dashboard.records import Records, Tx, accounts, audit, people
from dashboard.records.accounts import Request
from dashboard.records.sealing import Key


def open_account(
    records: Records, key: Key, username: str, first: str, second: str, password: str, now: datetime
) -> None:
    """Give a supervisor her account: `first` is the administrator's code for it, `second` a coordinator's for the agency.

    Raises SignInError; what is wrong is not told, and a stranger's tries write nothing: no code can be guessed.
    """
    hashed = hash_password(password)
    with records.write() as tx:
        request = _asked(tx, username)
        coordinator = _use_both(tx, request, first, second, now) if request else None
        if request is None or coordinator is None:
            tx.rollback()
            raise SignInError(
                _("This user name and these two codes do not go together, or a code is used up or older than 7 days.")
            )
        rules.take_effect(tx, key, request, hashed, "codes", coordinator, now, must_change=False)
        audit.append(
            tx,
            key,
            at=now,
            actor=request.username,
            role=request.after.role,
            agency=request.after.agency or "",
            action="person.opened",
            object=request.username,
            detail={"what": request.what},
        )


def _asked(tx: Tx, username: str) -> Request | None:
    """Return what waits for a user name and is opened with codes, as things are now."""
    name = username.strip().lower()
    waiting = (request for request in accounts.waiting(tx) if request.username == name)
    return next((request for request in waiting if rules.opens_with_codes(tx, request)), None)


def _use_both(tx: Tx, request: Request, first: str, second: str, now: datetime) -> str | None:
    """Use both codes up and return the id of the coordinator; None when one is wrong or she is no coordinator now."""
    asked_by = accounts.use_code(tx, rules.code_hash(first), f"request {request.id}", now)
    given_by = accounts.use_code(tx, rules.code_hash(second), f"agency {request.after.agency}", now)
    if asked_by is None or given_by is None or asked_by == given_by:
        return None
    coordinator, administrator = people.get(tx, given_by), people.get(tx, asked_by)
    standing = coordinator and coordinator.active and coordinator.role == "coordinator"
    asking = administrator and administrator.active and administrator.role == "administrator"
    return given_by if standing and asking and given_by != request.person_id else None
