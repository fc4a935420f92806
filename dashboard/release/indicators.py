"""The indicators of the reference that a release answers, each from one or two published numbers."""

from dataclasses import dataclass
from typing import Literal

from dashboard.errors import ReleaseError
from dashboard.i18n import noted
from dashboard.release.reading import percent
from dashboard.release.released_table import Shown
from dashboard.release.store import Releases

CASES = noted("New cases with consent to anonymised statistics, no duplicates, not reported by another member first")
DAY = noted(
    "The day of registration: each case is in the period in which it was registered, as it stood at the release"
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One indicator: `part` and `whole` are (table, codes...) of published cells; without a whole it is a count.

    `less` is a cell of the whole of which it is not known whether they belong to the part; under its floor it counts as none.
    A total is a cell of its own, never a sum of others.
    """

    id: str
    label: str
    numerator: str
    denominator: str = ""
    part: tuple[str, ...]
    whole: tuple[str, ...] = ()
    less: tuple[str, ...] = ()

    @property
    def unit(self) -> Literal["cases", "share"]:
        """What the indicator's value is: a number of cases, or a share in steps of 5 %."""
        return "share" if self.whole else "cases"


@dataclass(frozen=True)
class Value:
    """The value of an indicator in a period: `number` is a count or a share, None where it may not be told."""

    number: int | None
    part: Shown
    whole: Shown
    under: int


ANSWERS = (
    Answer(id="C1", label=noted("New cases"), numerator=CASES, part=("total",)),
    Answer(
        id="C10, A2",
        label=noted("Children"),
        numerator=noted("New cases of survivors under 18 at the first report"),
        denominator=CASES,
        part=("stream", "tf_csea"),
        whole=("total",),
    ),
    Answer(
        id="R1",
        label=noted("High risk"),
        numerator=noted("New cases whose risk level was decided as high"),
        denominator=CASES,
        part=("risk_level", "high"),
        whole=("total",),
    ),
    Answer(
        id="R1",
        label=noted("Risk not assessed"),
        numerator=noted("New cases without a decision on the risk level"),
        denominator=CASES,
        part=("risk_level", "not_assessed"),
        whole=("total",),
    ),
    Answer(
        id="R7",
        label=noted("High risk: action within {high_hours} hours"),
        numerator=noted("First safety action or urgent referral within {high_hours} hours of the decision"),
        denominator=noted("New cases whose risk level was decided as high, where it is known when somebody acted"),
        part=("timeliness", "high", "in_time"),
        whole=("risk_level", "high"),
        less=("timeliness", "high", "none"),
    ),
    Answer(
        id="R8",
        label=noted("Medium risk: action within {medium_hours} hours"),
        numerator=noted("First safety action or urgent referral within {medium_hours} hours of the decision"),
        denominator=noted("New cases whose risk level was decided as medium, where it is known when somebody acted"),
        part=("timeliness", "medium", "in_time"),
        whole=("risk_level", "medium"),
        less=("timeliness", "medium", "none"),
    ),
    Answer(
        id="I1",
        label=noted("Abuse with images"),
        numerator=noted("New cases whose main type of violence is abuse with images"),
        denominator=CASES,
        part=("violence_group", "image_abuse"),
        whole=("total",),
    ),
    Answer(
        id="I1",
        label=noted("Sexual extortion"),
        numerator=noted("New cases whose main type of violence is sexual extortion"),
        denominator=CASES,
        part=("violence_group", "sexual_extortion"),
        whole=("total",),
    ),
    Answer(
        id="A3",
        label=noted("No disability"),
        numerator=noted("New cases of survivors who said that they have no disability"),
        denominator=CASES,
        part=("disability", "no"),
        whole=("total",),
    ),
)


def value(releases: Releases, period: str, answer: Answer) -> Value | None:
    """Return an indicator's value in a period; None when the period's release lacks a table that it needs."""
    try:
        table = releases.table(period, answer.part[0])
        part = releases.cell(period, *answer.part)
        whole = releases.cell(period, *answer.whole) if answer.whole else None
        if whole is not None and answer.less:
            whole -= releases.cell(period, *answer.less) or 0
    except ReleaseError:
        return None
    return Value(percent(part, whole) if answer.whole else part, part, whole, table.under)


def hidden(releases: Releases, period: str) -> tuple[int, int]:
    """Return how many cells of a period are below their floor, and how many there are (indicators.md H6)."""
    tables = [releases.table(period, table.name) for table in releases.about(period).policy]
    numbers = [shown for table in tables for shown in table.cells.values()]
    return sum(shown is None for shown in numbers), len(numbers)
