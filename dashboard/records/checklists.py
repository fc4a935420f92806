"""Checklist events: who did what step, and when."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from dashboard.contract import ItemState
from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.tables import checklist_events as events
from dashboard.records.written import place, stored


@dataclass(frozen=True, kw_only=True)
class ItemEvent:
    """A person gave one step (`item`) of a checklist a state."""

    id: str
    case_key: str
    area: str
    checklist: str
    item: str
    state: ItemState
    at: datetime
    by: str
    number: int = field(default=0, compare=False)


def mark(tx: Tx, event: ItemEvent) -> None:
    """Append one event."""
    tx.execute(insert(events).values(**stored(event, events) | {"number": place()}))
    note(tx, "item", event.id)


def states(tx: Tx, case_key: str) -> dict[tuple[str, str, str], ItemEvent]:
    """Return the newest event of each step of a case's checklists, by (area, checklist, item)."""
    # Oldest first, so that a newer event of the same step takes the place of an older one.
    return {(event.area, event.checklist, event.item): event for event in reversed(history(tx, case_key))}


def history(tx: Tx, case_key: str) -> list[ItemEvent]:
    """Return every checklist event of a case, newest first."""
    return [
        _event(row)
        for row in tx.execute(select(events).where(events.c.case_key == case_key).order_by(events.c.seq.desc()))
    ]


def for_cases(tx: Tx, keys: Collection[str]) -> dict[str, dict[tuple[str, str, str], ItemEvent]]:
    """Return the newest event of each step, by case key and then by (area, checklist, item)."""
    newest: dict[str, dict[tuple[str, str, str], ItemEvent]] = {key: {} for key in keys}
    for row in tx.execute(select(events).where(events.c.case_key.in_(list(keys))).order_by(events.c.seq)):
        # Oldest first: a newer event of the same step takes the place of an older one.
        newest[row.case_key][(row.area, row.checklist, row.item)] = _event(row)
    return newest


def get(tx: Tx, event_id: str) -> ItemEvent | None:
    """Return the checklist event with this id, or None."""
    row = tx.execute(select(events).where(events.c.id == event_id)).one_or_none()
    return _event(row) if row else None


def every(tx: Tx) -> list[ItemEvent]:
    """Return the checklist events of all cases, newest first."""
    return [_event(row) for row in tx.execute(select(events).order_by(events.c.seq.desc()))]


def _event(row: Row[Any]) -> ItemEvent:
    values = {name: value for name, value in row._mapping.items() if name != "seq"}
    return ItemEvent(**values)
