"""Releases: the only way to numbers across agencies. Never changed; each number with noise and a floor."""

from dashboard.release.builder import Correction, Progress, ReleaseSummary, build, quiet
from dashboard.release.core_menu import CORE, CORE_MENU
from dashboard.release.journal import Journal, Spending, Unrecorded
from dashboard.release.menu import Offer, menu
from dashboard.release.periods import Period, closed_quarters
from dashboard.release.policy import Policy, Table
from dashboard.release.reported import AgencyReport
from dashboard.release.store import About, ReleasedTable, Releases
from dashboard.release.supply import Supply
from dashboard.release.verifying import Finding, verify

__all__ = [
    "CORE",
    "CORE_MENU",
    "About",
    "AgencyReport",
    "Correction",
    "Finding",
    "Journal",
    "Offer",
    "Period",
    "Policy",
    "Progress",
    "ReleaseSummary",
    "ReleasedTable",
    "Releases",
    "Spending",
    "Supply",
    "Table",
    "Unrecorded",
    "build",
    "closed_quarters",
    "menu",
    "quiet",
    "verify",
]
