"""A verified copy of the record, made beside it before a migration, and the way back to it. SQLite only.

The copy is made with SQLite's backup API, opened again, checked, and compared with the record table by table. Only then has it
its name; what a killed process leaves is a draft, and the next copy removes it.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from dashboard.errors import RecordError
from dashboard.i18n import gettext as _

KEEP = 3
"""So many copies are kept, the newest ones."""
ROOM = 2
"""How many times the record's size must be free: for the copy, and for what the migration writes anew."""


def make(record: Path, version: str) -> Path:
    """Copy a record that the migration `version` wrote last; raise RecordError where the disk is too small or the copy bad."""
    _check_room(record)
    for left in record.parent.glob(f"{record.name}.before-*.draft*"):
        left.unlink()
    name = f"{record.name}.before-{version}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    draft, copy = record.with_name(f"{name}.draft"), record.with_name(name)
    draft.touch(mode=0o600)
    _check_same(_copy(record, draft), draft)
    _to_disk(draft)
    draft.rename(copy)
    _to_disk(record.parent)
    for old in every(record)[KEEP:]:
        old.unlink()
    return copy


def every(record: Path) -> list[Path]:
    """Return the copies of a record, newest first."""
    found = (each for each in record.parent.glob(f"{record.name}.before-*") if ".draft" not in each.name)
    return sorted(found, key=lambda copy: copy.name.rpartition("-")[2], reverse=True)


def go_back(record: Path, copy: Path) -> None:
    """Put a copy in the place of the record, in one transaction: whoever has the record open sees the one or the other."""
    with closing(_open(copy)) as source, closing(_open(record)) as target:
        source.backup(target)


def is_sound(record: Path, copy: Path) -> bool:
    """Whether a record can be read whole, and no more rows than in its copy refer to one that is not there."""
    try:
        with closing(_open(record)) as opened, closing(_open(copy)) as before:
            pages = [row[0] for row in opened.execute("PRAGMA integrity_check")]
            return pages == ["ok"] and _dangling(opened) <= _dangling(before)
    except sqlite3.Error:
        return False


def _dangling(opened: sqlite3.Connection) -> int:
    return len(opened.execute("PRAGMA foreign_key_check").fetchall())


@contextmanager
def only_one(record: Path) -> Iterator[None]:
    """Let one process at a time copy and migrate; one that is killed holds nobody up."""
    handle = os.open(record.with_name(f"{record.name}.migrating"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _check_room(record: Path) -> None:
    log = record.with_name(f"{record.name}-wal")
    needed = ROOM * (record.stat().st_size + (log.stat().st_size if log.exists() else 0))
    free = shutil.disk_usage(record.parent).free
    if free < needed:
        raise RecordError(
            _(
                "The record is of an older version, and there is not enough room on the disk to copy it before it is "
                "brought up to date: {free} MB are free and {needed} MB are needed. Nothing was changed. Make room, "
                "then start again."
            ).format(free=free // 2**20, needed=needed // 2**20 + 1)
        )


def _copy(record: Path, draft: Path) -> dict[str, int]:
    """Copy one unchanging view of a record, and return how many rows its tables have in it."""
    with closing(_open(record)) as source, closing(_open(draft)) as target:
        source.execute("BEGIN")
        counts = _counts(source)
        source.backup(target)
        source.execute("ROLLBACK")
    return counts


def _check_same(counts: dict[str, int], draft: Path) -> None:
    with closing(_open(draft)) as opened:
        is_whole = [row[0] for row in opened.execute("PRAGMA integrity_check")] == ["ok"] and _counts(opened) == counts
    if not is_whole:
        draft.unlink()
        raise RecordError(
            _(
                "The record is of an older version, and the copy that is made before it is brought up to date is not "
                "whole. Nothing was changed: check the disk, and the record with: ovtf check"
            )
        )


def _counts(opened: sqlite3.Connection) -> dict[str, int]:
    tables = [row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def _open(path: Path) -> sqlite3.Connection:
    """Open a database that is there; an empty one is never made in its place."""
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=rw", 30, isolation_level=None, uri=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
