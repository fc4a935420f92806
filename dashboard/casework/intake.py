"""Intake: the case that the answers of the intake form describe, and what a later correction of them changes."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from dashboard.contract import Case
from dashboard.contract.elements import CODED, ELEMENTS
from dashboard.contract.persons import unsafe
from dashboard.forms import Form
from dashboard.i18n import BAGHDAD

AREA, FORM = "core", "intake"
IMPORT: Mapping[str, str] = MappingProxyType({"origin": "import"})
"""What a form's hidden question `origin` reads when a row of a file is examined: some answers are offered to nobody else."""
CORRECTABLE = tuple(element.name for element in ELEMENTS if element.correctable)
"""Elements that a corrected intake may change."""
CHILD = "tf_csea"
CONSENT = ("consent_services", "assent", "guardian_consent", "best_interest_by", "consent_reporting")
"""What was said of consent when the case was opened; a correction does not ask for it again."""


@cache
def intake_form() -> Form:
    """Return the form with which a case is opened (case-record.md c.1)."""
    unsafe_to_ask = {unsafe("guardian"): "guardian_consent=unsafe_to_seek"}
    return Form.read("dashboard.casework", "forms/intake.md", occurs="once", sets=unsafe_to_ask)


def new_case(answers: Mapping[str, Any], *, key: str, agency: str, case_manager: str, at: datetime) -> Case:
    """Return the case that checked answers of the intake form, or of an imported row, describe; `at` is aware UTC."""
    elements = {element.name: element.read(answers) for element in ELEMENTS}
    return Case(key=key, agency=agency, case_manager=case_manager, opened_at=at, **elements)


def corrected(case: Case, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the elements of a case that corrected intake answers change; consent has its own log."""
    consents = {"consent_services": "yes" if case.consent_services else "no"}
    consents |= {"consent_reporting": "yes" if case.consent_reporting else "no"}
    described = new_case(
        consents | dict(answers), key=case.key, agency=case.agency, case_manager=case.case_manager, at=case.opened_at
    )
    changed = (element for element in CORRECTABLE if getattr(described, element) != getattr(case, element))
    return {element: getattr(described, element) for element in changed}


def kept(before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers on consent that a corrected intake form takes over, unasked, from the one that it replaces."""
    return {question: before[question] for question in CONSENT if question in before}


def form_context(
    case: Case | None,
    *,
    has_child_material: bool = False,
    has_unsafe_guardian: bool = False,
    guardian_harms: bool = False,
) -> dict[str, str]:
    """Return the facts of the case, by name, that a form's hidden questions may read, so that nothing is asked twice.

    `has_child_material` says whether abuse material of a child is on record for the case, `has_unsafe_guardian` whether a
    guardian may be the one who harms, or is not safe to ask, `guardian_harms` whether an incident names a guardian as the
    perpetrator.
    """
    if case is None:
        return {}
    return {element.name: getattr(case, element.name) for element in CODED} | {
        # Of whom the age is not known every form asks as it asks of a child: where nobody knows, the safe rules hold.
        "stream": CHILD if case.is_child else case.stream,
        "risk_level": case.risk_level or "",
        "age_group": "child" if case.is_child else "adult",
        "report_date": case.report_date.isoformat(),
        "opened_on": case.opened_at.astimezone(BAGHDAD).date().isoformat(),
        "opened": "yes",
        "child_material": "yes" if has_child_material else "no",
        "guardian_unsafe": "yes" if has_unsafe_guardian else "no",
        "guardian_harms": "yes" if guardian_harms else "no",
    }
