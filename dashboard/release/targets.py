"""Targets and thresholds that the task force sets for its indicators, and whether a release lies beyond one.

An alert is quiet: it is given only when the whole interval of the true number lies beyond the target, never because one
noisy number does. Everything is computed from shown numbers and their published intervals.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dashboard.release.indicators import ANSWERS, Answer, value
from dashboard.release.store import Releases

Direction = Literal["at_least", "at_most"]
INDICATORS = {".".join(answer.part): answer for answer in ANSWERS}
"""The indicators that can have a target, by the name under which it is on record."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """What an indicator shall reach (`at_least`) or not pass (`at_most`): cases or per cent, as the indicator is told.

    `owner` is the name of who set it, `since` when.
    """

    indicator: str
    direction: Direction
    number: int
    owner: str
    since: datetime


def most(answer: Answer) -> int:
    """Return the largest number that a target of an indicator may have: 100 for a share."""
    return 100 if answer.unit == "share" else 1_000_000


def interval(releases: Releases, period: str, answer: Answer) -> tuple[float, float] | None:
    """Return between what an indicator's true value lies, in its unit; None where no number is shown.

    That of a share is wide: the least of the part by the most of the whole, and the other way round.
    """
    counted = value(releases, period, answer)
    if counted is None or counted.number is None:
        return None
    part = releases.table(period, answer.part[0]).interval(answer.part[1:])
    if part is None or not answer.whole:
        return part
    whole = releases.table(period, answer.whole[0]).interval(answer.whole[1:])
    if whole is None:
        return None
    less = releases.table(period, answer.less[0]).interval(answer.less[1:]) if answer.less else None
    least, most_of_whole = (whole[0] - less[1], whole[1] - less[0]) if less else whole
    return 100 * part[0] / max(most_of_whole, 1), min(100.0, 100 * part[1] / max(least, 1))


def is_missed(releases: Releases, period: str, target: Target) -> bool:
    """Whether the whole interval of an indicator lies beyond its target."""
    span = interval(releases, period, INDICATORS[target.indicator])
    if span is None:
        return False
    return span[1] < target.number if target.direction == "at_least" else span[0] > target.number
