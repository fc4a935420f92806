"""Who was expected, and has reported: without that no release is built."""

from pathlib import Path

from dashboard.actions.context import Context
from dashboard.records import agencies, reporting
from dashboard.records.agencies import Agency
from dashboard.records.reporting import Report, Start
from dashboard.release import Period
from dashboard.workspace import Workspace


def report(context: Context, period: str, agency: str = "A01") -> None:
    """Let an agency, a new one where it is not there yet, confirm every quarter of a period now."""
    span, now = Period.parse(period), context.now()
    with context.records.write() as tx:
        known = agencies.get(tx, agency)
        if known is None:
            agencies.add(tx, Agency(code=agency, name=f"Agency {agency}", created_at=span.start))
        elif known.created_at >= Period.parse(span.quarters[0]).end:
            reporting.begin(tx, Start(agency=agency, quarter=span.quarters[0], at=now, by="person-1"))
        for quarter in span.quarters:
            reporting.confirm(tx, Report(agency=agency, quarter=quarter, at=now, by="person-1"))


def report_in(path: Path, *periods: str, agency: str = "A01") -> None:
    """The same in a workspace that is not open."""
    context = Context.open(Workspace.open(path), live=False)
    for period in periods:
        report(context, period, agency)
    context.close()
