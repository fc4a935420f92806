"""Safeguarding incidents: that content has reached a member of staff. Of whom, from whom and what it was is not kept."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import safeguarding as events

State = Literal["told", "handled"]


@dataclass(frozen=True, kw_only=True)
class Incident:
    """One event of an incident: somebody (`by`) told of it, or a supervisor has handled it. It names no case."""

    id: str
    agency: str
    state: State
    at: datetime
    by: str


def add(tx: Tx, event: Incident) -> None:
    """Append an event."""
    tx.execute(insert(events).values(**asdict(event)))


def waiting(tx: Tx, agency: str | None) -> list[Incident]:
    """Return the incidents of an agency that nobody has handled yet, the oldest first."""
    last = select(func.max(events.c.seq)).where(events.c.agency == agency).group_by(events.c.id)
    rows = tx.execute(select(events).where(events.c.seq.in_(last), events.c.state == "told").order_by(events.c.seq))
    return [Incident(id=row.id, agency=row.agency, state=row.state, at=row.at, by=row.by) for row in rows]
