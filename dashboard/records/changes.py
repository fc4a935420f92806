"""The change sequence: numbered changes from which the projection learns what to read again."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import changes


@dataclass(frozen=True, kw_only=True)
class Change:
    """Says that one row of the record was written: what kind of row, and its identifier (`ref`).

    Kinds are "case", "risk", "item", "consent", "override", "review", "submission", "form", and "import": the cases
    of many rows at once, by their places in the table of imports ("1-250").
    """

    seq: int
    kind: str
    ref: str


def note(tx: Tx, kind: str, ref: str) -> None:
    """Append one change, in the transaction that writes the row: neither is ever there without the other."""
    tx.execute(insert(changes).values(kind=kind, ref=ref))


def last(tx: Tx) -> int:
    """Return the sequence number of the newest change, 0 when nothing was written yet."""
    return int(tx.execute(select(func.coalesce(func.max(changes.c.seq), 0))).scalar_one())


def since(tx: Tx, seq: int, limit: int = 10_000) -> list[Change]:
    """Return at most `limit` changes after the sequence number `seq`, oldest first."""
    rows = tx.execute(select(changes).where(changes.c.seq > seq).order_by(changes.c.seq).limit(limit))
    return [Change(seq=row.seq, kind=row.kind, ref=row.ref) for row in rows]
