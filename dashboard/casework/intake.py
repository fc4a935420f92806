"""Intake: from the answers of the intake form to a new case."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from dashboard.contract import Case
from dashboard.forms import Form
from dashboard.i18n import BAGHDAD

AREA, FORM = "core", "intake"
CORRECTABLE = (
    "report_date",
    "governorate",
    "stream",
    "age",
    "age_band",
    "gender",
    "disability",
    "displacement",
    "violence_types",
    "primary_violence_type",
    "platforms",
    "primary_platform",
    "reported_elsewhere",
)
"""Elements that a corrected intake may change."""
CONSENT = ("consent_services", "assent", "guardian_consent", "best_interest_by", "consent_reporting")
"""What was said of consent when the case was opened; a correction does not ask for it again."""


@cache
def intake_form() -> Form:
    """Return the form with which a case is opened (case-record.md c.1)."""
    return Form.read("dashboard.casework", "forms/intake.md", occurs="once")


def new_case(answers: Mapping[str, Any], *, key: str, agency: str, case_manager: str, at: datetime) -> Case:
    """Return the case that checked intake answers describe; `at` is aware UTC."""
    types, platforms = tuple(answers["violence_types"]), tuple(answers["platforms"])
    return Case(
        key=key,
        agency=agency,
        case_manager=case_manager,
        opened_at=at,
        report_date=answers["report_date"],
        governorate=answers["governorate"],
        stream=answers["stream"],
        age=answers.get("age"),
        age_band=answers["age_band"],
        gender=answers["gender"],
        disability=answers["disability"],
        displacement=answers["displacement"],
        violence_types=types,
        primary_violence_type=answers.get("primary_violence_type") or types[0],
        platforms=platforms,
        primary_platform=answers.get("primary_platform") or platforms[0],
        consent_services=answers["consent_services"] in ("yes", "best_interest"),
        consent_reporting=answers["consent_reporting"] == "yes",
        reported_elsewhere=answers["reported_elsewhere"],
    )


def corrected(case: Case, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the elements of a case that corrected intake answers change; consent has its own log."""
    consents = {"consent_services": "yes" if case.consent_services else "no"}
    consents |= {"consent_reporting": "yes" if case.consent_reporting else "no"}
    described = new_case(
        consents | dict(answers), key=case.key, agency=case.agency, case_manager=case.case_manager, at=case.opened_at
    )
    return {name: value for name in CORRECTABLE if (value := getattr(described, name)) != getattr(case, name)}


def kept(before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a corrected intake takes over from the one that it replaces."""
    return {name: before[name] for name in CONSENT if name in before}


def form_context(case: Case | None) -> dict[str, str]:
    """Return what a form's hidden questions may know of the case, so that nothing is asked twice."""
    if case is None:
        return {}
    return {
        "stream": case.stream,
        "age_band": case.age_band,
        "gender": case.gender,
        "governorate": case.governorate,
        "primary_violence_type": case.primary_violence_type,
        "risk_level": case.risk_level or "",
        "disability": case.disability,
        "displacement": case.displacement,
        "age_group": "child" if case.is_child else "adult",
        "report_date": case.report_date.isoformat(),
        "opened_on": case.opened_at.astimezone(BAGHDAD).date().isoformat(),
        "opened": "yes",
    }
