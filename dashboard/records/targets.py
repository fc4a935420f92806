"""Targets of the task force: what it wants an indicator to reach, or not to pass. Numbers of its own, never of cases."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables_releases import targets


@dataclass(frozen=True, kw_only=True)
class TargetEvent:
    """Somebody (`by`) set a target for an indicator, or ended it (`direction` "none")."""

    indicator: str
    direction: str
    number: int
    at: datetime
    by: str


def add(tx: Tx, event: TargetEvent) -> None:
    """Append an event."""
    tx.execute(insert(targets).values(**asdict(event)))


def newest(tx: Tx) -> dict[str, TargetEvent]:
    """Return the last event of each indicator."""
    rows = tx.execute(select(targets).order_by(targets.c.seq))
    return {
        row.indicator: TargetEvent(
            indicator=row.indicator, direction=row.direction, number=row.number, at=row.at, by=row.by
        )
        for row in rows
    }
