"""What a row of a file becomes: its case, the first consents, the decisions on risk and the entries that came with it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from dashboard.casework.consent import first_consent
from dashboard.casework.dates import at_noon
from dashboard.casework.intake import AREA, new_case
from dashboard.contract import Case
from dashboard.contract.elements import NOT_RECORDED
from dashboard.interchange.checking import Assessed, Brought, Incoming
from dashboard.interchange.planning import Calendar
from dashboard.records.arrivals import Arrival
from dashboard.records.consents import Consent
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission


@dataclass(frozen=True, kw_only=True)
class Taking:
    """Who takes rows in, when, and for whom: `case_manager` gets the new cases."""

    agency: str
    by: str
    case_manager: str
    at: datetime
    calendar: Calendar


def new(incoming: Incoming, key: str, taking: Taking) -> Arrival:
    """Return a new case with what came with it."""
    at = taking.calendar.opened_at(incoming, taking.at)
    case = new_case(incoming.values, key=key, agency=taking.agency, case_manager=taking.case_manager, at=at)
    decisions = tuple(_decision(each, incoming, case, taking) for each in incoming.assessments)
    if decisions:
        case = replace(case, risk_level=decisions[-1].level, risk_decided_at=decisions[-1].at)
    brought = (*incoming.entries, *([incoming.closing] if incoming.closing else []))
    return _arrival(
        incoming,
        replace(case, status=incoming.status),
        consents=_consents(incoming, case, taking),
        decisions=decisions,
        entries=tuple(_entry(each, case, taking) for each in brought),
    )


def again(incoming: Incoming, case: Case, elements: Collection[str]) -> Arrival:
    """Return the next version of a case, in which these elements are as the file has them (*Correct the facts*)."""
    values = {name: incoming.described[name] for name in elements}
    return _arrival(incoming, replace(case, version=case.version + 1, **values))


def _arrival(incoming: Incoming, case: Case, **more: Any) -> Arrival:
    return Arrival(
        case=case,
        ref_hash=incoming.ref_hash,
        folded_hash=incoming.folded_hash,
        row_digest=incoming.digest,
        elements=incoming.elements,
        **more,
    )


def _consents(incoming: Incoming, case: Case, taking: Taking) -> tuple[Consent, ...]:
    """Return what is known of her consent; a scope that the source does not tell of was never asked for here."""
    known = {
        scope: value
        for scope, value in first_consent(case).items()
        if incoming.values.get(f"consent_{scope}") != NOT_RECORDED
    }
    return tuple(_consent(incoming, case, taking, scope, value) for scope, value in known.items())


def _consent(incoming: Incoming, case: Case, taking: Taking, scope: str, value: Any) -> Consent:
    answers = {
        name: str(incoming.values.get(name) or "") for name in ("assent", "guardian_consent", "best_interest_by")
    }
    return Consent(
        id=f"{case.key}-{scope}",  # ids in the order of the keys: their index grows at its end, and others wait less
        case_key=case.key,
        scope=scope,
        value=value,
        given_by="other",
        assent=answers["assent"],
        guardian=answers["guardian_consent"],
        best_interest_by=answers["best_interest_by"],
        at=taking.at,
        by=taking.by,
    )


def _decision(assessed: Assessed, incoming: Incoming, case: Case, taking: Taking) -> RiskDecision:
    """Return a decision of before the import, on its day; a clock that runs begins when the case comes in."""
    starts = incoming.starts_clock and assessed is incoming.assessments[-1]
    return RiskDecision(
        id=f"{case.key}-{incoming.assessments.index(assessed)}",
        case_key=case.key,
        level=assessed.level,
        suggested=None,
        reasons=("imported",),
        override_reason="",
        at=taking.at if starts or assessed.day is None else min(at_noon(assessed.day, taking.at), taking.at),
        by=taking.by,
    )


def _entry(brought: Brought, case: Case, taking: Taking) -> Submission:
    return Submission(
        id=str(uuid4()),
        case_key=case.key,
        area=AREA,
        form=brought.form,
        form_version=brought.version,
        answers=dict(brought.answers),
        at=taking.at,
        by=taking.by,
    )
