"""Signing in. Every kind of failure gets the same answer after the same time, so that nobody can find out user names."""

from datetime import datetime

from dashboard.access import people as access_people
from dashboard.access.passwords import check_password
from dashboard.records import Records, Tx, audit, people
from dashboard.records.people import Person


def sign_in(records: Records, username: str, password: str, now: datetime) -> Person | None:
    """Return the person for a right user name and password, else None; both go into the audit.

    A wrong name, a wrong password, a person who is not active and one who has to wait look the same
    and take the same time.
    """
    with records.read() as tx:
        person = people.by_username(tx, username)
    waits = person is not None and access_people.is_waiting(person, now)
    fits = check_password(password, person.password_hash if person else None)
    good = person is not None and person.active and fits and not waits
    with records.write() as tx:
        if person is not None and not good and not waits:
            access_people.failed(tx, person, now)
        if person is not None and good:
            access_people.succeeded(tx, person)
        _audit(tx, person, good, now)
    return person if good else None


def _audit(tx: Tx, person: Person | None, good: bool, now: datetime) -> None:
    # A name that nobody has is not written down: it may be a password typed into the wrong field.
    audit.append(
        tx,
        at=now,
        actor=person.username if person else "unknown",
        role=person.role if person else "",
        agency=(person.agency or "") if person else "",
        action="sign_in" if good else "sign_in.failed",
    )
