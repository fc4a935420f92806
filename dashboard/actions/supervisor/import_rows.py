"""What a row of a file becomes: its case, the first consents, the decisions on risk and the entries that came with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dashboard.casework.consent import first_consent
from dashboard.casework.dates import at_noon
from dashboard.casework.intake import AREA, new_case
from dashboard.contract import Case
from dashboard.contract.elements import NOT_RECORDED
from dashboard.interchange.checking import Assessed, Brought, Incoming
from dashboard.interchange.planning import Calendar, entry_id
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
    case = replace(case, status=incoming.status)
    decisions = tuple(decision(name, incoming, case, taking) for name in levels(incoming))
    known = {
        scope: value
        for scope, value in first_consent(case).items()
        if incoming.values.get(f"consent_{scope}") != NOT_RECORDED  # not asked for here, and so neither yes nor no
    }
    brought = {name: each for name, each in incoming.named.items() if isinstance(each, Brought)}
    return arrival(
        incoming,
        decided(case, decisions, incoming),
        consents=consents(incoming, case, taking, known),
        decisions=decisions,
        entries=tuple(entry(name, each, case, taking) for name, each in (*brought.items(), *closing(incoming))),
    )


def arrival(incoming: Incoming, case: Case, **more: Any) -> Arrival:
    """Return a case that comes in, with the hashes by which its row is known again."""
    return Arrival(
        case=case,
        ref_hash=incoming.ref_hash,
        folded_hash=incoming.folded_hash,
        row_digest=incoming.digest,
        elements=incoming.elements,
        **more,
    )


def closing(incoming: Incoming) -> list[tuple[str, Brought]]:
    """Return the closing of a case under its name, nothing for an open one."""
    return [("closing", incoming.closing)] if incoming.closing else []


def consents(incoming: Incoming, case: Case, taking: Taking, changed: Mapping[str, Any]) -> tuple[Consent, ...]:
    """Return rows of the log for what came of her consent, by scope."""
    answers = {
        name: str(incoming.values.get(name) or "") for name in ("assent", "guardian_consent", "best_interest_by")
    }
    return tuple(
        Consent(
            # Ids in the order of the keys: their index grows at its end, and others wait less.
            id=f"{case.key}-{case.version}-{place}",
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
        for place, (scope, value) in enumerate(changed.items())
    )


def levels(incoming: Incoming) -> dict[str, Assessed]:
    """Return the levels of risk that came with a row by name, the oldest first."""
    return {name: each for name, each in incoming.named.items() if isinstance(each, Assessed)}


def decision(name: str, incoming: Incoming, case: Case, taking: Taking) -> RiskDecision:
    """Return a decision of before the import, on its day; a clock that runs begins when the case comes in."""
    assessed, newest = levels(incoming)[name], list(levels(incoming))[-1]
    starts = incoming.starts_clock and name == newest
    return RiskDecision(
        id=entry_id(case.key, name, case.version),
        case_key=case.key,
        level=assessed.level,
        suggested=None,
        reasons=("imported",),
        override_reason="",
        at=taking.at if starts else _on(assessed.day, taking),
        by=taking.by,
    )


def decided(case: Case, decisions: Sequence[RiskDecision], incoming: Incoming) -> Case:
    """Return a case with the level that was decided last.

    Of one that is closed the time of the decision stays open where the source tells of no action: it is neither in time
    nor late, and no clock had run here.
    """
    if not decisions:
        return case
    last, acted_at = decisions[-1], None
    if case.status != "open":
        acted_at = _acted_at(incoming, last)
    known_at = last.at if case.status == "open" or acted_at else None
    return replace(case, risk_level=last.level, risk_decided_at=known_at, first_action_at=acted_at)


def _acted_at(incoming: Incoming, last: RiskDecision) -> datetime | None:
    """Return when an urgent referral answered the last decision, of which both days are in the source; else None."""
    sent = [brought.day for brought in incoming.entries if brought.answers.get("urgent") == "yes"]
    day = incoming.assessments[-1].day
    times = [at_noon(each, last.at) for each in sent if each and day and each >= day]
    return min(times, default=None)


def entry(name: str, brought: Brought, case: Case, taking: Taking, supersedes: str | None = None) -> Submission:
    """Return an entry that came with a case, of the day of which it tells."""
    return Submission(
        id=entry_id(case.key, name, case.version),
        case_key=case.key,
        area=AREA,
        form=brought.form,
        form_version=brought.version,
        answers=dict(brought.answers),
        at=taking.at if supersedes else _on(brought.day, taking),
        by=taking.by,
        supersedes=supersedes,
    )


def _on(day: Any, taking: Taking) -> datetime:
    """Return noon of a day, not after the import; the time of the import without a day."""
    return min(at_noon(day, taking.at), taking.at)
