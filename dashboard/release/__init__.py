"""Releases: the only door to numbers across agencies. Frozen, noisy, floored; safe to read whole."""

from dashboard.release.builder import ReleaseSummary, build
from dashboard.release.periods import Period, closed_quarters
from dashboard.release.policy import CORE, CORE_MENU, Policy, Table
from dashboard.release.store import About, ReleasedTable, Releases

__all__ = [
    "CORE",
    "CORE_MENU",
    "About",
    "Period",
    "Policy",
    "ReleaseSummary",
    "ReleasedTable",
    "Releases",
    "Table",
    "build",
    "closed_quarters",
]
