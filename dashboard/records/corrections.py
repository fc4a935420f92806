"""Corrections of releases: asked for by one person, approved or declined by another."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables_releases import release_corrections as events

State = Literal["asked", "approved", "declined"]


@dataclass(frozen=True, kw_only=True)
class CorrectionEvent:
    """Somebody (`by`) asked that a period be published anew, for a reason from the list, or decided about it."""

    id: str
    period: str
    reason: str
    state: State
    at: datetime
    by: str


def add(tx: Tx, event: CorrectionEvent) -> None:
    """Append an event."""
    tx.execute(insert(events).values(**asdict(event)))


def every(tx: Tx) -> list[tuple[CorrectionEvent, CorrectionEvent]]:
    """Return each correction that was asked for, the newest first: how it was asked for, and its last event."""
    first: dict[str, CorrectionEvent] = {}
    last: dict[str, CorrectionEvent] = {}
    for row in tx.execute(select(events).order_by(events.c.seq)):
        event = CorrectionEvent(id=row.id, period=row.period, reason=row.reason, state=row.state, at=row.at, by=row.by)
        first.setdefault(event.id, event)
        last[event.id] = event
    return [(first[identifier], last[identifier]) for identifier in reversed(first)]
