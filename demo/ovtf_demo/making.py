"""The demo workspace: invented cases, agencies that report, then a release for every closed quarter."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.actions.taskforce.expecting import expected
from dashboard.actions.taskforce.releases import plan
from dashboard.actions.taskforce.spending import RecordJournal
from dashboard.projection import Projection
from dashboard.records import people, reporting
from dashboard.records.reporting import Report
from dashboard.release import Period, Releases, build, closed_quarters
from dashboard.workspace import Workspace
from ovtf_demo import ACCOUNTS, PASSWORD, fill
from ovtf_demo.filling import MONTHS

__all__ = ["ACCOUNTS", "PASSWORD", "make"]

Progress = Callable[[float, str], None]
SILENT = {"A01": 1, "A09": 2}
"""How many of the newest quarters an agency does not confirm.

A01 is the agency of the supervisor who can sign in: she has a quarter to confirm. A09 has gone silent.
"""
LATE, CAUGHT_UP = "A05", "A04"
"""Agencies that confirm the newest quarter too late, and that say for the third newest that they entered older cases."""


def make(context: Context, who: Principal, *, cases: int, progress: Progress) -> None:
    """Fill an empty demo workspace; `progress` gets the share done (0 to 1) and what is being done."""
    require(who, Permission.build_releases)
    fill(context, cases=cases, now=context.now(), progress=lambda done, text: progress(done * 0.75, text))
    progress(0.75, "Preparing live figures")
    context.refresh()
    delay = context.workspace.settings.release.delay_days
    quarters = closed_quarters(context.now(), delay_days=delay, months=MONTHS)
    _report(context, quarters)
    _release(context, who, quarters, delay, progress)
    progress(1.0, "Ready")


def create(path: Path, cases: int) -> Workspace:
    """Make an empty demo workspace, whose task force has declared the short menu, and what it lacks once a year."""
    config = Workspace.create(path, demo=True).path / "config.toml"
    text = config.read_text("utf-8").replace('menu = "whole"  ', 'menu = "medium" ')
    config.write_text(text.replace("expected = 0  ", f"expected = {3 * cases // MONTHS} "), "utf-8")
    return Workspace.open(path)


def _report(context: Context, quarters: list[str]) -> None:
    """Record that the agencies confirmed every quarter that is over since they joined, except SILENT and LATE."""
    days, now = context.workspace.settings.release.report_days, context.now()
    with context.records.write() as tx:
        supervisors = [person for person in people.every(tx) if person.role == "supervisor"]
        for quarter in map(Period.parse, closed_quarters(now, delay_days=0, months=MONTHS)):
            for number, supervisor in enumerate(supervisors):
                code = supervisor.agency or ""
                unsaid = quarters[-SILENT[code] :] if code in SILENT else []
                is_silent = bool(unsaid) and quarter >= Period.parse(unsaid[0])
                is_late = code == LATE and str(quarter) == quarters[-1]
                # in time: spread over the days for reporting, of which a workspace may allow none
                days_after_end = days + 2 if is_late else number % max(days, 1)
                at = quarter.end + timedelta(days=days_after_end, hours=9 + number % 7)
                if at < now and not is_silent and supervisor.created_at < quarter.end:
                    backlog = code == CAUGHT_UP and [str(quarter)] == quarters[-3:-2]
                    report = Report(agency=code, quarter=str(quarter), at=at, by=supervisor.id, backlog=backlog)
                    reporting.confirm(tx, report)


def _release(context: Context, who: Principal, quarters: list[str], delay: int, progress: Progress) -> None:
    """Build a release of each quarter and year; `delay` is the days between a period's end and its release."""
    source = Projection.open(None, context.relations())
    source.follow(context.records)
    periods = _periods(quarters, with_years=context.workspace.settings.release.menu != "whole")
    for done, period in enumerate(periods):
        if not _is_due(context, Period.parse(period)):
            continue
        progress(0.85 + 0.15 * done / len(periods), f"Releasing {period}")
        build(
            source,
            context.workspace.releases,
            period,
            journal=RecordJournal(context, who),
            now=context.now(),
            delay_days=delay,
            policy=plan(context, who, period=period),
            reports=expected(context, who, period),
        )
    source.close()


def _is_due(context: Context, span: Period) -> bool:
    """Whether a period is to be released: a half-year only when both its quarters wait for more cases."""
    held = {entry.period for entry in Releases(context.workspace.releases).entries if entry.outcome == "held"}
    return span.length != 2 or set(span.quarters) <= held


def _periods(quarters: list[str], *, with_years: bool) -> list[str]:
    """Return the periods to release, in their order: quarters, and after its last one each half and year that is complete."""
    longer = {f"{quarter[:4]}-{part}" for quarter in quarters for part in ("H1", "H2", "Y")} if with_years else set()
    complete = [period for period in longer if set(Period.parse(period).quarters) <= set(quarters)]
    return sorted([*quarters, *complete], key=Period.parse)
