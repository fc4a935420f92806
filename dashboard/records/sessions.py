"""Sessions of signed-in browsers, and the one-time tickets that open them.

Only hashes are stored: somebody who can read the database cannot sign in with what is in it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update

from dashboard.records.engine import Tx
from dashboard.records.tables import sessions, tickets


@dataclass(frozen=True, kw_only=True)
class Session:
    """A signed-in browser."""

    token_hash: str
    person_id: str
    created_at: datetime
    seen_at: datetime
    revoked_at: datetime | None = None


def add_ticket(tx: Tx, ticket_hash: str, person_id: str, expires_at: datetime) -> None:
    """Write a one-time ticket, with which a person may open a session until `expires_at`."""
    tx.execute(insert(tickets).values(ticket_hash=ticket_hash, person_id=person_id, expires_at=expires_at))


def use_ticket(tx: Tx, ticket_hash: str, at: datetime, life: timedelta) -> str | None:
    """Use a ticket up and return the id of its person; None when the ticket is unknown, used or too old.

    One that would last longer than `life` was written before the clock was set back, and is too old as well.
    """
    # The ticket is checked and used in one statement: of two browsers with the same ticket, only one gets in.
    used = tx.execute(
        update(tickets)
        .where(
            tickets.c.ticket_hash == ticket_hash,
            tickets.c.used_at.is_(None),
            tickets.c.expires_at > at,
            tickets.c.expires_at <= at + life,
        )
        .values(used_at=at)
    )
    if not used.rowcount:
        return None
    return str(tx.execute(select(tickets.c.person_id).where(tickets.c.ticket_hash == ticket_hash)).scalar_one())


def add(tx: Tx, token_hash: str, person_id: str, at: datetime) -> None:
    """Start a session."""
    tx.execute(insert(sessions).values(token_hash=token_hash, person_id=person_id, created_at=at, seen_at=at))


def get(tx: Tx, token_hash: str) -> Session | None:
    """Return the session with this hash, or None."""
    row = tx.execute(select(sessions).where(sessions.c.token_hash == token_hash)).one_or_none()
    return Session(**row._mapping) if row else None


def seen(tx: Tx, token_hash: str, at: datetime) -> None:
    """Write when a session was last used."""
    tx.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at))


def revoke(tx: Tx, token_hash: str, at: datetime) -> None:
    """End one session."""
    tx.execute(
        update(sessions)
        .where(sessions.c.token_hash == token_hash, sessions.c.revoked_at.is_(None))
        .values(revoked_at=at)
    )


def revoke_person(tx: Tx, person_id: str, at: datetime) -> None:
    """End every session of a person."""
    tx.execute(
        update(sessions).where(sessions.c.person_id == person_id, sessions.c.revoked_at.is_(None)).values(revoked_at=at)
    )


def tidy(tx: Tx, *, used: datetime, begun: datetime, at: datetime, latest: datetime) -> None:
    """Remove used and late tickets (at the time `at`), and sessions that were revoked, last used before `used`, begun
    before `begun`, or begun or used after `latest`.
    """
    tx.execute(
        delete(tickets).where(
            or_(tickets.c.used_at.is_not(None), tickets.c.expires_at <= at, tickets.c.expires_at > latest)
        )
    )
    tx.execute(
        delete(sessions).where(
            or_(
                sessions.c.revoked_at.is_not(None),
                sessions.c.seen_at < used,
                sessions.c.created_at < begun,
                sessions.c.seen_at > latest,
                sessions.c.created_at > latest,
            )
        )
    )
