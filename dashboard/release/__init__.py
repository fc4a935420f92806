"""Releases: the only door to numbers across agencies. Frozen, noisy, floored; safe to read whole."""

from dashboard.release.builder import Correction, Progress, ReleaseSummary, build, quiet
from dashboard.release.menu import Offer, menu
from dashboard.release.periods import Period, closed_quarters
from dashboard.release.policy import CORE, CORE_MENU, Policy, Table
from dashboard.release.store import About, ReleasedTable, Releases
from dashboard.release.verifying import Finding, verify

__all__ = [
    "CORE",
    "CORE_MENU",
    "About",
    "Correction",
    "Finding",
    "Offer",
    "Period",
    "Policy",
    "Progress",
    "ReleaseSummary",
    "ReleasedTable",
    "Releases",
    "Table",
    "build",
    "closed_quarters",
    "menu",
    "quiet",
    "verify",
]
