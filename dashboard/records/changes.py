"""The list of changes by which the projection sees what it has not read yet."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import changes


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something was written: `kind` says what ("case", "risk", "item", "consent", "override", "review", "submission",
    "form"), `ref` which one.
    """

    seq: int
    kind: str
    ref: str


def note(tx: Tx, kind: str, ref: str) -> None:
    """Append one change; every writer of this room calls it in its own transaction."""
    tx.execute(insert(changes).values(kind=kind, ref=ref))


def last(tx: Tx) -> int:
    """Return the newest sequence number, 0 when nothing was written yet."""
    return int(tx.execute(select(func.coalesce(func.max(changes.c.seq), 0))).scalar_one())


def since(tx: Tx, seq: int, limit: int = 10_000) -> list[Change]:
    """Return the changes after `seq`, oldest first."""
    rows = tx.execute(select(changes).where(changes.c.seq > seq).order_by(changes.c.seq).limit(limit))
    return [Change(seq=row.seq, kind=row.kind, ref=row.ref) for row in rows]
