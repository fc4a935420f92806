"""The change sequence: numbered changes from which the projection learns what to read again."""

from dataclasses import dataclass

from sqlalchemy import func, insert, literal, select, union

from dashboard.records.engine import Tx
from dashboard.records.tables import changes, checklist_events, consents, risk_decisions, submissions

EVENTS = {"consent": consents, "risk": risk_decisions, "submission": submissions, "item": checklist_events}


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


def touched(tx: Tx, after: int) -> set[str]:
    """Return the cases of which anything was written after the sequence number `after`, but for what imports brought."""
    new = select(changes.c.kind, changes.c.ref).where(changes.c.seq > after).subquery()
    of_cases = select(new.c.ref).where(new.c.kind == "case")
    of_events = (
        select(table.c.case_key).join(new, new.c.ref == table.c.id).where(new.c.kind == literal(kind))
        for kind, table in EVENTS.items()
    )
    return set(tx.execute(union(of_cases, *of_events)).scalars())
