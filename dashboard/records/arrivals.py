"""What comes in with one row of a file: a case, new or as it is corrected, and what is on record with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from dashboard.contract import Case
from dashboard.records.cases import plain, row
from dashboard.records.consents import Consent
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission
from dashboard.records.tables import case_versions, cases, consents, imports, risk_decisions, submissions
from dashboard.records.written import stored


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A case that comes in from a file, or one that a file corrects (its version is above 1), with what came with it."""

    case: Case
    ref_hash: str
    folded_hash: str
    row_digest: str
    elements: Mapping[str, str] = field(default_factory=dict, hash=False)
    consents: tuple[Consent, ...] = ()
    decisions: tuple[RiskDecision, ...] = ()
    entries: tuple[Submission, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the case is not on record yet."""
        return self.case.version == 1


def rows_of(arrivals: Sequence[Arrival], by: str, at: datetime) -> dict[Table, list[dict[str, Any]]]:
    """Return the rows of arrivals by table, in an order in which none comes before what it refers to."""
    return {
        cases: [row(arrival.case) for arrival in arrivals if arrival.is_new],
        case_versions: [_version(arrival.case, by, at) for arrival in arrivals],
        consents: [stored(consent, consents) for arrival in arrivals for consent in arrival.consents],
        risk_decisions: [
            stored(decision, risk_decisions) | {"reasons": list(decision.reasons)}
            for arrival in arrivals
            for decision in arrival.decisions
        ],
        submissions: [stored(entry, submissions) for arrival in arrivals for entry in arrival.entries],
        imports: [_import(arrival, at) for arrival in arrivals],
    }


def _version(case: Case, by: str, at: datetime) -> dict[str, Any]:
    return {"case_key": case.key, "version": case.version, "values": plain(case), "at": at, "by": by}


def _import(arrival: Arrival, at: datetime) -> dict[str, Any]:
    return {
        "agency": arrival.case.agency,
        "ref_hash": arrival.ref_hash,
        "folded_hash": arrival.folded_hash,
        "row_digest": arrival.row_digest,
        "elements": dict(arrival.elements),
        "case_key": arrival.case.key,
        "version": arrival.case.version,
        "at": at,
    }
