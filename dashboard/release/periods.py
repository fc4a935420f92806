"""Periods of a release: a quarter "2026-Q3", a half-year "2026-H1", a year "2026-Y"; days as in Baghdad."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, total_ordering
from typing import Self

from dashboard.errors import ReleaseError
from dashboard.i18n import BAGHDAD, day
from dashboard.i18n import gettext as _

_LABEL = re.compile(r"(20[0-9]{2})-(?:Q([1-4])|H([12])|(Y))")


@total_ordering
@dataclass(frozen=True)
class Period:
    """A quarter, half-year or year: the first and the last of its quarters, counted from 1."""

    year: int
    first: int
    last: int

    @classmethod
    @lru_cache(maxsize=500)
    def parse(cls, label: str) -> Self:
        """Read "2026-Q3", "2026-H1" or "2026-Y"; raise ReleaseError for anything else."""
        match = _LABEL.fullmatch(label.strip().upper())
        if not match:
            raise ReleaseError(
                _(
                    "{label} is not a period. Write a quarter as 2026-Q3, a half-year as 2026-H1 or a year as 2026-Y."
                ).format(label=repr(label[:20]))
            )
        year, quarter, half, _whole_year = match.groups()
        if quarter:
            return cls(int(year), int(quarter), int(quarter))
        if half:
            return cls(int(year), 2 * int(half) - 1, 2 * int(half))
        return cls(int(year), 1, 4)

    def __str__(self) -> str:
        tail = {1: f"Q{self.first}", 2: f"H{self.last // 2}", 4: "Y"}[self.length]
        return f"{self.year}-{tail}"

    def __lt__(self, other: "Period") -> bool:
        return (self.year, self.last, self.length) < (other.year, other.last, other.length)

    @property
    def length(self) -> int:
        """The number of quarters in the period."""
        return self.last - self.first + 1

    @property
    def quarters(self) -> tuple[str, ...]:
        """The labels of the period's quarters, in order."""
        return tuple(f"{self.year}-Q{quarter}" for quarter in range(self.first, self.last + 1))

    @property
    def start(self) -> datetime:
        """The first moment of the period."""
        return datetime(self.year, 3 * self.first - 2, 1, tzinfo=BAGHDAD)

    @property
    def end(self) -> datetime:
        """The first moment after the period."""
        year, month = (self.year + 1, 1) if self.last == 4 else (self.year, 3 * self.last + 1)
        return datetime(year, month, 1, tzinfo=BAGHDAD)

    def longer(self) -> "Period | None":
        """Return the half-year around a quarter, the year around a half-year, and None for a year."""
        if self.length == 4:
            return None
        if self.length == 2:
            return Period(self.year, 1, 4)
        half = (self.first + 1) // 2
        return Period(self.year, 2 * half - 1, 2 * half)

    def check_closed(self, now: datetime, delay_days: int) -> None:
        """Raise ReleaseError until `delay_days` after the period's last day."""
        due = self.end + timedelta(days=delay_days)
        if now < due:
            raise ReleaseError(
                _(
                    "{period} cannot be released yet: it closes {days} days after it ends, on {date}. Try again then."
                ).format(period=str(self), days=delay_days, date=day(due))
            )


def closed_quarters(now: datetime, *, delay_days: int, months: int) -> list[str]:
    """Return the quarters of the last `months` that ended `delay_days` ago or more, oldest first."""
    local_now = now.astimezone(BAGHDAD)
    years = range(local_now.year - months // 12 - 1, local_now.year + 1)
    quarters = (Period(year, quarter, quarter) for year in years for quarter in range(1, 5))
    oldest_start, newest_end = local_now - timedelta(days=months * 30.4), local_now - timedelta(days=delay_days)
    return [str(quarter) for quarter in quarters if quarter.start >= oldest_start and quarter.end <= newest_end]
