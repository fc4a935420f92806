"""Reporting: a supervisor confirms that a quarter's records are complete. It is her act; no case is read for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor.figures import agency_share
from dashboard.actions.taskforce.answering import Answering, answering, everyone
from dashboard.analysis import Share
from dashboard.errors import RecordError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.records import Tx, contributions, people, reporting
from dashboard.records.contributions import Contribution
from dashboard.records.reporting import Report
from dashboard.release import AgencyReport, Period, closed_quarters
from dashboard.release.reported import State

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


def expected(
    context: Context, who: Principal, period: str, counted: Sequence[str] | None = None
) -> tuple[AgencyReport, ...]:
    """Return the agencies that are expected to report for a period, and how each stands now, by code.

    An agency is expected to report for each quarter of the period in which it was a member, or which it declared to bring
    cases of. One with a server of its own reports by a contribution about just these quarters, and by nothing else.
    `counted` are the quarters that a release counts, None for all of the period.
    """
    span, days = Period.parse(period), context.workspace.settings.release.report_days
    asked = [Period.parse(quarter) for quarter in (counted or span.quarters)]
    with context.read(who, Permission.build_releases) as tx:
        members = [each for each in everyone(tx) if any(each.covers(quarter) for quarter in asked)]
        places, reports = reporting.newest(tx), reporting.every(tx)
        sends, sent = contributions.trusted(tx), contributions.newest(tx, tuple(map(str, asked)))
    return tuple(
        AgencyReport(
            each.agency.code,
            each.agency.name,
            places[each.agency.code].governorates if each.agency.code in places else (),
            *(
                _sent(each, asked[-1], sent.get(each.agency.code), days)
                if each.agency.code in sends
                else _said(each, asked, reports, days)
            ),
        )
        for each in members
    )


def _sent(each: Answering, last: Period, contribution: Contribution | None, days: int) -> tuple[State, bool]:
    """Return how an agency on its own server stands, and whether it said that older cases are in what it sent."""
    if contribution is None:
        return "missing", False
    return ("on_time" if contribution.at < each.due(last, days) else "late"), contribution.backlog


def _said(each: Answering, quarters: Sequence[Period], reports: Iterable[Report], days: int) -> tuple[State, bool]:
    """Return how an agency stands, by the worst of the quarters for which it answers, and whether one has older cases."""
    asked = {str(period): period for period in quarters if each.covers(period)}
    said = {report.quarter: report for report in reports if report.agency == each.agency.code}
    backlog = any(said[str(period)].backlog for period in quarters if str(period) in said)
    if not asked.keys() <= said.keys():
        return "missing", backlog
    return ("on_time" if all(said[label].at < each.due(asked[label], days) for label in asked) else "late"), backlog


def lacking(period: str, reports: Sequence[AgencyReport]) -> str:
    """Return what stands in the way of a release of a period, "" for nothing: it is made once, and of what was reported.

    Said by people and the calendar only, so that the refusal tells nothing about cases.
    """
    if not reports:
        return _(
            "No agency was expected to report for {period}: none was a member then, or declared to bring cases of it. An "
            "agency that has them declares it on the page Reporting, or an administrator with: ovtf agency since CODE QUARTER."
        ).format(period=period)
    if not any(report.has_reported for report in reports):
        return _(
            "No agency has reported for {period} yet. A supervisor confirms on the page Reporting that her agency's records "
            "are complete. Still missing: {agencies}."
        ).format(period=period, agencies=", ".join(report.code for report in reports))
    return ""


def _agency(tx: Tx, who: Principal) -> Answering:
    mine = answering(tx, who.agency or "")
    if mine is None:
        raise RecordError(_("Your agency is not in the list any more. Ask your administrator."))
    return mine
