"""What a row makes of a case that came in before: the next version of the case, with what the file brings newly."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard.actions.supervisor.import_rows import Taking, arrival, closing, consents, decided, decision, entry
from dashboard.actions.work.consents import ON_CASE
from dashboard.casework import consent
from dashboard.casework.intake import CORRECTABLE
from dashboard.contract import Case
from dashboard.interchange.checking import Brought, Incoming
from dashboard.interchange.planning import Change
from dashboard.interchange.planning.record_changes import SCOPES, standing_entry
from dashboard.records.arrivals import Arrival
from dashboard.records.imports import Known
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission


def again(incoming: Incoming, before: Known, changes: Sequence[Change], taking: Taking) -> Arrival:
    """Return the next version of a case, changed as the plan says and in nothing else."""
    elements = {change.element for change in changes}
    facts = {name: incoming.described[name] for name in elements & set(CORRECTABLE)}
    case = replace(before.case, version=before.case.version + 1, **facts)
    if "status" in elements:
        case = replace(case, status=incoming.status)
    scopes = {SCOPES[change.element]: change.after for change in changes if change.element in SCOPES}
    changed = consent.changes(scopes, before.consents)
    decisions = _decisions(incoming, before, case, changes, taking)
    entries = _entries(incoming, before, case, changes, taking)
    if "status" in elements:
        entries += [entry(name, brought, case, taking) for name, brought in closing(incoming)]
    return arrival(
        incoming,
        decided(_agreed(case, changed), decisions, incoming),
        consents=consents(incoming, case, taking, changed),
        decisions=tuple(decisions),
        entries=tuple(entries),
    )


def _agreed(case: Case, changed: dict[str, str]) -> Case:
    """Return a case with the columns that repeat scopes of consent, by which lists and releases filter."""
    columns: dict[str, Any] = {ON_CASE[scope]: answer == "yes" for scope, answer in changed.items() if scope in ON_CASE}
    if changed.get("services") == "withdrawn":
        columns["consent_reporting"] = False
    return replace(case, **columns)


def _decisions(
    incoming: Incoming, before: Known, case: Case, changes: Sequence[Change], taking: Taking
) -> list[RiskDecision]:
    """Return the new decisions; none is before the one on record, as the newest by its place is the one that holds."""
    names = [change.name for change in changes if change.element == "risk"]
    after = before.decisions[0].at if before.decisions else None
    made = [decision(name, incoming, case, taking) for name in names]
    return [replace(each, at=max(each.at, after)) if after else each for each in made]


def _entries(
    incoming: Incoming, before: Known, case: Case, changes: Sequence[Change], taking: Taking
) -> list[Submission]:
    """Return the needs and referrals that are new, and new versions of those that came in before."""
    found: list[Submission] = []
    for change in changes:
        brought = incoming.named.get(change.name)
        if isinstance(brought, Brought):
            older = standing_entry(before.entries, case.key, change.name)
            found.append(entry(change.name, brought, case, taking, older.id if older else None))
    return found
