"""The account of an agency's first or only supervisor: its owner opens it with two codes that nobody has together.

The administrator gives her one, a coordinator the other, and she chooses the password: neither of them ever knows it.
"""

from dataclasses import dataclass
from datetime import datetime

from dashboard.access import accounts as rules
from dashboard.access.passwords import check_strength, hash_password
from dashboard.errors import SignInError
from dashboard.i18n import gettext as _
from dashboard.records import Records, Tx, accounts, audit, people
from dashboard.records.accounts import Request
from dashboard.records.sealing import Key


@dataclass(frozen=True)
class _Opening:
    """A change that two codes open: the id of the coordinator who made the second, and the hashes of both."""

    request: Request
    coordinator: str
    hashes: tuple[str, str]


def open_account(
    records: Records, key: Key, username: str, first: str, second: str, password: str, now: datetime
) -> None:
    """Give a supervisor her account: `first` is the administrator's code for it, `second` a coordinator's for the agency.

    Raises SignInError; what is wrong is not told. A stranger's try only reads, and costs no hash of a password: no code
    can be guessed, and nobody who works is held up.
    """
    check_strength(password)
    with records.read() as tx:
        _opening(tx, username, first, second, now)
    hashed = hash_password(password)
    with records.write() as tx:
        opening = _opening(tx, username, first, second, now)  # once more: somebody may have been quicker
        request = opening.request
        if not all([accounts.use_code(tx, code, now, rules.CODE_LIFE) for code in opening.hashes]):
            raise _refusal()
        rules.take_effect(tx, key, request, hashed, "codes", opening.coordinator, now, must_change=False)
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


def _opening(tx: Tx, username: str, first: str, second: str, now: datetime) -> _Opening:
    """Return what both codes open, as things are now; raise SignInError when they open nothing."""
    request, hashes = _asked(tx, username, now), (rules.code_hash(first), rules.code_hash(second))
    coordinator = _given_by(tx, request, hashes, now) if request else None
    if request is None or coordinator is None:
        raise _refusal()
    return _Opening(request, coordinator, hashes)


def _refusal() -> SignInError:
    return SignInError(
        _("This user name and these two codes do not go together, or a code is used up or older than 7 days.")
    )


def _asked(tx: Tx, username: str, now: datetime) -> Request | None:
    """Return what waits for a user name and is opened with codes."""
    name = username.strip().lower()
    waiting = (request for request in rules.waiting(tx, now) if request.username == name)
    return next((request for request in waiting if rules.opens_with_codes(tx, request)), None)


def _given_by(tx: Tx, request: Request, hashes: tuple[str, str], now: datetime) -> str | None:
    """Return the id of the coordinator of the second code; None when a code is wrong or she is no coordinator now."""
    asked_by = accounts.code_maker(tx, hashes[0], f"request {request.id}", now, rules.CODE_LIFE)
    given_by = accounts.code_maker(tx, hashes[1], f"agency {request.after.agency}", now, rules.CODE_LIFE)
    if asked_by is None or given_by is None or asked_by == given_by:
        return None
    coordinator, administrator = people.get(tx, given_by), people.get(tx, asked_by)
    standing = coordinator and coordinator.active and coordinator.role == "coordinator"
    asking = administrator and administrator.active and administrator.role == "administrator"
    return given_by if standing and asking and given_by != request.person_id else None
