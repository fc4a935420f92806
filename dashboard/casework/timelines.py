"""Timelines: how long things may take. The guide sets the hours of the risk clock; the rest are settings of the workspace.

Hours that an area declares (`Area.hours`) are the longest that may pass; a workspace can only shorten them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Timelines:
    """How many days each thing may take; `[timelines]` in config.toml changes them. The guide gives no numbers for these."""

    normal: int = 7
    """Normal risk: first action."""
    consent: int = 2
    """A child's consent of a guardian, or the decision in her best interests."""
    answer: int = 3
    """A referral: ask when nobody has answered."""
    look_again: int = 14
    """A service that was not available, a referral that was accepted: look again."""
    follow_up: int = 14
    """First follow-up after the case was opened, where none was agreed on."""

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> Self:
        """Return the timelines of a workspace; unknown names and what is not a positive number are left out."""
        section = settings.get("timelines")
        written = section if isinstance(section, Mapping) else {}
        days_by_name = {field.name: written.get(field.name) for field in fields(cls)}
        # bool is a kind of int: `normal = true` must not become one day.
        return cls(**{timeline: days for timeline, days in days_by_name.items() if type(days) is int and days > 0})


def shortened(declared: Mapping[str, int], settings: Mapping[str, Any], area: str) -> dict[str, int]:
    """Return the hours of an area, by name, as the settings shorten them: `[hours]` with lines such as `area.name = 12`.

    What is longer, unknown or no positive whole number is left out, so that no slip in the settings lets her wait.
    """
    section = settings.get("hours")
    of_area = section.get(area) if isinstance(section, Mapping) else None
    written = of_area if isinstance(of_area, Mapping) else {}
    shorter = {name: hours for name, hours in written.items() if type(hours) is int and hours > 0}
    return {name: min(hours, shorter.get(name, hours)) for name, hours in declared.items()}
