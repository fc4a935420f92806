"""For which quarters an agency answers: those in which it is a member, and those that it declared to bring cases of.

An agency that joins with two years of cases says from which quarter on. It is an act of its supervisor, or of an
administrator for it, and never read from cases: that a quarter is expected tells nobody whether there is a case in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.access import Permission, Principal
from dashboard.actions.administration.membership import known
from dashboard.actions.context import Context
from dashboard.errors import RecordError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.records import Tx, agencies, reporting
from dashboard.records.agencies import Agency
from dashboard.records.reporting import Start
from dashboard.release import Period, closed_quarters

YEARS = 10
"""How many years before it joined an agency may begin at most: what is further back is a slip of the pen."""


@dataclass(frozen=True)
class Answering:
    """An agency and the quarters for which it answers. `starts` are its declarations, the oldest first; the last counts."""

    agency: Agency
    starts: tuple[Start, ...] = ()

    @property
    def since(self) -> datetime:
        """The first moment for which it answers."""
        declared = [Period.parse(self.starts[-1].quarter).start] if self.starts else []
        return min((self.agency.created_at, *declared))

    def covers(self, period: Period) -> bool:
        """Return whether it answers for a period, or a part of it."""
        return self.since < period.end and (self.agency.ended_at is None or self.agency.ended_at > period.start)

    def due(self, period: Period, days: int) -> datetime:
        """Return the first moment at which its report of a period is late.

        Before it joined nobody could expect one: the days of a quarter from then run from the first declaration that has it.
        """
        declared = (start.at for start in self.starts if Period.parse(start.quarter) <= period)
        begins = next(declared, period.end) if period.end <= self.agency.created_at else period.end
        return max(begins, period.end) + timedelta(days=days)


def everyone(tx: Tx) -> Sequence[Answering]:
    """Return all agencies in the order of their codes, with what they declared."""
    starts = reporting.starts(tx)
    return [
        Answering(agency, tuple(start for start in starts if start.agency == agency.code))
        for agency in agencies.every(tx)
    ]


def answering(tx: Tx, code: str) -> Answering | None:
    """Return one agency with what it declared, None for an unknown code."""
    by_code: Mapping[str, Answering] = {each.agency.code: each for each in everyone(tx)}
    return by_code.get(code)


@dataclass(frozen=True)
class Beginning:
    """From which quarter on an agency has declared to bring cases, "" where it has not, and which it may declare."""

    declared: str
    offered: tuple[str, ...]


def beginning(context: Context, who: Principal) -> Beginning:
    """Return where a supervisor's agency begins: what it declared, and the quarters before it joined, newest first."""
    with context.read(who, Permission.confirm_reporting) as tx:
        mine = answering(tx, who.agency or "")
    if mine is None:
        return Beginning("", ())
    joined = mine.agency.created_at
    before = reversed(closed_quarters(joined, delay_days=0, months=12 * YEARS))
    return Beginning(mine.starts[-1].quarter if mine.starts else "", tuple(before))


def declare(context: Context, who: Principal, quarter: str) -> bool:
    """Record that the supervisor's agency brings cases from a quarter on; return False when that stands already."""
    context.require(who, Permission.confirm_reporting)
    return _declare(context, who, Permission.confirm_reporting, who.agency or "", quarter)


def declare_for(context: Context, who: Principal, code: str, quarter: str) -> bool:
    """Record it for an agency that asked an administrator to; return False when that stands already."""
    return _declare(context, who, Permission.manage_agencies, code, quarter)


def _declare(context: Context, who: Principal, permission: Permission, code: str, quarter: str) -> bool:
    with context.act(who, permission, audit="agency.start") as act:
        agency = known(act.tx, code)
        period = Period.parse(quarter)
        act.about, act.detail["quarter"] = agency.code, str(period)
        mine = answering(act.tx, agency.code)
        if mine and mine.starts and mine.starts[-1].quarter == str(period):
            act.nothing_changed()
            return False
        _check(act.tx, agency, period)
        reporting.begin(act.tx, Start(agency=agency.code, quarter=str(period), at=act.at, by=who.person_id))
    return True


def _check(tx: Tx, agency: Agency, period: Period) -> None:
    """Raise RecordError for a first quarter that an agency cannot have."""
    if period.length > 1:
        raise RecordError(_("Name the first quarter, such as {quarter}.").format(quarter=period.quarters[0]))
    if period.end > agency.created_at:
        raise RecordError(
            _("{quarter} is not before the agency joined, on {date}: it is expected from then on anyway.").format(
                quarter=str(period), date=day(agency.created_at)
            )
        )
    if period.year < agency.created_at.year - YEARS:
        raise RecordError(
            _("{quarter} is more than {n} years before the agency joined. Is the year right?").format(
                quarter=str(period), n=YEARS
            )
        )
    earlier = [
        report.quarter for report in reporting.of_agency(tx, agency.code) if Period.parse(report.quarter) < period
    ]
    if earlier:
        raise RecordError(
            _("{quarter} is confirmed already, so the agency cannot begin after it.").format(quarter=min(earlier))
        )
