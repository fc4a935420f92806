"""Which agencies are expected to report for a period, how each stands, and what a release of it still lacks.

Of acts and the calendar only: no case is read for it.
"""

from collections.abc import Iterable, Sequence

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.taskforce.answering import Answering, everyone
from dashboard.i18n import gettext as _
from dashboard.records import contributions, reporting
from dashboard.records.contributions import Contribution
from dashboard.records.reporting import Report
from dashboard.release import AgencyReport, Period
from dashboard.release.reported import State


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
