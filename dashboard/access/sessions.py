"""Sessions, kept on the server: they end after a time without use, after a whole time, or at once when revoked.

The browser holds a random token and the record only its hash, so whoever reads the record can sign in as nobody.
"""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from dashboard.access.principal import Principal, Role
from dashboard.errors import RecordError, SignedOut
from dashboard.i18n import gettext as _
from dashboard.records import Records, Tx, people
from dashboard.records import sessions as table

TICKET_LIFE = timedelta(seconds=30)
"""From signing in until the browser has fetched its cookie."""
CLOCK_SLACK = timedelta(minutes=5)
"""A session that was begun or used later than this from now is none: the clock was set back, and it would not end."""
SEEN_STEP = timedelta(seconds=60)
"""The time of last use is written at most once in this time: each run of a page would otherwise be a write."""


@dataclass(frozen=True)
class Limits:
    """How long a session lasts without use, and at most."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=8)


def digest(secret: str) -> str:
    """Return what is stored of a ticket, token or code: its SHA-256. They are random and long, so they need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue_ticket(records: Records, person_id: str, now: datetime, verified: people.Person | None = None) -> str:
    """Return a one-time ticket with which a browser may start a session within 30 seconds.

    `verified` is the person as they were when the password was compared. Whose account was changed meanwhile gets a
    ticket that opens nothing: the comparison takes its time, and the old password would open the new account.
    """
    ticket = secrets.token_urlsafe(32)
    with records.write() as tx:
        person = people.get(tx, person_id)
        if verified is None or (person and _is_same(person, verified)):
            table.add_ticket(tx, digest(ticket), person_id, now + TICKET_LIFE)
    return ticket


def _is_same(person: people.Person, verified: people.Person) -> bool:
    fields = ("password_hash", "role", "agency", "active")
    return all(getattr(person, name) == getattr(verified, name) for name in fields)


def redeem(records: Records, ticket: str, now: datetime, limits: Limits | None = None) -> str | None:
    """Return the token of a new session for a valid ticket, which is then used up; None for any other.

    Tickets and sessions that are over are removed: what is to be known of them later is in the audit.
    """
    token = secrets.token_urlsafe(32)
    with records.write() as tx:
        person_id = table.use_ticket(tx, digest(ticket), now, TICKET_LIFE)
        _tidy(tx, now, limits or Limits())
        if person_id is None:
            return None
        table.add(tx, digest(token), person_id, now)
    return token


def tidy(records: Records, now: datetime, limits: Limits) -> None:
    """Remove tickets and sessions that are over; asked when the server starts."""
    with records.write() as tx:
        _tidy(tx, now, limits)


def _tidy(tx: Tx, now: datetime, limits: Limits) -> None:
    table.tidy(tx, used=now - limits.idle, begun=now - limits.absolute, at=now, latest=now + CLOCK_SLACK)


def lookup(records: Records, token: str, now: datetime, limits: Limits | None = None) -> Principal | None:
    """Return the signed-in person whose browser holds this token; None when the session ended or never was."""
    return resolve(records, digest(token), now, limits)


def resolve(records: Records, session_id: str, now: datetime, limits: Limits | None = None) -> Principal | None:
    """Return the person of a session, with role and agency as they are now; None when it ended or they are not active.

    `session_id` is the hash of the session's token.
    """
    with records.read() as tx:
        standing = _standing(tx, session_id, now, limits or Limits())
    if standing is None:
        return None
    session, person = standing
    if now - session.seen_at > SEEN_STEP:
        with suppress(RecordError), records.write() as tx:  # a busy record is no reason to sign anybody out
            table.seen(tx, session_id, now)
    return principal(person, session_id)


def check(tx: Tx, who: Principal, now: datetime, limits: Limits) -> None:
    """Raise SignedOut unless the session of `who` still stands, with the role and agency that it began with.

    A command on the server has no session and passes.
    """
    if not who.session:
        return
    standing = _standing(tx, who.session, now, limits)
    person = standing[1] if standing else None
    if person is None or (person.id, person.role, person.agency) != (who.person_id, who.role, who.agency):
        raise SignedOut(_("You are not signed in any more. Sign in again: what was saved before is there."))


def look(records: Records, session_id: str, now: datetime, limits: Limits) -> Principal | None:
    """Return the person of a session like `resolve`, but this is no use of the session: it does not last longer."""
    with records.read() as tx:
        standing = _standing(tx, session_id, now, limits)
    return principal(standing[1], session_id) if standing else None


def _standing(tx: Tx, session_id: str, now: datetime, limits: Limits) -> tuple[table.Session, people.Person] | None:
    """Return a session and its person; None when it was revoked or is too old, or the person is not active."""
    session = table.get(tx, session_id)
    person = people.get(tx, session.person_id) if session else None
    if session is None or person is None or not person.active or session.revoked_at is not None:
        return None
    if not -CLOCK_SLACK <= now - session.seen_at <= limits.idle:
        return None
    if not -CLOCK_SLACK <= now - session.created_at <= limits.absolute:
        return None
    return session, person


def principal(person: people.Person, session_id: str = "") -> Principal:
    """Return a person from the record as the one who acts, in the session with this id."""
    return Principal(
        person_id=person.id,
        username=person.username,
        name=person.name,
        role=cast(Role, person.role),
        agency=person.agency,
        language=person.language,
        session=session_id,
        must_change=person.must_change,
    )


def revoke(records: Records, session_id: str, now: datetime) -> None:
    """End one session, by the hash of its token."""
    with records.write() as tx:
        table.revoke(tx, session_id, now)
