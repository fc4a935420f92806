"""Releases that may leave the task force: asked for by one coordinator, confirmed by another."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables_releases import release_clearances as events

State = Literal["asked", "cleared", "ended"]


@dataclass(frozen=True, kw_only=True)
class ClearanceEvent:
    """Somebody (`by`) asked that one version of a release, known by its digest, be cleared for outside, or decided."""

    period: str
    digest: str
    state: State
    at: datetime
    by: str


def add(tx: Tx, event: ClearanceEvent) -> None:
    """Append an event."""
    tx.execute(insert(events).values(**asdict(event)))


def every(tx: Tx) -> list[ClearanceEvent]:
    """Return every event, the oldest first."""
    return [
        ClearanceEvent(period=row.period, digest=row.digest, state=row.state, at=row.at, by=row.by)
        for row in tx.execute(select(events).order_by(events.c.seq))
    ]
