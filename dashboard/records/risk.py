"""Risk decisions: every one is kept, and the level of the newest one stands on the case."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, true, update

from dashboard.contract import RiskLevel
from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.tables import cases, risk_decisions, submissions
from dashboard.records.written import of_entry, stored


@dataclass(frozen=True, kw_only=True)
class RiskDecision:
    """A person's decision on the risk level of a case, beside what the rules `suggested` and their `reasons`."""

    id: str
    case_key: str
    level: RiskLevel
    suggested: str | None
    reasons: tuple[str, ...]
    override_reason: str
    at: datetime
    by: str
    submission_id: str | None = None
    number: int = field(default=0, compare=False)


def decide(tx: Tx, decision: RiskDecision) -> None:
    """Write a decision and put its level on the case, which waits for a first action again from this decision on."""
    tx.execute(insert(risk_decisions).values(**stored(decision, risk_decisions) | {"reasons": list(decision.reasons)}))
    tx.execute(
        update(cases)
        .where(cases.c.key == decision.case_key)
        .values(risk_level=decision.level, risk_decided_at=decision.at, first_action_at=None)
    )
    note(tx, "risk", decision.id)
    note(tx, "case", decision.case_key)


def first_action(tx: Tx, case_key: str, at: datetime | None) -> None:
    """Write on a case when it was first acted on after its risk decision; None: it still waits for an action.

    A case without a risk decision stays as it is.
    """
    # Only a different time is written: every change makes the projection read the case again.
    changed = tx.execute(
        update(cases)
        .where(
            cases.c.key == case_key,
            cases.c.first_action_at.is_distinct_from(at),
            cases.c.risk_decided_at.is_not(None),
        )
        .values(first_action_at=at)
    )
    if changed.rowcount:
        note(tx, "case", case_key)


def get(tx: Tx, decision_id: str) -> RiskDecision | None:
    """Return the risk decision with this id, or None."""
    decisions = _read(tx, risk_decisions.c.id == decision_id)
    return decisions[0] if decisions else None


def history(tx: Tx, case_key: str) -> list[RiskDecision]:
    """Return the risk decisions on a case, newest first."""
    return _read(tx, risk_decisions.c.case_key == case_key)


def of_cases(tx: Tx, keys: Collection[str]) -> list[RiskDecision]:
    """Return the risk decisions on several cases, newest first."""
    return _read(tx, risk_decisions.c.case_key.in_(list(keys)))


def every(tx: Tx) -> list[RiskDecision]:
    """Return the risk decisions on all cases, newest first."""
    return _read(tx, true())


def newest_numbers(tx: Tx, keys: Collection[str]) -> dict[str, int]:
    """Return the place of the newest risk decision in the order of writing, by case key; 0 before there is one."""
    rows = tx.execute(
        _numbered(risk_decisions.c.case_key)
        .where(risk_decisions.c.case_key.in_(list(keys)))
        .order_by(risk_decisions.c.seq)
    )
    return dict.fromkeys(keys, 0) | {row.case_key: row.number for row in rows}  # oldest first, so that the newest stays


def _numbered(columns: Any) -> Select[Any]:
    """Return a statement for decisions with their `number`: that of the entry which decided."""
    joined = risk_decisions.outerjoin(submissions, submissions.c.id == risk_decisions.c.submission_id)
    return select(columns, of_entry()).select_from(joined)


def _read(tx: Tx, condition: ColumnElement[bool]) -> list[RiskDecision]:
    rows = tx.execute(_numbered(risk_decisions).where(condition).order_by(risk_decisions.c.seq.desc()))
    return [
        RiskDecision(
            id=row.id,
            case_key=row.case_key,
            level=row.level,
            suggested=row.suggested,
            reasons=tuple(row.reasons),
            override_reason=row.override_reason,
            at=row.at,
            by=row.by,
            submission_id=row.submission_id,
            number=row.number,
        )
        for row in rows
    ]
