"""Menus that are declared beforehand, by size: few tables each quarter, and once a year what these lack.

Noise grows with the number of tables that share a case's budget, so the smaller the numbers, the shorter the menu. What a
menu leaves out comes in the release of the year, when there are four times as many cases.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dashboard.release.policy import LEAST_SIGMA, MU_MAX, Table
from dashboard.release.regions import TWO, Regions

Size = Literal["tiny", "small", "medium", "large"]
Rhythm = Literal["quarter", "half_year", "year"]
Part = Literal["short", "year", "both"]
"""Which tables: those of each period, those of the release of the year, or both in one release."""
QUARTERS = {"quarter": 1, "half_year": 2, "year": 4}
_HOLDS = {"quarter": 2, "half_year": 1, "year": 0}
"""How often a period of each rhythm can be held back for a longer one."""

SHORT = (
    "total",
    "governorate",
    "violence_group",
    "risk_level",
    "age_sex",
    "stream",
    "platform_group",
    "region_by_violence_group",
    "region_by_risk_level",
    "timeliness",
    "missing",
    "outcome",
    "region_by_missing",
)
"""The core's tables of each period, at every size."""
YEAR = (
    "total",
    "disability",
    "displacement",
    "governorate_by_violence_group",
    "governorate_by_risk_level",
    "missing",
    "missing_service",
    "need_outcome",
    "declined",
    "open_cases",
)
"""The core's tables of the year: what the short menu lacks, with the national total and list of missing services."""
_TOO_FINE = ("governorate_by_violence_group", "governorate_by_risk_level", "missing_service")
"""Left out of the year at the smallest size: nearly every cell would be hidden."""
_NOT_WHOLE = ("region_by_violence_group", "region_by_risk_level", "outcome", "region_by_missing")
"""Not in the largest menu: its tables by governorate and by service say more."""
_ONCE = ("open_cases",)
"""Only once a year: a case that stays open would be counted quarter after quarter (decision 0050)."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What the task force has declared: for how many cases a quarter, how often, whether a release of the year adds what
    the short menu lacks, and for how many decisions to wait the budget has room.
    """

    size: Size
    rhythm: Rhythm = "quarter"
    yearly: bool = True
    waits: int = 2
    regions: Regions = field(default_factory=lambda: TWO, hash=False)

    @property
    def has_year(self) -> bool:
        """Whether a case is in two releases: a shorter one, and that of its year."""
        return self.yearly and self.rhythm != "year"

    def tables(self, every: Sequence[Table], part: Part) -> tuple[Table, ...]:
        """Return the tables of a part of the menu, out of every table there is, in their order."""
        parts = {"short": self._is_short, "year": self._is_yearly}
        wanted = list(parts.values()) if part == "both" or self.rhythm == "year" else [parts[part]]
        return tuple(table for table in every if any(is_in(table) for is_in in wanted))

    def mu(self, tables: int) -> float:
        """Return how much one release may tell of a case, when the short menu has so many tables.

        Every release of a case has the same share. A decision to wait costs as much as the total of the short menu,
        one of its tables; as many are reserved as the rhythm can come to.
        """
        waits = min(self.waits, _HOLDS[self.rhythm])
        return MU_MAX / math.sqrt(1 + self.has_year + waits / tables)

    def _is_short(self, table: Table) -> bool:
        if self.size == "large" and not self.has_year:
            return table.name not in (*_NOT_WHOLE, *_ONCE)
        if _is_of_area(table):
            return len(table.dims) == 1 and self.size in ("medium", "large")
        return table.name in SHORT

    def _is_yearly(self, table: Table) -> bool:
        if self.size == "large":
            return table.name not in _NOT_WHOLE
        if _is_of_area(table):
            return not self._is_short(table)
        return table.name in YEAR and not (self.size == "tiny" and table.name in _TOO_FINE)


def _is_of_area(table: Table) -> bool:
    return table.origin is not None and table.origin.area != "core"


def sigma(mu: float, tables: int) -> float:
    """Return the spread with which so many tables together tell `mu`, in cases, rounded up: never down, which would cost more."""
    return max(LEAST_SIGMA, math.ceil(1000 * math.sqrt(tables) / mu) / 1000)


def within(share: float, left: float) -> float:
    """Return what a release may tell of a case: its share, or what of the squared budget is left for it.

    Not under half its share, at which the numbers say too little: such a release is refused.
    """
    return min(share, max(share / 2, math.sqrt(max(left, 0))))


def shared(tables: Iterable[Table], least: float) -> tuple[Table, ...]:
    """Return tables that all have the same noise; an area's table that asks for more keeps it."""
    return tuple(replace(table, sigma=max(least, table.spread if _is_of_area(table) else 0)) for table in tables)
