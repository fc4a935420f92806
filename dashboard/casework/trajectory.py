"""The course of a case's risk (indicators.md R6)."""

from collections.abc import Sequence
from typing import Literal

ORDER = {"normal": 0, "medium": 1, "high": 2}
Course = Literal["first", "rising", "falling", "steady"]


def trajectory(levels: Sequence[str]) -> Course:
    """Return how the newest of some levels (oldest first) stands to the one before it."""
    if len(levels) < 2:
        return "first"
    change = ORDER[levels[-1]] - ORDER[levels[-2]]
    return "rising" if change > 0 else "falling" if change < 0 else "steady"
