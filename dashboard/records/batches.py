"""Batches: what was planned to come in from a file, by whom, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import insert, select, update

from dashboard.records.engine import Tx
from dashboard.records.tables import import_batches as table

LIFE = timedelta(days=1)
"""How long a plan may wait: what it was made from, the record and the file, grows old."""
STAGING = timedelta(hours=1)
"""How long writing down a plan may take before it counts as killed."""
State = Literal["staging", "planned", "committed", "dropped"]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A planned import. `report` is the plan as it is shown, codes and counts without a cell's text.

    `mapping` names how columns were read and `mapping_digest` how exactly; `file_digest` tells whether it is the same file.
    `state` is *staging* while its rows are written down, and once they are *planned*, *committed* or *dropped*.
    """

    id: str
    agency: str
    by: str
    at: datetime
    expires_at: datetime
    mapping: str
    mapping_digest: str
    file_digest: str
    state: State = "staging"
    report: Mapping[str, Any] = field(default_factory=dict, hash=False)
    ended_at: datetime | None = None


def add(tx: Tx, new: Batch) -> None:
    """Write a new batch, before any of its rows."""
    tx.execute(insert(table).values(**vars(new)))  # not `asdict`: it copies the report while others wait


def get(tx: Tx, batch_id: str) -> Batch | None:
    """Return the batch with this id, or None."""
    row = tx.execute(select(table).where(table.c.id == batch_id)).one_or_none()
    return Batch(**row._mapping) if row else None


def of_agency(tx: Tx, agency: str, limit: int = 20) -> list[Batch]:
    """Return the newest batches of an agency that were planned to the end, newest first."""
    query = (
        select(table)
        .where(table.c.agency == agency, table.c.state != "staging")
        .order_by(table.c.at.desc(), table.c.id)
        .limit(limit)
    )
    return [Batch(**row._mapping) for row in tx.execute(query)]


def move(tx: Tx, batch_id: str, before: State, after: State, at: datetime | None = None, **changed: Any) -> bool:
    """Give a batch another state, and return whether it was in the state `before`: of two at once only one moves it."""
    query = update(table).where(table.c.id == batch_id, table.c.state == before)
    return bool(tx.execute(query.values(state=after, ended_at=at, **changed)).rowcount)


def left_over(tx: Tx, now: datetime) -> list[Batch]:
    """Return batches that will not come in any more though nobody dropped them: too old, or killed while staging."""
    query = select(table).where(table.c.state.in_(("staging", "planned")), table.c.expires_at <= now)
    return [Batch(**row._mapping) for row in tx.execute(query)]


def waits(tx: Tx, batch_id: str) -> bool:
    """Whether a batch is being planned or waits to be taken."""
    states = ("staging", "planned")
    return tx.execute(select(table.c.id).where(table.c.id == batch_id, table.c.state.in_(states))).first() is not None
