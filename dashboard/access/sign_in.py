"""Signing in. Every kind of failure gets the same answer after the same time, so that nobody can find out user names."""

import os
from datetime import datetime
from threading import BoundedSemaphore

from dashboard.access import throttle
from dashboard.access.passwords import check_password, take_as_long
from dashboard.access.throttle import Attempt
from dashboard.records import Records, Tx, audit, people
from dashboard.records.people import Person
from dashboard.records.sealing import Key

PATIENCE = 20.0
"""Seconds that a password waits until it is its turn to be compared."""
_STRANGERS, _KNOWN = BoundedSemaphore(max(1, (os.cpu_count() or 2) // 2)), BoundedSemaphore(2)
"""How many passwords are compared at once: each takes a whole processor. Who was here before does not queue behind
strangers' guesses."""


def sign_in(
    records: Records,
    key: Key,
    username: str,
    password: str,
    now: datetime,
    address: str = "",
    *,
    action: str = "sign_in",
) -> Person | None:
    """Return the person for a right user name and password, else None; both go into the audit.

    A wrong name, a wrong password, a person who is not active and one who has to wait look the same
    and take the same time. `address` is where the browser is, as far as it is known. `action` is what the audit calls it:
    whoever is asked for her password in her own session does not sign in.
    """
    tried = throttle.attempt(records, key, username, address, now)
    if tried is None:
        take_as_long()
        return None
    with records.read() as tx:
        person = people.by_username(tx, username)
    fits = _compare(password, person, tried)
    good = person is not None and person.active and fits
    with records.write() as tx:  # whatever happened: a write tells by its time that there is something to write
        (throttle.succeeded if good else throttle.failed)(tx, tried, now)
        _audit(tx, key, person, tried, action if good else f"{action}.failed", now)
    return person if good else None


def _compare(password: str, person: Person | None, tried: Attempt) -> bool:
    turn = _KNOWN if tried.is_known else _STRANGERS
    if not turn.acquire(timeout=PATIENCE):
        return False
    try:
        return check_password(password, person.password_hash if person else None)
    finally:
        turn.release()


def _audit(tx: Tx, key: Key, person: Person | None, tried: Attempt, action: str, now: datetime) -> None:
    # A name that nobody has is not written down: it may be a password typed into the wrong field. All such names from one
    # address are told together, or each of a thousand made-up names would be a line.
    tries = tried.tries if person else tried.from_address
    if action.endswith(".failed") and not throttle.is_told(tries):
        return
    place = {} if tried.is_known else {"place": "new"}
    audit.append(
        tx,
        key,
        at=now,
        actor=person.username if person else "unknown",
        role=person.role if person else "",
        agency=(person.agency or "") if person else "",
        action=action,
        detail={"tries": tries} | place,
    )
