"""The course of a case's risk (indicators.md R6)."""

from collections.abc import Sequence
from typing import Literal

ORDER = {"normal": 0, "medium": 1, "high": 2}
Course = Literal["first", "rising", "falling", "steady"]


def trajectory(levels: Sequence[str]) -> Course:
    """Return how the newest risk level compares with the one before it; `levels` are oldest first."""
    if len(levels) < 2:
        return "first"
    change = ORDER[levels[-1]] - ORDER[levels[-2]]
    if change == 0:
        return "steady"
    return "rising" if change > 0 else "falling"
