"""Whose cases count: the one place that says so, for every figure of the live desk."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlglot import exp

from dashboard.contract.view import Base, TimeBase
from dashboard.i18n import BAGHDAD
from dashboard.projection import Projection

REASONS = ("no_consent", "duplicate", "reported_elsewhere")
"""Why a case is left out (projection/derive.py); a case is counted under the first that applies."""
_OPENED = "CAST(c.opened_at + INTERVAL '3' HOUR AS DATE)"
"""Iraq keeps UTC+3 all year."""
_DAYS = {"report": "c.report_date", "opening": _OPENED, "day": "d.day"}


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What is counted: one agency or all, as of `now`, in a period that includes both its ends."""

    agency: str | None
    now: datetime
    since: date | None = None
    until: date | None = None

    @property
    def today(self) -> date:
        """The day of asking, in Iraq."""
        return self.now.astimezone(BAGHDAD).date()


@dataclass(frozen=True)
class LeftOut:
    """How many cases there are, how many of them count, and why the others do not."""

    every: int
    counted: int
    reasons: dict[str, int]


def condition(cut: Cut, base: Base = "reportable", time_base: TimeBase = "report") -> exp.Expression:
    """Return the SQL condition on core.cases (as `c`) and a dataset (as `d`)."""
    terms = ["c.reportable"] if base == "reportable" else []
    if cut.agency is not None:
        terms.append(exp.column("agency", "c").eq(exp.Literal.string(cut.agency)))
    if time_base != "now":
        terms += [f"{_DAYS[time_base]} >= CAST('{cut.since}' AS DATE)"] if cut.since else []
        terms += [f"{_DAYS[time_base]} <= CAST('{cut.until}' AS DATE)"] if cut.until else []
    return exp.and_(*terms, dialect="duckdb") if terms else exp.true()


def left_out(projection: Projection, cut: Cut) -> LeftOut:
    """Count what the reportable base leaves out, and why."""
    query = exp.select("c.left_out", "count(*)").from_("core.cases AS c").where(condition(cut, "every"))
    found = dict(projection.ask(query.group_by("c.left_out").sql("duckdb")).rows)
    return LeftOut(sum(found.values()), found.get("", 0), {why: found.get(why, 0) for why in REASONS})
