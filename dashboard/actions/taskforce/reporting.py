"""Reporting: a supervisor confirms that a quarter's records are complete. It is her act; no case is read for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor.figures import agency_share
from dashboard.actions.taskforce.answering import Answering, answering
from dashboard.analysis import Share
from dashboard.errors import RecordError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.records import Tx, people, reporting
from dashboard.records.reporting import Report
from dashboard.release import Period, closed_quarters

MONTHS = 24
"""How many months back quarters are listed, or further where an agency declared to bring cases from further back."""


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """A quarter that is over, as an agency's supervisor sees it.

    `due` is the last day on which a report is on time. `waiting` can still be confirmed in time, `overdue` only late.
    `backlog`: it was declared that cases of earlier months were entered in it.
    """

    label: str
    due: date
    state: Literal["on_time", "late", "waiting", "overdue"]
    reported_at: datetime | None = None
    reported_by: str = ""
    backlog: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is not confirmed yet."""
        return self.reported_at is None


def quarters(context: Context, who: Principal) -> list[Quarter]:
    """Return the quarters that are over and for which the agency answers, newest first: of the last two years, or from
    the first one on that it declared to bring cases of.
    """
    days, now = context.workspace.settings.release.report_days, context.now()
    with context.read(who, Permission.confirm_reporting) as tx:
        mine = _agency(tx, who)
        reports = {report.quarter: report for report in reporting.of_agency(tx, mine.agency.code)}
        names = {person.id: person.name for person in people.every(tx)}
    over = [Period.parse(label) for label in closed_quarters(now, delay_days=0, months=_months(mine, now))]
    return [
        _quarter(period, reports.get(str(period)), names, mine.due(period, days), now)
        for period in reversed(over)
        if mine.covers(period)
    ]


def _months(mine: Answering, now: datetime) -> int:
    """Return how many months back quarters are listed for an agency."""
    return max(MONTHS, (now - mine.since).days // 30 + 1) if mine.starts else MONTHS


def _quarter(period: Period, report: Report | None, names: Mapping[str, str], due: datetime, now: datetime) -> Quarter:
    """Return a quarter with how it stands; `report` is the agency's, None before it confirmed the quarter."""
    last = (due - timedelta(days=1)).date()
    if report is None:
        return Quarter(label=str(period), due=last, state="waiting" if now < due else "overdue")
    return Quarter(
        label=str(period),
        due=last,
        state="on_time" if report.at < due else "late",
        reported_at=report.at,
        reported_by=names.get(report.by, ""),
        backlog=report.backlog,
    )


def waiting(context: Context, who: Principal) -> int:
    """Return how many quarters wait to be confirmed."""
    return sum(quarter.is_open for quarter in quarters(context, who))


def confirm(context: Context, who: Principal, quarter: str, *, backlog: bool = False) -> bool:
    """Record that the agency's records of a quarter are complete; return False when that was recorded before.

    `backlog` is her word that cases of earlier months were entered in it, so that a jump is not read as a rise.
    Raises RecordError for a quarter that is not over, or in which the agency was no member.
    """
    context.require(who, Permission.confirm_reporting)
    period = Period.parse(quarter)
    said: dict[str, Any] = {"backlog": True} if backlog else {}
    with context.act(who, Permission.confirm_reporting, audit="report.confirm", about=str(period), **said) as act:
        mine = _agency(act.tx, who)
        _check(period, mine, act.at)
        report = Report(agency=mine.agency.code, quarter=str(period), at=act.at, by=who.person_id, backlog=backlog)
        new = reporting.confirm(act.tx, report)
        if not new:
            act.nothing_changed()
    return new


def _check(period: Period, mine: Answering, now: datetime) -> None:
    """Raise RecordError unless the period is one quarter that is over and for which the agency answers."""
    agency = mine.agency
    if period.length > 1:
        raise RecordError(_("Confirm one quarter at a time, such as {quarter}.").format(quarter=period.quarters[0]))
    if now < period.end:
        raise RecordError(
            _("{quarter} is not over yet. It can be confirmed from {date} on.").format(
                quarter=str(period), date=day(period.end)
            )
        )
    if agency.ended_at is not None and agency.ended_at <= period.start:
        raise RecordError(
            _("{quarter} began after your agency left, on {date}. There is nothing to confirm.").format(
                quarter=str(period), date=day(agency.ended_at)
            )
        )
    if period.end <= mine.since:
        raise RecordError(
            _(
                "{quarter} ended before your agency joined, on {date}. Declare first that you bring cases from then on; "
                "without them there is nothing to confirm."
            ).format(quarter=str(period), date=day(agency.created_at))
        )


def fields_filled(context: Context, who: Principal, quarter: str) -> Share:
    """Return which share of the core fields is filled in, over the agency's own cases of a quarter: live and exact."""
    context.require(who, Permission.confirm_reporting)
    period = Period.parse(quarter)
    last = (period.end - timedelta(days=1)).date()
    return agency_share(context, who, "fields_filled", since=period.start.date(), until=last)


def _agency(tx: Tx, who: Principal) -> Answering:
    mine = answering(tx, who.agency or "")
    if mine is None:
        raise RecordError(_("Your agency is not in the list any more. Ask your administrator."))
    return mine
