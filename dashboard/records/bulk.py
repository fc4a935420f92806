"""Write many rows in one statement, for the demo and for migrations from other systems.

The rows reach the same tables, the same history and the same change sequence as when they are written one at a time. What the
single writers derive, such as the risk level on a case, must be in the rows already.
"""

from collections.abc import Iterable, Sequence
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
from dashboard.records.written import stored


def add_cases(tx: Tx, new: Sequence[Case]) -> None:
    """Write cases as they stand, each with its first version; its case manager counts as who opened it."""
    _insert(tx, cases, [row(case) for case in new])
    _insert(
        tx,
        case_versions,
        [
            {
                "case_key": case.key,
                "version": case.version,
                "values": plain(case),
                "at": case.opened_at,
                "by": case.case_manager,
            }
            for case in new
        ],
    )
    _add_changes(tx, "case", (case.key for case in new))


def add_decisions(tx: Tx, new: Sequence[RiskDecision]) -> None:
    """Write risk decisions; the level of the newest one must be on its case already."""
    _insert(
        tx, risk_decisions, [stored(decision, risk_decisions) | {"reasons": list(decision.reasons)} for decision in new]
    )
    _add_changes(tx, "risk", (decision.id for decision in new))


def add_items(tx: Tx, new: Sequence[ItemEvent]) -> None:
    """Write events of checklists (each says that a step was given a state)."""
    _insert(tx, checklist_events, [stored(event, checklist_events) for event in new])
    _add_changes(tx, "item", (event.id for event in new))


def add_consents(tx: Tx, new: Sequence[Consent]) -> None:
    """Write rows of the consent log."""
    _insert(tx, consents, [stored(consent, consents) for consent in new])
    _add_changes(tx, "consent", (consent.id for consent in new))


def add_reviews(tx: Tx, new: Sequence[Review]) -> None:
    """Write turns of reviews (asked for, approved, returned), oldest first: the last one counts as newest."""
    _insert(tx, reviews, [stored(review, reviews) for review in new])
    _add_changes(tx, "review", (review.id for review in new))


def add_submissions(tx: Tx, new: Sequence[Submission]) -> None:
    """Write sent forms; the declarations of the forms must be in the record already (`submissions.declare`)."""
    _insert(tx, submissions, [stored(submission, submissions) for submission in new])
    _add_changes(tx, "submission", (submission.id for submission in new))


def _insert(tx: Tx, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        tx.execute(insert(table), rows)


def _add_changes(tx: Tx, kind: str, refs: Iterable[str]) -> None:
    """Append a change for each row that was written: what kind of row, and its identifier."""
    _insert(tx, changes, [{"kind": kind, "ref": ref} for ref in refs])
