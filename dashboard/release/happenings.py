"""What makes a number jump although violence did not: agencies that join or leave, older cases that were entered.

Read from the reports of the releases, which people declared; never counted from cases.
"""

from dataclasses import dataclass

from dashboard.release.reported import AgencyReport
from dashboard.release.store import Releases


@dataclass(frozen=True)
class Happening:
    """What changed among the agencies of a period against the period before it that may be compared."""

    period: str
    joined: tuple[AgencyReport, ...]
    left: tuple[AgencyReport, ...]
    backlogs: tuple[AgencyReport, ...]


def happenings(releases: Releases, period: str) -> tuple[Happening, ...]:
    """Return for each period up to this one that may be compared with it what happened, oldest first; only those with
    something to tell. A release from before agencies reported tells nothing.
    """
    periods = [span for span, _table in releases.series("total", like=period)]
    pairs = zip([None, *periods], periods, strict=False)
    told = (_between(releases, before, after) for before, after in pairs)
    return tuple(happening for happening in told if happening.joined or happening.left or happening.backlogs)


def _between(releases: Releases, before: str | None, period: str) -> Happening:
    now = releases.reports(period)
    earlier = releases.reports(before) if before else ()
    backlogs = tuple(report for report in now if report.backlog)
    if not now or not earlier:
        return Happening(period, (), (), backlogs)
    known, still = {report.code for report in earlier}, {report.code for report in now}
    joined = tuple(report for report in now if report.code not in known)
    left = tuple(report for report in earlier if report.code not in still)
    return Happening(period, joined, left, backlogs)
