"""Many rows at once, for demos and migrations: the same tables, history and changes as one at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Table, insert

from dashboard.contract import Case
from dashboard.records.cases import plain, row
from dashboard.records.checklists import ItemEvent
from dashboard.records.consents import Consent
from dashboard.records.engine import Tx
from dashboard.records.reviews import Review
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission
from dashboard.records.tables import (
    case_versions,
    cases,
    changes,
    checklist_events,
    consents,
    reviews,
    risk_decisions,
    submissions,
)


def add_cases(tx: Tx, new: Sequence[Case]) -> None:
    """Write cases as they stand, each with its first version, opened by its case manager."""
    _insert(tx, cases, [row(each) for each in new])
    _insert(
        tx,
        case_versions,
        [
            {
                "case_key": each.key,
                "version": each.version,
                "values": plain(each),
                "at": each.opened_at,
                "by": each.case_manager,
            }
            for each in new
        ],
    )
    _note(tx, "case", (each.key for each in new))


def add_decisions(tx: Tx, new: Sequence[RiskDecision]) -> None:
    """Write risk decisions; the cases carry their level already."""
    _insert(tx, risk_decisions, [_values(each) | {"reasons": list(each.reasons)} for each in new])
    _note(tx, "risk", (each.id for each in new))


def add_items(tx: Tx, new: Sequence[ItemEvent]) -> None:
    """Write checklist events."""
    _insert(tx, checklist_events, [_values(each) for each in new])
    _note(tx, "item", (each.id for each in new))


def add_consents(tx: Tx, new: Sequence[Consent]) -> None:
    """Write rows of the consent log."""
    _insert(tx, consents, [_values(each) for each in new])
    _note(tx, "consent", (each.id for each in new))


def add_reviews(tx: Tx, new: Sequence[Review]) -> None:
    """Write turns of reviews, in their order."""
    _insert(tx, reviews, [_values(each) for each in new])
    _note(tx, "review", (each.id for each in new))


def add_submissions(tx: Tx, new: Sequence[Submission]) -> None:
    """Write submissions; their forms must be declared."""
    _insert(tx, submissions, [_values(each) for each in new])
    _note(tx, "submission", (each.id for each in new))


def _values(each: Any) -> dict[str, Any]:
    """Return the fields of a record as they are; `asdict` would copy every answer first, a fifth of the time of a demo."""
    return {field.name: getattr(each, field.name) for field in fields(each)}


def _insert(tx: Tx, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        tx.execute(insert(table), rows)


def _note(tx: Tx, kind: str, refs: Iterable[str]) -> None:
    _insert(tx, changes, [{"kind": kind, "ref": ref} for ref in refs])
