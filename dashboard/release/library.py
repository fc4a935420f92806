"""Reading the file of releases: whole, once for each state of the file, whatever its format."""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.counting import Codes
from dashboard.release.ledger import Entry
from dashboard.release.periods import Period
from dashboard.release.reported import AgencyReport

Shown = int | None
"""A published number, or None for one below the table's floor."""
_DESCRIBED = ("area", "module", "label", "definition", "note", "source", "labels")
_reading = threading.Lock()


@dataclass(frozen=True)
class ReleasedTable:
    """One published table: `cells` is the full grid in sorted order, None where a number is under `floor`.

    `labels` are those of the codes of dimensions that are not code lists, by dimension.
    """

    name: str
    dims: tuple[str, ...]
    floor: int
    sigma: float
    cells: Mapping[Codes, Shown] = field(hash=False)
    area: str = "core"
    module: str = "dashboard"
    label: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    def __getitem__(self, codes: Codes) -> Shown:
        return self.cells[codes]


@dataclass(frozen=True)
class Library:
    """Every entry of the file, and the tables and reports of the newest revision of each period."""

    entries: tuple[Entry, ...] = ()
    tables: Mapping[tuple[str, str], ReleasedTable] = field(default_factory=dict)
    reports: Mapping[str, tuple[AgencyReport, ...]] = field(default_factory=dict)


def at(path: Path) -> Library:
    """Return what a file holds; a file that is not there holds nothing."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return Library()
    return _read(path, (status.st_ino, status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=4)
def _read(path: Path, identity: tuple[int, int, int]) -> Library:  # noqa: ARG001 - a new file is a new key
    try:
        with _reading, duckdb.connect(str(path), read_only=True) as file:
            entries = [_entry(row) for row in _rows(file, "SELECT * FROM release")]
            cells = _rows(file, "SELECT * FROM cube ORDER BY ALL")
            said = _said(file)
        known = sorted(entries, key=lambda entry: (Period.parse(entry.period), entry.revision))
        return Library(tuple(known), _tables(known, cells), _reports(known, said))
    except (duckdb.Error, TypeError, KeyError, ValueError):
        raise ReleaseError(_("The file of releases cannot be read. Restore it from a backup.")) from None


def _rows(file: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found = file.execute(sql)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _said(file: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the rows of the agencies' reports; an older file has no table of them."""
    known = {row[0] for row in file.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    return _rows(file, "SELECT * FROM reported ORDER BY code") if "reported" in known else []


def _reports(entries: Sequence[Entry], rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[AgencyReport, ...]]:
    found: dict[tuple[str, int], list[AgencyReport]] = {}
    for row in rows:
        report = AgencyReport(row["code"], row["name"], tuple(row["governorates"]), row["state"])
        found.setdefault((row["period"], row["revision"]), []).append(report)
    return {each.period: tuple(found.get((each.period, each.revision), ())) for each in entries}


def _entry(row: Mapping[str, Any]) -> Entry:
    """Return a line of the ledger; an older file has fewer columns, and a newer one more."""
    known = {each.name for each in fields(Entry)}
    return Entry(**{name: value for name, value in row.items() if name in known} | {"quarters": tuple(row["quarters"])})


def _tables(entries: Sequence[Entry], rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], ReleasedTable]:
    cells: dict[tuple[str, int, str], dict[Codes, Shown]] = {}
    for row in rows:
        codes = tuple(code for code in (row["d1"], row["d2"]) if code is not None)
        cells.setdefault((row["period"], row.get("revision", 0), row["tab"]), {})[codes] = row["shown"]
    return {
        (entry.period, table["name"]): _table(table, cells[entry.period, entry.revision, table["name"]])
        for entry in entries
        if entry.outcome != "held"
        for table in json.loads(entry.policy)
    }


def _table(described: Mapping[str, Any], cells: Mapping[Codes, Shown]) -> ReleasedTable:
    optional = {name: described[name] for name in _DESCRIBED if name in described}
    return ReleasedTable(
        described["name"], tuple(described["dims"]), described["floor"], described["sigma"], cells, **optional
    )
