"""Reading the file of releases, in any of its formats.

The file is read whole and kept in memory until it is replaced: opening it takes some 40 ms, reading the tables of a
page from memory under 1 ms.
"""

import json
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.core_menu import CORE_MENU, REGION_MENU
from dashboard.release.ledger import Entry
from dashboard.release.periods import Period
from dashboard.release.policy import Codes
from dashboard.release.released_table import ReleasedTable
from dashboard.release.reported import AgencyReport

_DESCRIBED = ("area", "module", "label", "definition", "note", "source", "labels", "coarser", "not_findings")
Rows = Sequence[Mapping[str, Any]]
"""Rows of the file, each a mapping by column name, because an older file has fewer columns."""
_reading = threading.Lock()


@dataclass(frozen=True)
class Version:
    """What was published in one revision of a period: its tables by name, and the agencies' reports."""

    tables: Mapping[str, ReleasedTable] = field(default_factory=dict)
    reports: tuple[AgencyReport, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells its tables have together."""
        return sum(len(table.cells) for table in self.tables.values())


@dataclass(frozen=True)
class Library:
    """Every entry of the file, and what was published with it, by period and revision.

    `uncovered` are the periods in which the file holds a row or a figure that no line of the ledger stands for.
    """

    entries: tuple[Entry, ...] = ()
    versions: Mapping[tuple[str, int], Version] = field(default_factory=dict)
    uncovered: tuple[str, ...] = ()

    @cached_property
    def newest(self) -> Mapping[str, Version]:
        """The newest revision of each published period; a newer one comes later in `entries`."""
        return {period: version for (period, _revision), version in self.versions.items()}

    @cached_property
    def tables(self) -> Mapping[tuple[str, str], ReleasedTable]:
        """The tables of the newest revision of each period, by period and name."""
        return {
            (period, name): table for period, version in self.newest.items() for name, table in version.tables.items()
        }


def at(path: Path) -> Library:
    """Return what the file of releases at `path` holds; a file that is not there holds nothing."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return Library()
    # A new release replaces the file, so its inode, time and size tell whether what is in memory is still true.
    return _read(path, (status.st_ino, status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=4)
def _read(path: Path, identity: tuple[int, int, int]) -> Library:  # noqa: ARG001 - a key of the cache only
    try:
        with _reading, duckdb.connect(str(path), read_only=True) as file:
            entries = [_entry(row) for row in _rows(file, "SELECT * FROM release")]
            cells = _rows(file, "SELECT * FROM cube ORDER BY ALL")
            report_rows = _report_rows(file)
        ordered = sorted(entries, key=lambda entry: (Period.parse(entry.period), entry.revision))
        published = {(entry.period, entry.revision): entry for entry in ordered if not entry.is_held}
        of_cells, of_reports = _by_place(cells), _by_place(report_rows)
        versions = {
            place: _version(entry, of_cells.get(place, ()), of_reports.get(place, ()))
            for place, entry in published.items()
        }
        return Library(tuple(ordered), versions, _uncovered(versions, cells, report_rows))
    except (duckdb.Error, TypeError, KeyError, ValueError):
        raise ReleaseError(_("The file of releases cannot be read. Restore it from a backup.")) from None


def _rows(file: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """Return rows as dicts by column name, because an older file has fewer columns."""
    cursor = file.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _report_rows(file: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the rows of the agencies' reports; an older file has no table of them."""
    tables = {row[0] for row in file.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    return _rows(file, "SELECT * FROM reported ORDER BY code") if "reported" in tables else []


def _report(row: Mapping[str, Any]) -> AgencyReport:
    """Return an agency's report; an older file does not say whether it has a backlog."""
    return AgencyReport(row["code"], row["name"], tuple(row["governorates"]), row["state"], row.get("backlog", False))


def _entry(row: Mapping[str, Any]) -> Entry:
    """Return a line of the ledger; an older file has fewer columns, and a newer one more."""
    known = {column.name for column in fields(Entry)}
    return Entry(**{name: value for name, value in row.items() if name in known} | {"quarters": tuple(row["quarters"])})


def _place(row: Mapping[str, Any]) -> tuple[str, int]:
    """Return the period and revision of a row; a file of the first format has no corrections."""
    return row["period"], row.get("revision", 0)


def _by_place(rows: Rows) -> dict[tuple[str, int], list[Mapping[str, Any]]]:
    """Return the rows of each period and revision."""
    of_place: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for row in rows:
        of_place.setdefault(_place(row), []).append(row)
    return of_place


def _version(entry: Entry, rows: Rows, report_rows: Rows) -> Version:
    """Return what was published with an entry."""
    cells: dict[str, dict[Codes, Mapping[str, Any]]] = {}
    for row in rows:
        codes = tuple(code for code in (row["d1"], row["d2"]) if code is not None)
        cells.setdefault(row["tab"], {})[codes] = row
    tables = {table["name"]: _table(table, cells[table["name"]]) for table in json.loads(entry.policy)}
    return Version(tables, tuple(map(_report, report_rows)))


def _uncovered(versions: Mapping[tuple[str, int], Version], rows: Rows, report_rows: Rows) -> tuple[str, ...]:
    """Return the periods with rows that are no cell of a published table, or a cell twice, or say what no digest covers."""
    cells = Counter({place: version.cells for place, version in versions.items()})
    too_many = Counter(map(_place, rows)) - cells
    unknown = {_place(row) for row in report_rows} - versions.keys()
    told = {_place(row) for row in rows if _tells_more(row, versions.get(_place(row), Version()))}
    return tuple(sorted({period for period, _revision in {*too_many, *unknown, *told}}))


def _tells_more(row: Mapping[str, Any], version: Version) -> bool:
    """Whether a row of a table that was not adjusted says how exact it is: no digest of such a release covers that."""
    table = version.tables.get(row["tab"])
    told = any(row.get(column) is not None for column in ("low", "high", "deviation"))
    return told and table is not None and not table.is_adjusted


def _table(described: Mapping[str, Any], rows: Mapping[Codes, Mapping[str, Any]]) -> ReleasedTable:
    """Return a table with its cells. An area's table has its words in the file, a core table in CORE_MENU."""
    exact = rows if described.get("deviation") else {}  # only there a digest covers intervals and deviations
    core_table = next((table for table in (*CORE_MENU, *REGION_MENU) if table.name == described["name"]), None)
    words: dict[str, Any] = {}
    if core_table:
        words = {"label": core_table.label, "definition": core_table.definition, "source": core_table.source}
    words |= {field_name: described[field_name] for field_name in _DESCRIBED if field_name in described}
    return ReleasedTable(
        described["name"],
        tuple(described["dims"]),
        described["floor"],
        described["sigma"],
        {codes: row["shown"] for codes, row in rows.items()},
        deviation=described.get("deviation", 0.0),
        deviations={codes: row["deviation"] for codes, row in exact.items() if row.get("deviation") is not None},
        intervals={codes: (row["low"], row["high"]) for codes, row in exact.items() if row.get("low") is not None},
        **words,
    )
