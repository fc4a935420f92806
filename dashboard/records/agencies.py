"""Member agencies."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from dashboard.records.engine import Tx
from dashboard.records.tables import agencies


@dataclass(frozen=True, kw_only=True)
class Agency:
    """A member agency of the task force; `ended_at` is when it left, None while it is a member.

    `access` says who reads its cases: "own" (a case manager hers, supervisors all), "team" (everybody all), or None for
    an agency of before that has not chosen yet and works as a team.
    """

    code: str
    name: str
    created_at: datetime
    ended_at: datetime | None = None
    access: str | None = "own"


def add(tx: Tx, new: Agency) -> None:
    """Write a new agency."""
    tx.execute(insert(agencies).values(**asdict(new)))


def end(tx: Tx, code: str, at: datetime | None) -> None:
    """Write when an agency's membership ended; None makes it a member without an end again."""
    tx.execute(update(agencies).where(agencies.c.code == code).values(ended_at=at))


def choose_access(tx: Tx, code: str, access: str | None) -> None:
    """Write who reads an agency's cases; the caller writes the audit, with the reason."""
    tx.execute(update(agencies).where(agencies.c.code == code).values(access=access))


def get(tx: Tx, code: str) -> Agency | None:
    """Return the agency with this code, or None."""
    row = tx.execute(select(agencies).where(agencies.c.code == code)).one_or_none()
    return Agency(**row._mapping) if row else None


def every(tx: Tx) -> list[Agency]:
    """Return all agencies in the order of their codes."""
    return [Agency(**row._mapping) for row in tx.execute(select(agencies).order_by(agencies.c.code))]
