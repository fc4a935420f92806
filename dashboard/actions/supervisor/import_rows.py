"""What a row of a file becomes: its case, the first consents, the decisions on risk and the entries that came with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from dashboard.casework.consent import first_consent
from dashboard.casework.intake import corrected, new_case
from dashboard.contract import Case
from dashboard.records.arrivals import Arrival
from dashboard.records.consents import Consent
from dashboard.records.risk import RiskDecision


@dataclass(frozen=True)
class Taking:
    """Who takes rows in, when, and for whom: `case_manager` gets the new cases."""

    agency: str
    by: str
    case_manager: str
    at: datetime


def new(incoming: Mapping[str, Any], key: str, taking: Taking) -> Arrival:
    """Return a new case with what came with it."""
    case = new_case(incoming["values"], key=key, agency=taking.agency, case_manager=taking.case_manager, at=taking.at)
    decisions = _decisions(incoming, case, taking)
    if decisions:
        case = replace(case, risk_level=decisions[-1].level, risk_decided_at=decisions[-1].at)
    return _arrival(incoming, case, consents=_consents(case, taking), decisions=decisions)


def again(incoming: Mapping[str, Any], case: Case) -> Arrival:
    """Return a case as the file corrects it, by the same rules as *Correct the facts*."""
    changes = corrected(case, incoming["values"])
    return _arrival(incoming, replace(case, version=case.version + 1, **changes))


def _arrival(incoming: Mapping[str, Any], case: Case, **more: Any) -> Arrival:
    hashes = {name: incoming[name] for name in ("ref_hash", "folded_hash")}
    return Arrival(case=case, row_digest=incoming["digest"], elements=incoming["elements"], **hashes, **more)


def _consents(case: Case, taking: Taking) -> tuple[Consent, ...]:
    return tuple(
        Consent(
            id=str(uuid4()), case_key=case.key, scope=scope, value=value, given_by="other", at=taking.at, by=taking.by
        )  # type: ignore[arg-type]
        for scope, value in first_consent(case).items()
    )


def _decisions(incoming: Mapping[str, Any], case: Case, taking: Taking) -> tuple[RiskDecision, ...]:
    level = incoming["values"].get("risk_level")
    if level not in ("high", "medium", "normal"):
        return ()
    decided = RiskDecision(
        id=str(uuid4()),
        case_key=case.key,
        level=level,
        suggested=None,
        reasons=("imported",),
        override_reason="",
        at=taking.at,
        by=taking.by,
    )
    return (decided,)
