"""How often somebody tried to sign in: for one account from one address, for one account, and from one address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from dashboard.records.engine import Tx
from dashboard.records.tables import sign_in_tries as table


@dataclass(frozen=True, kw_only=True)
class Tries:
    """Tries that were counted, the time of the last, and when a right password last came from there."""

    account: str
    address: str
    tries: int
    at: datetime
    known_at: datetime | None


def get(tx: Tx, account: str, address: str) -> Tries | None:
    """Return the tries of an account and an address, None where there were none."""
    row = tx.execute(select(table).where(*_at(account, address))).one_or_none()
    return Tries(**row._mapping) if row else None


def put(tx: Tx, account: str, address: str, tries: int, at: datetime) -> None:
    """Write how many tries there were, and when the last one was."""
    changed = tx.execute(update(table).where(*_at(account, address)).values(tries=tries, at=at))
    if not changed.rowcount:
        tx.execute(insert(table).values(account=account, address=address, tries=tries, at=at))


def touch(tx: Tx, account: str, address: str, at: datetime) -> None:
    """Write when the last try ended, and leave the count alone: others may have been counted meanwhile."""
    tx.execute(update(table).where(*_at(account, address)).values(at=at))


def give_back(tx: Tx, account: str, address: str) -> None:
    """Take back one try, which was none: the password was right."""
    tx.execute(update(table).where(*_at(account, address), table.c.tries > 0).values(tries=table.c.tries - 1))


def know(tx: Tx, account: str, address: str, at: datetime) -> None:
    """Write that a right password came from an address, which ends the count of wrong ones from there."""
    tx.execute(update(table).where(*_at(account, address)).values(tries=0, known_at=at))


def forget(tx: Tx, account: str) -> None:
    """Set all counts of an account back to none."""
    tx.execute(update(table).where(table.c.account == account).values(tries=0))


def tidy(tx: Tx, at: datetime, life: timedelta, known_life: timedelta) -> None:
    """Remove what is older than `life`, and addresses that were not used within `known_life`.

    What is as far in the future is removed, too: it was written while the clock was wrong.
    """
    old = or_(table.c.at < at - life, table.c.at > at + life)
    unknown = or_(table.c.known_at.is_(None), table.c.known_at < at - known_life, table.c.known_at > at + life)
    tx.execute(delete(table).where(and_(old, unknown)))


def _at(account: str, address: str) -> tuple[ColumnElement[bool], ...]:
    return table.c.account == account, table.c.address == address
