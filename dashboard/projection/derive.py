"""What is derived from a case before anyone counts: bands, groups, quarter, the reportable base."""

from datetime import datetime

from dashboard import codes
from dashboard.contract import Case
from dashboard.i18n import BAGHDAD


def quarter(opened_at: datetime) -> str:
    """Return the quarter of registration in Iraq, such as "2026-Q3"."""
    local_time = opened_at.astimezone(BAGHDAD)
    return f"{local_time.year}-Q{(local_time.month + 2) // 3}"


def age_sex(case: Case) -> str:
    """Return one of seven classes of age and sex (data/ovtf_data/codes.csv, age_sex)."""
    if not case.age_is_known:
        return "age_unknown"  # protected as a child, and counted as neither
    child = case.stream == "tf_csea"
    if case.gender == "female" and child:
        return "girls_under_18"
    if case.gender == "female":
        return "women_18_24" if case.age_band == "18_24" else "women_25_plus"
    if case.gender == "male":
        return "boys_under_18" if child else "men_18_plus"
    return "other_unknown"


def violence_group(case: Case) -> str:
    """Return the group of the primary type of violence."""
    return codes.group("violence_type", case.primary_violence_type)


def platform_group(case: Case) -> str:
    """Return the group of the primary platform."""
    return codes.group("platform", case.primary_platform)


def left_out(case: Case) -> str:
    """Return why a case is not counted in shared figures: the first reason that applies, "" when it is counted.

    Cases without a reason are the reportable base (indicators.md b.0); only this function decides which they are.
    """
    if not case.consent_reporting:
        return "no_consent"
    if case.status == "duplicate":
        return "duplicate"
    return "reported_elsewhere" if case.reported_elsewhere == "ovtf_member" else ""


def reportable(case: Case) -> bool:
    """Whether a case counts in shared figures."""
    return not left_out(case)
