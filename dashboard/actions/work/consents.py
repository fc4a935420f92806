"""The consent log of a case: consent that a form changes, and its withdrawal."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.actions.work.case_file import case_files
from dashboard.actions.work.persons import unsafe_people
from dashboard.casework import consent, guardians
from dashboard.contract import Case
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import cases, consents
from dashboard.records.consents import Consent

HERSELF: Mapping[str, Any] = MappingProxyType({"given_by": "individual"})
ON_CASE = {"services": "consent_services", "reporting": "consent_reporting"}
"""Scopes that are also columns of the case, because lists and releases filter by them."""


def write(
    act: Act,
    case: Case,
    changed: Mapping[str, str],
    answers: Mapping[str, Any],
    submission_id: str | None = None,
) -> None:
    """Append a row to the consent log for each changed scope, and set the columns of the case that repeat scopes."""
    for scope, value in changed.items():
        consents.add(act.tx, _row(act, case, scope, value, answers, submission_id))
    columns = {ON_CASE[scope]: answer == "yes" for scope, answer in changed.items() if scope in ON_CASE}
    # Whoever withdraws from services is counted in no later release either.
    if changed.get("services") == "withdrawn":
        columns["consent_reporting"] = False
    # Read anew: an effect before this one (opening the case again) may have written a newer version of the case.
    newest = cases.get(act.tx, case.key) or case
    differing = {column: consented for column, consented in columns.items() if getattr(newest, column) != consented}
    if differing:
        cases.amend(act.tx, case.key, newest.version, differing, by=act.who.person_id, at=act.at)
    if changed:
        act.audit("consent.change", case.key, scopes=dict(changed))


def _row(
    act: Act, case: Case, scope: str, value: str, answers: Mapping[str, Any], submission_id: str | None
) -> Consent:
    childs_view: dict[str, Any] = {
        name: str(answers.get(name) or "") for name in ("assent", "best_interest_by", "withheld_reason")
    }
    return Consent(
        id=str(uuid4()),
        case_key=case.key,
        scope=scope,
        value=value,  # type: ignore[arg-type]
        given_by=str(answers.get("given_by") or "individual"),
        guardian=str(answers.get("guardian_consent") or ""),
        manner=str(answers.get("manner") or "verbal"),
        submission_id=submission_id,
        at=act.at,
        by=act.who.person_id,
        **childs_view,
    )


def from_intake(act: Act, case: Case, answers: Mapping[str, Any], sent: str) -> None:
    """Write the consents that were given in the form that opened the case."""
    write(act, case, consent.first_consent(case), answers, sent)


def from_form(act: Act, case: Case, answers: Mapping[str, Any], sent: str) -> None:
    """Write the consents in which a sent consent form differs from what is on record."""
    standing = consents.current(act.tx, [case.key])[case.key]
    write(act, case, consent.changes(answers, standing), answers, sent)


def withdraw(context: Context, who: Principal, key: str, scope: str, answers: Mapping[str, Any] = HERSELF) -> list[str]:
    """Take back a consent at once, and return what closes with it, a sentence for each scope.

    `answers` say who took it back (given_by, and agreed_by where someone is recorded as not safe), and for a child
    assent or best_interest_by.
    Raises RecordError when this consent is not on record as given, or when the answers do not say who took it back.
    """
    with context.act(who, Permission.work_cases, case=key) as act:
        case, standing = act.case, consents.current(act.tx, [key])[key]
        if not consent.given(standing, scope):
            raise RecordError(_("This consent is not on record, so it cannot be taken back. Open the case again."))
        withdrawal = consent.taken_back(answers, case.is_child)
        unsafe = unsafe_people(context, case, case_files(act.tx, [key])[key])
        lacks = consent.taking_back_needs(withdrawal, case.is_child)
        if lacks := lacks or guardians.taking_back(answers, case.is_child, unsafe):
            raise RecordError(lacks)
        scopes = consent.withdrawing(scope, standing)
        write(act, case, dict.fromkeys(scopes, "withdrawn"), withdrawal)
    return [consent.closes(closed, case.is_child) for closed in scopes]
