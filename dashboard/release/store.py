"""Releases as everyone outside an agency sees them: read-only, whole in memory, nothing but shown numbers."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from dashboard.errors import ReleaseError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.release.ledger import Entry
from dashboard.release.library import Library, Version, at
from dashboard.release.periods import Period
from dashboard.release.policy import Table
from dashboard.release.released_table import ReleasedTable, Shown
from dashboard.release.reported import AgencyReport

__all__ = ["About", "ReleasedTable", "Releases", "Shown"]


@dataclass(frozen=True, kw_only=True)
class About:
    """How a release was made: `mu` is what it may tell of one case, `quarters` whose cases it counts,
    `agencies` how many were expected to report, 0 for a release from before agencies reported.

    A correction has a `revision` of 1 or more, and names who approved it and why.
    """

    period: str
    quarters: tuple[str, ...]
    built_at: datetime
    agencies: int
    mu: float
    policy: tuple[Table, ...]
    digest: str
    revision: int = 0
    approver: str = ""
    reason: str = ""


@lru_cache(maxsize=100)
def _menu(policy: str) -> tuple[Table, ...]:
    """Return the tables of a release from what its file says of them; a page asks some twenty times."""
    described = json.loads(policy)
    return tuple(Table(name=table["name"], dims=tuple(table["dims"]), sigma=table["sigma"]) for table in described)


class Releases:
    """The published releases of one file; a file that is not there holds none."""

    def __init__(self, path: Path, library: Library | None = None) -> None:
        """Read the file at `path`, or take a `library` that was read already."""
        self._library = library or at(path)
        published = {entry.period: entry for entry in self._library.entries if not entry.is_held}
        self._published = {period: published[period] for period in sorted(published, key=Period.parse, reverse=True)}

    @property
    def digest(self) -> str:
        """A fingerprint of everything in the file."""
        return hashlib.sha256("".join(entry.digest for entry in self._library.entries).encode()).hexdigest()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every decision to publish, correct or hold back a period, oldest period first."""
        return self._library.entries

    def version(self, entry: Entry) -> Version:
        """Return what was published with an entry that was not held back: also of a version that was corrected since."""
        return self._library.versions[entry.period, entry.revision]

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The periods in which the file holds something that no line of the ledger stands for."""
        return self._library.uncovered

    def periods(self) -> tuple[str, ...]:
        """Return the published periods, newest first."""
        return tuple(self._published)

    def newest(self) -> str | None:
        """Return the newest published period, or None before the first release.

        Where a year adds to the release of its last quarter, it is that quarter: it has the numbers by which time is told.
        """
        newest = next(iter(self.periods()), None)
        return newest and min(self._ending_with(newest), key=lambda period: Period.parse(period).length)

    def _ending_with(self, newest: str) -> list[str]:
        """Return the published periods that count the newest quarter of one."""
        return [
            period for period, entry in self._published.items() if self._entry(newest).quarters[-1] in entry.quarters
        ]

    def previous(self, period: str) -> str | None:
        """Return the published period before this one that counts as many quarters, or None."""
        newest_first = self.alike(period)
        return next((other for other in newest_first if Period.parse(other) < Period.parse(period)), None)

    def alike(self, period: str) -> tuple[str, ...]:
        """Return the published periods that may be compared with one: as long and with as many quarters, newest first.

        A year of which two quarters were released before counts two, and is no year to compare with.
        """
        length, counted = Period.parse(period).length, len(self._entry(period).quarters)
        return tuple(
            other
            for other, entry in self._published.items()
            if Period.parse(other).length == length and len(entry.quarters) == counted
        )

    def about(self, period: str) -> About:
        """Return how the release of a period was made; raise ReleaseError when the period is not published."""
        entry = self._entry(period)
        return About(
            period=period,
            quarters=entry.quarters,
            built_at=datetime.fromisoformat(entry.built_at),
            agencies=len(self.reports(period)),
            mu=entry.mu,
            digest=entry.digest,
            revision=entry.revision,
            approver=entry.approver,
            reason=entry.reason,
            policy=_menu(entry.policy),
        )

    def names(self, period: str) -> tuple[str, ...]:
        """Return the names of a period's tables, in the order of its menu; raise ReleaseError like `about`."""
        return tuple(table.name for table in _menu(self._entry(period).policy))

    def reports(self, period: str) -> tuple[AgencyReport, ...]:
        """Return the agencies that were expected to report, by code; none for a release from before agencies reported.

        Raises ReleaseError when the period is not published.
        """
        self._entry(period)
        return self._library.newest[period].reports

    def table(self, period: str, name: str) -> ReleasedTable:
        """Return one table; raise ReleaseError when the period or the table is not published."""
        self._entry(period)
        if (period, name) not in self._library.tables:
            known = [table for table_period, table in self._library.tables if table_period == period]
            raise ReleaseError(
                _("Release {period} has no table {name}.{hint} It has: {known}.").format(
                    period=period, name=repr(name), hint=did_you_mean(name, known), known=", ".join(known)
                )
            )
        return self._library.tables[period, name]

    def cell(self, period: str, name: str, *codes: str) -> Shown:
        """Return one published number, or None when it is under the floor."""
        cells = self.table(period, name).cells
        if codes not in cells:
            raise ReleaseError(
                _("Table {name} has no cell {codes}. Use the codes of the code lists.").format(
                    name=repr(name), codes=" × ".join(map(repr, codes))
                )
            )
        return cells[codes]

    def series(self, name: str, like: str | None = None) -> tuple[tuple[str, ReleasedTable], ...]:
        """Return a table of every period that has it, oldest first.

        With `like` (a period), only periods that may be compared with it, up to and with it, and back to where its regions
        were put together otherwise: a region of the same name was another place then.
        """
        every = self._every(name, like)
        if like is None or not every:
            return every
        regions = every[-1][1].regions
        back = list(takewhile(lambda each: each[1].regions == regions, reversed(every)))
        return tuple(reversed(back))

    def regions_since(self, name: str, like: str) -> str | None:
        """Return the period from which on a table has the regions of today; None where it never had others."""
        series = self.series(name, like)
        return series[0][0] if len(series) < len(self._every(name, like)) else None

    def _every(self, name: str, like: str | None) -> tuple[tuple[str, ReleasedTable], ...]:
        tables = self._library.tables
        periods = [period for period in reversed(self.periods()) if (period, name) in tables]
        if like is not None:
            alike, last = self.alike(like), Period.parse(like)
            periods = [period for period in periods if period in alike and Period.parse(period) <= last]
        return tuple((period, tables[period, name]) for period in periods)

    def _entry(self, period: str) -> Entry:
        if period not in self._published:
            raise ReleaseError(
                _("{period} is not published. Published: {known}.").format(
                    period=repr(period[:20]), known=", ".join(self.periods()) or _("none yet")
                )
            )
        return self._published[period]
