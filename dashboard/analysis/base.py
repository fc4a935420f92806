"""Which cases count: the condition that every figure of the live dashboard uses, so that no two figures differ in it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import get_args

from sqlglot import exp

from dashboard.contract.view import Base, TimeBase
from dashboard.errors import ContractError
from dashboard.i18n import BAGHDAD
from dashboard.projection import Projection

REASONS = ("no_consent", "duplicate", "reported_elsewhere")
"""Why a case is left out (projection/derive.py); a case is counted under the first that applies."""
_OPENED = "CAST(c.opened_at + INTERVAL '3' HOUR AS DATE)"
"""The day in Iraq on which a case was opened; Iraq has UTC+3 all year, so no time zone data is needed."""
_DAYS = {"report": "c.report_date", "opening": _OPENED, "day": "d.day"}


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Which cases a figure counts: of one agency or all, as of `now`, in a period that includes both its ends.

    `since` or `until` None leaves the period open on that side.
    """

    agency: str | None
    now: datetime
    since: date | None = None
    until: date | None = None
    hidden: tuple[str, ...] = ()
    """Keys of cases that are left out: restricted cases, of which the reader may not know."""
    day: TimeBase | None = None
    """The one day by which every figure is cut to the period; None leaves each figure its own."""

    @property
    def today(self) -> date:
        """The day of `now` in Iraq."""
        return self.now.astimezone(BAGHDAD).date()


@dataclass(frozen=True)
class LeftOut:
    """How many cases there are (`every`), how many of them count, and how many do not, by reason."""

    every: int
    counted: int
    reasons: dict[str, int]


def condition(cut: Cut, base: Base = "reportable", time_base: TimeBase = "report") -> exp.Expression:
    """Return the SQL condition for a row to be counted; in it `c` is core.cases and `d` the dataset."""
    # `since` and `until` are dates, whose text can hold no SQL; the agency is a text and goes in as a literal.
    if base not in get_args(Base) or time_base not in get_args(TimeBase):
        # A mistyped word must never count the people who refused.
        raise ContractError(
            f"{base!r} and {time_base!r} say whose cases count, and by which day: one of them is unknown."
        )
    terms: list[str | exp.Expression] = [] if base == "every" else ["c.reportable"]
    if cut.agency is not None:
        terms.append(exp.column("agency", "c").eq(exp.Literal.string(cut.agency)))
    if cut.hidden:
        terms.append(exp.column("case_key", "c").isin(*map(exp.Literal.string, cut.hidden)).not_())
    time_base = cut.day or time_base
    if time_base != "now":
        terms += [f"{_DAYS[time_base]} >= CAST('{cut.since}' AS DATE)"] if cut.since else []
        terms += [f"{_DAYS[time_base]} <= CAST('{cut.until}' AS DATE)"] if cut.until else []
    return exp.and_(*terms, dialect="duckdb") if terms else exp.true()


def keys(cut: Cut, base: Base) -> str:
    """Return the SQL of the keys of the cases that may count, in whatever period."""
    always = condition(replace(cut, since=None, until=None), base)
    return str(exp.select("c.case_key").from_("core.cases AS c").where(always).sql("duckdb"))


def left_out(projection: Projection, cut: Cut) -> LeftOut:
    """Count the cases that reportable figures leave out, by reason."""
    query = exp.select("c.left_out", "count(*)").from_("core.cases AS c").where(condition(cut, "every"))
    counts = dict(projection.ask(query.group_by("c.left_out").sql("duckdb")).rows)
    return LeftOut(sum(counts.values()), counts.get("", 0), {reason: counts.get(reason, 0) for reason in REASONS})
