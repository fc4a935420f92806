"""Releases as everyone outside an agency sees them: read-only, whole in memory, nothing but shown numbers."""

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from dashboard.errors import ReleaseError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.release.ledger import Entry
from dashboard.release.periods import Period
from dashboard.release.policy import Table
from dashboard.release.tabulate import Codes

Shown = int | None
"""A published number, or None for one below the table's floor."""
_reading = threading.Lock()


@dataclass(frozen=True)
class ReleasedTable:
    """One published table: `cells` is the full grid in sorted order, None where a number is under `floor`."""

    name: str
    dims: tuple[str, ...]
    floor: int
    sigma: float
    cells: Mapping[Codes, Shown] = field(hash=False)

    def __getitem__(self, codes: Codes) -> Shown:
        return self.cells[codes]


@dataclass(frozen=True, kw_only=True)
class About:
    """How a release was made: `mu` is what it may tell of one case, `quarters` whose cases it counts."""

    period: str
    quarters: tuple[str, ...]
    built_at: datetime
    agencies: int
    mu: float
    policy: tuple[Table, ...]
    digest: str


@dataclass(frozen=True)
class _Library:
    entries: tuple[Entry, ...] = ()
    tables: Mapping[tuple[str, str], ReleasedTable] = field(default_factory=dict)


class Releases:
    """The published releases of one file; a file that is not there holds none."""

    def __init__(self, path: Path) -> None:
        self._library = _at(path)
        self._published = {e.period: e for e in self._library.entries if e.outcome == "published"}

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
        return tuple(sorted(self._published, key=Period.parse, reverse=True))

    def newest(self) -> str | None:
        """Return the newest published period, or None before the first release."""
        return next(iter(self.periods()), None)

    def about(self, period: str) -> About:
        """Return how a release was made; raise ReleaseError when the period is not published."""
        entry = self._entry(period)
        menu = json.loads(entry.policy)
        return About(
            period=period,
            quarters=entry.quarters,
            built_at=datetime.fromisoformat(entry.built_at),
            agencies=entry.agencies or 0,
            mu=entry.mu,
            digest=entry.digest,
            policy=tuple(Table(name=t["name"], dims=tuple(t["dims"]), sigma=t["sigma"]) for t in menu),
        )

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

        With `like`, only of periods as long as that one, and up to it.
        """
        tables = self._library.tables
        found = tuple((p, tables[p, name]) for p in reversed(self.periods()) if (p, name) in tables)
        return found if like is None else tuple((p, table) for p, table in found if _leads_to(p, like))

    def _entry(self, period: str) -> Entry:
        if period not in self._published:
            raise ReleaseError(
                _("{period} is not published. Published: {known}.").format(
                    period=repr(period[:20]), known=", ".join(self.periods()) or _("none yet")
                )
            )
        return self._published[period]


def _leads_to(label: str, like: str) -> bool:
    period, last = Period.parse(label), Period.parse(like)
    return period.length == last.length and period <= last


def _at(path: Path) -> _Library:
    try:
        status = path.stat()
    except FileNotFoundError:
        return _Library()
    return _read(path, (status.st_ino, status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=4)
def _read(path: Path, identity: tuple[int, int, int]) -> _Library:  # noqa: ARG001 - a new file is a new key
    try:
        with _reading, duckdb.connect(str(path), read_only=True) as file:
            entries = file.execute("SELECT * FROM release").fetchall()
            rows = file.execute("SELECT period, tab, d1, d2, shown FROM cube ORDER BY ALL").fetchall()
    except duckdb.Error:
        raise ReleaseError(_("The file of releases cannot be read. Restore it from a backup.")) from None
    known = sorted((_entry(row) for row in entries), key=lambda e: Period.parse(e.period))
    return _Library(tuple(known), _tables(known, rows))


def _entry(row: tuple[Any, ...]) -> Entry:
    period, outcome, quarters, built_at, agencies, mu, policy, digest = row
    return Entry(
        period=period,
        outcome=outcome,
        quarters=tuple(quarters),
        built_at=built_at,
        agencies=agencies,
        mu=mu,
        policy=policy,
        digest=digest,
    )


def _tables(entries: list[Entry], rows: list[tuple[Any, ...]]) -> dict[tuple[str, str], ReleasedTable]:
    cells: dict[tuple[str, str], dict[Codes, Shown]] = {}
    for period, name, first, second, number in rows:
        codes = tuple(code for code in (first, second) if code is not None)
        cells.setdefault((period, name), {})[codes] = number
    return {
        (entry.period, t["name"]): ReleasedTable(
            t["name"], tuple(t["dims"]), t["floor"], t["sigma"], cells[entry.period, t["name"]]
        )
        for entry in entries
        if entry.outcome == "published"
        for t in json.loads(entry.policy)
    }
