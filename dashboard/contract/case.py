"""Case: what rules and plugins may know of one anonymised case."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from dashboard.risk_clock import HOURS

Stream = Literal["tfgbv", "tf_csea", "unknown"]
"""Adults, children, and those of whom nobody knows which: for figures. Rules read `Case.is_child`."""
RiskLevel = Literal["high", "medium", "normal"]


@dataclass(frozen=True, kw_only=True)
class Case:
    """An anonymised case; codes are those of the lists in data/ovtf_data/codes.csv.

    Times are aware UTC; `report_date` is an Iraqi calendar date.
    Source: reference/case-record.md c.1.
    """

    key: str
    agency: str
    case_manager: str
    opened_at: datetime
    report_date: date
    governorate: str
    stream: Stream
    age: int | None
    age_band: str
    gender: str
    disability: str
    displacement: str
    violence_types: tuple[str, ...]
    primary_violence_type: str
    platforms: tuple[str, ...]
    primary_platform: str
    consent_services: bool
    consent_reporting: bool
    reported_elsewhere: str = "no"
    status: str = "open"
    version: int = 1
    risk_level: RiskLevel | None = None
    risk_decided_at: datetime | None = None
    first_action_at: datetime | None = None

    @property
    def due_at(self) -> datetime | None:
        """When the first action is due at high or medium risk (aware UTC), else None.

        None at normal risk, whose timeline is a setting of the workspace, before a level is decided, and when she took
        back her consent to services before anybody acted.
        """
        if not self.consent_services and self.first_action_at is None:
            return None
        hours = HOURS.get(self.risk_level or "")
        return self.risk_decided_at + timedelta(hours=hours) if hours and self.risk_decided_at else None

    @property
    def in_time(self) -> bool | None:
        """Whether the first action came in time; None where nothing is due, False while there is none."""
        return None if self.due_at is None else self.first_action_at is not None and self.first_action_at <= self.due_at

    @property
    def is_child(self) -> bool:
        """Whether the rules for children hold: the survivor was under 18 at the first report, or nobody knows the age.

        Where it is not known a rule that protects is never left out; somebody is asked to find out (casework/tasks.py).
        """
        return self.stream != "tfgbv"

    @property
    def age_is_known(self) -> bool:
        """Whether at least the age band is known."""
        return self.age_band != "unknown"
