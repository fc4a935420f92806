"""People who sign in."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from dashboard.records.engine import Tx
from dashboard.records.tables import people


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


def change(tx: Tx, person_id: str, **changes: Any) -> None:
    """Change fields of a person; the caller writes the audit."""
    tx.execute(update(people).where(people.c.id == person_id).values(**changes))
