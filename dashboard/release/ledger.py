"""Writing the file of releases: one builder at a time writes a new copy, which then takes the place of the old one."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

import duckdb

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.leftovers import clear
from dashboard.release.reported import AgencyReport
from dashboard.release.tabulate import Row

_SCHEMA = """
CREATE TABLE IF NOT EXISTS cube (
    period VARCHAR, tab VARCHAR, d1 VARCHAR, d2 VARCHAR, shown INTEGER, revision INTEGER DEFAULT 0,
    low INTEGER, high INTEGER, deviation DOUBLE);
CREATE TABLE IF NOT EXISTS release (
    period VARCHAR, outcome VARCHAR, quarters VARCHAR[], built_at VARCHAR, agencies INTEGER, mu DOUBLE,
    policy VARCHAR, digest VARCHAR, revision INTEGER DEFAULT 0, approver VARCHAR DEFAULT '', reason VARCHAR DEFAULT '',
    PRIMARY KEY (period, revision));
CREATE TABLE IF NOT EXISTS reported (
    period VARCHAR, revision INTEGER, code VARCHAR, name VARCHAR, governorates VARCHAR[], state VARCHAR,
    backlog BOOLEAN DEFAULT FALSE, PRIMARY KEY (period, revision, code));
"""
_UPGRADE = f"""
ALTER TABLE cube RENAME TO cube_0;
ALTER TABLE release RENAME TO release_0;
{_SCHEMA}
INSERT INTO cube (period, tab, d1, d2, shown) SELECT period, tab, d1, d2, shown FROM cube_0;
INSERT INTO release (period, outcome, quarters, built_at, agencies, mu, policy, digest)
    SELECT period, outcome, quarters, built_at, agencies, mu, policy, digest FROM release_0;
DROP TABLE cube_0;
DROP TABLE release_0;
"""
"""Turns a file of the first format, which had no corrections, into one of today; its rows get revision 0."""

_ACCURACY = """
ALTER TABLE cube ADD COLUMN low INTEGER;
ALTER TABLE cube ADD COLUMN high INTEGER;
ALTER TABLE cube ADD COLUMN deviation DOUBLE;
"""
"""Turns a file of the second format, in which no table was adjusted, into one of today; its rows have no interval."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the ledger: a period that was published, held back for too little data, or corrected.

    `policy` is JSON, one object a table; `digest` covers the rows, the reports and how the release was `made`;
    `built_at` is ISO 8601 in UTC; `agencies` is how many were expected to report. A period that was held back has no
    rows, no reports and no count of agencies. A correction is the next `revision` of its period and names who approved
    it and why.
    """

    period: str
    outcome: Literal["published", "held", "corrected"]
    quarters: tuple[str, ...]
    built_at: str
    agencies: int | None
    mu: float
    policy: str
    digest: str
    revision: int = 0
    approver: str = ""
    reason: str = ""

    @property
    def is_held(self) -> bool:
        """Whether the period was held back, so that nothing of it was published."""
        return self.outcome == "held"

    @property
    def made(self) -> tuple[str, ...]:
        """How the release was made, in the order that its digest covers; another order would give another digest."""
        return (self.outcome, *self.quarters, self.built_at, repr(self.mu), self.policy, self.approver, self.reason)

    @property
    def mark(self) -> str:
        """The digest of this line, by which the record knows it: also of one without numbers, that was held back."""
        line = [self.period, self.revision, *self.made, self.digest]
        return hashlib.sha256(json.dumps(line).encode()).hexdigest()


def draft_of(path: Path) -> Path:
    """Return the name under which the next file of releases is written before it takes its place."""
    return path.with_name(path.name + ".new")


def write(path: Path, entry: Entry, rows: Sequence[Row], reports: Sequence[AgencyReport] = ()) -> None:
    """Write the next file of releases under another name: all that is there, and one entry with its rows and reports.

    Raises ReleaseError when it cannot be written, for example because the disk is full; nothing is left of it then.
    """
    draft = draft_of(path)
    clear(draft)
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        if path.exists():
            shutil.copyfile(path, draft)
        else:
            draft.unlink()  # DuckDB makes its file itself
        _append(draft, entry, rows, reports)
        draft.chmod(0o600)
        _sync(draft)  # on the disk before anybody says that it is made
    except (OSError, duckdb.Error) as error:
        clear(draft)
        raise ReleaseError(_unwritten(error)) from None


def publish(path: Path) -> None:
    """Let the next file take the place of the old one. A reader sees the old file or the new one, never half of one.

    Raises ReleaseError when it cannot: the new file stays beside the old one, and the next command puts it in place.
    """
    try:
        draft_of(path).replace(path)
        _sync(path.parent)  # the name is on the disk before we say that it is published
    except OSError:
        raise ReleaseError(
            _(
                "The release is made, but its file could not be put in place. Check that the folder can be written to: "
                "the next command does the rest."
            )
        ) from None


def _append(draft: Path, entry: Entry, rows: Sequence[Row], reports: Sequence[AgencyReport]) -> None:
    with duckdb.connect(str(draft)) as file:
        _prepare(file)
        file.begin()
        if rows:
            cells = [(entry.period, *row, entry.revision) for row in rows]
            file.executemany(
                "INSERT INTO cube (period, tab, d1, d2, shown, low, high, deviation, revision) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                cells,
            )
        if reports:
            agencies = [(entry.period, entry.revision, *astuple(report)) for report in reports]
            file.executemany(
                "INSERT INTO reported (period, revision, code, name, governorates, state, backlog) VALUES (?, ?, ?, ?, ?, ?, ?)",
                agencies,
            )
        file.execute(
            "INSERT INTO release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                entry.period,
                entry.outcome,
                list(entry.quarters),
                entry.built_at,
                entry.agencies,
                entry.mu,
                entry.policy,
                entry.digest,
                entry.revision,
                entry.approver,
                entry.reason,
            ],
        )
        file.commit()
        file.execute("CHECKPOINT")  # nothing may stay in the log beside the draft: only the draft is moved


def _prepare(file: duckdb.DuckDBPyConnection) -> None:
    """Make the tables, or bring those of an older file up to date."""
    file.execute(_SCHEMA)
    if "revision" not in _columns(file, "release"):
        file.execute(_UPGRADE)
    file.execute("ALTER TABLE reported ADD COLUMN IF NOT EXISTS backlog BOOLEAN DEFAULT FALSE")
    if "low" not in _columns(file, "cube"):
        file.execute(_ACCURACY)


def _columns(file: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    return {row[0] for row in file.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchall()}


def _unwritten(error: Exception) -> str:
    """Return why the file of releases could not be written, and what to do."""
    full = (isinstance(error, OSError) and error.errno == errno.ENOSPC) or "space" in str(error).lower()
    if full:
        return _("There is no room left on the disk. Nothing was published. Free some space, then build it again.")
    return _(
        "The file of releases could not be written. Nothing was published. Check that the folder can be written to."
    )


def _sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
