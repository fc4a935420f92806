"""The risk clock: within how many hours a decided level of risk is acted on (guide: Assess Risk Levels).

This is the only place that states the hours: rules, SQL, tasks, figures and texts read them from here.
"""

from collections.abc import Mapping
from types import MappingProxyType

HOURS: Mapping[str, int] = MappingProxyType({"high": 24, "medium": 48})
"""Hours within which a case is acted on, by its decided level of risk.

Normal risk has no hours: its timeline is a setting of the workspace, in days (`[timelines] normal`).
"""
UNDECIDED = HOURS["high"]
"""Hours within which the risk of a new case is decided: until somebody has looked, the danger may be the greatest."""
_IN_TEXTS = {f"{{{level}_hours}}": str(hours) for level, hours in HOURS.items()}


def with_hours(text: str) -> str:
    """Return a text with the hours in the place of {high_hours} and {medium_hours}."""
    for mark, hours in _IN_TEXTS.items():
        text = text.replace(mark, hours)
    return text
