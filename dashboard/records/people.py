"""People who sign in."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, insert, select, update

from dashboard.records.engine import Tx
from dashboard.records.tables import people

AGENCY_ROLES: frozenset[str] = frozenset({"case_manager", "supervisor"})
"""Roles that work for one agency; the others belong to none and see no case."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person who signs in; the password hash never shows in a repr or a log."""

    id: str
    username: str
    name: str
    role: str
    agency: str | None
    language: str
    password_hash: str = field(repr=False)
    created_at: datetime
    active: bool = True
    seen_change: int = 0
    """The last change of an account that she has said to have read: a line of `account_decisions`."""
    must_change: bool = False
    """Whether somebody else made her password, so that she has to choose her own first."""


def add(tx: Tx, new: Person) -> None:
    """Write a new person."""
    tx.execute(insert(people).values(**asdict(new)))


def get(tx: Tx, person_id: str) -> Person | None:
    """Return the person with this id, or None."""
    row = tx.execute(select(people).where(people.c.id == person_id)).one_or_none()
    return Person(**row._mapping) if row else None


def by_username(tx: Tx, username: str) -> Person | None:
    """Return the person with this user name, in small or capital letters, or None."""
    row = tx.execute(select(people).where(people.c.username == username.strip().lower())).one_or_none()
    return Person(**row._mapping) if row else None


def every(tx: Tx) -> list[Person]:
    """Return all people in the order of their user names."""
    return [Person(**row._mapping) for row in tx.execute(select(people).order_by(people.c.username))]


def works_here(agency: str | ColumnElement[Any] | None) -> ColumnElement[bool]:
    """Return the condition that a person works on cases in an agency now; every list of an agency's people asks it."""
    return and_(people.c.active, people.c.agency == agency, people.c.role.in_(sorted(AGENCY_ROLES)))


def staff(tx: Tx, agency: str | None) -> list[Person]:
    """Return who works on cases in an agency now, in the order of their user names."""
    query = select(people).where(works_here(agency)).order_by(people.c.username)
    return [Person(**row._mapping) for row in tx.execute(query)]


def change(tx: Tx, person_id: str, **changes: Any) -> None:
    """Change fields of a person; the caller writes the audit."""
    tx.execute(update(people).where(people.c.id == person_id).values(**changes))
