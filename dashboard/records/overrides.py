"""Overrides: steps that a person took out of order, with the reason."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.tables import overrides
from dashboard.records.written import place, stored


@dataclass(frozen=True, kw_only=True)
class Override:
    """One step that was taken before the steps that should come first.

    `step` is "area.checklist.item" or "area.form", `missing` are the steps that were not done yet, `reason` is a code.
    """

    id: str
    case_key: str
    step: str
    missing: tuple[str, ...]
    reason: str
    at: datetime
    by: str
    number: int = field(default=0, compare=False)


def add(tx: Tx, new: Override) -> None:
    """Append one override."""
    tx.execute(insert(overrides).values(**stored(new, overrides) | {"missing": list(new.missing), "number": place()}))
    note(tx, "override", new.id)


def history(tx: Tx, case_key: str) -> list[Override]:
    """Return every override of a case, newest first."""
    query = select(overrides).where(overrides.c.case_key == case_key).order_by(overrides.c.seq.desc())
    return [_override(row) for row in tx.execute(query)]


def get(tx: Tx, override_id: str) -> Override | None:
    """Return the override with this id, or None."""
    row = tx.execute(select(overrides).where(overrides.c.id == override_id)).one_or_none()
    return _override(row) if row else None


def every(tx: Tx) -> list[Override]:
    """Return the overrides of all cases, newest first."""
    return [_override(row) for row in tx.execute(select(overrides).order_by(overrides.c.seq.desc()))]


def _override(row: Row[Any]) -> Override:
    values = {name: value for name, value in row._mapping.items() if name != "seq"}
    return Override(**values | {"missing": tuple(values["missing"])})
