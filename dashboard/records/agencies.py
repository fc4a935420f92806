"""Member agencies."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import agencies


@dataclass(frozen=True, kw_only=True)
class Agency:
    """A member agency."""

    code: str
    name: str
    created_at: datetime
    active: bool = True


def add(tx: Tx, new: Agency) -> None:
    """Write a new agency."""
    tx.execute(insert(agencies).values(**asdict(new)))


def get(tx: Tx, code: str) -> Agency | None:
    """Return an agency, or None."""
    row = tx.execute(select(agencies).where(agencies.c.code == code)).one_or_none()
    return Agency(**row._mapping) if row else None


def every(tx: Tx) -> list[Agency]:
    """Return all agencies in the order of their codes."""
    return [Agency(**row._mapping) for row in tx.execute(select(agencies).order_by(agencies.c.code))]
