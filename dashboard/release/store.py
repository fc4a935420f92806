"""Releases as everyone outside an agency sees them: read-only, whole in memory, nothing but shown numbers."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dashboard.errors import ReleaseError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.release.ledger import Entry
from dashboard.release.library import ReleasedTable, Shown, at
from dashboard.release.periods import Period
from dashboard.release.policy import Table
from dashboard.release.reported import AgencyReport

__all__ = ["About", "ReleasedTable", "Releases", "Shown"]


@dataclass(frozen=True, kw_only=True)
class About:
    """How a release was made: `mu` is what it may tell of one case, `quarters` whose cases it counts,
    `agencies` how many were expected to report, 0 where the release is older than reporting.

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


class Releases:
    """The published releases of one file; a file that is not there holds none."""

    def __init__(self, path: Path) -> None:
        self._library = at(path)
        published = {e.period: e for e in self._library.entries if e.outcome != "held"}
        self._published = {period: published[period] for period in sorted(published, key=Period.parse, reverse=True)}

    @property
    def digest(self) -> str:
        """A fingerprint of everything in the file."""
        return hashlib.sha256("".join(e.digest for e in self._library.entries).encode()).hexdigest()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every decision, oldest period first, with those to hold a period back."""
        return self._library.entries

    def periods(self) -> tuple[str, ...]:
        """Return the published periods, newest first."""
        return tuple(self._published)

    def newest(self) -> str | None:
        """Return the newest published period, or None before the first release."""
        return next(iter(self.periods()), None)

    def previous(self, period: str) -> str | None:
        """Return the published period before this one that counts as many quarters, or None."""
        return next((each for each in self.alike(period) if Period.parse(each) < Period.parse(period)), None)

    def alike(self, period: str) -> tuple[str, ...]:
        """Return the published periods that may be compared with one: as long and with as many quarters, newest first.

        A year of which two quarters were released before counts two, and is no year to compare with.
        """
        length, counted = Period.parse(period).length, len(self._entry(period).quarters)
        return tuple(
            each
            for each in self.periods()
            if (Period.parse(each).length, len(self._published[each].quarters)) == (length, counted)
        )

    def about(self, period: str) -> About:
        """Return how a release was made; raise ReleaseError when the period is not published."""
        entry = self._entry(period)
        menu = json.loads(entry.policy)
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
            policy=tuple(Table(name=t["name"], dims=tuple(t["dims"]), sigma=t["sigma"]) for t in menu),
        )

    def reports(self, period: str) -> tuple[AgencyReport, ...]:
        """Return the agencies that were expected to report, by code; none where the release is older than reporting.

        Raises ReleaseError when the period is not published.
        """
        self._entry(period)
        return self._library.reports[period]

    def table(self, period: str, name: str) -> ReleasedTable:
        """Return one table; raise ReleaseError when the period or the table is not published."""
        self._entry(period)
        if (period, name) not in self._library.tables:
            known = [table for each, table in self._library.tables if each == period]
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

        With `like`, only of periods that may be compared with that one, and up to it.
        """
        tables = self._library.tables
        found = tuple((p, tables[p, name]) for p in reversed(self.periods()) if (p, name) in tables)
        if like is None:
            return found
        alike, last = self.alike(like), Period.parse(like)
        return tuple((p, table) for p, table in found if p in alike and Period.parse(p) <= last)

    def _entry(self, period: str) -> Entry:
        if period not in self._published:
            raise ReleaseError(
                _("{period} is not published. Published: {known}.").format(
                    period=repr(period[:20]), known=", ".join(self.periods()) or _("none yet")
                )
            )
        return self._published[period]
