"""The demo workspace: invented cases, then a release for every closed quarter."""

from collections.abc import Callable
from datetime import timedelta

from dashboard.access import Principal
from dashboard.desk.house import House
from dashboard.interchange.demo import ACCOUNTS, PASSWORD, fill
from dashboard.projection import Projection
from dashboard.release import build, closed_quarters

__all__ = ["ACCOUNTS", "PASSWORD", "make"]
