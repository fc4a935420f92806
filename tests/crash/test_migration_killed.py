"""Before a migration a verified copy of the record is made; when the migration fails or is killed, the record is whole."""

import lzma
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.errors import RecordError
from dashboard.records import Records, copies
from dashboard.records.migrate import NEWEST

OLD = Path(__file__).parents[1] / "workspaces" / "v0_1" / "records.db.xz"
KILLED_AT = Path(__file__).with_name("killed_at.py")
OPEN = "import sys; from dashboard.records import Records; Records.open(sys.argv[1], new=False)"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The record of an older version."""
    path = tmp_path / "records.db"
    path.write_bytes(lzma.decompress(OLD.read_bytes()))
    return path


def read(path: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(sql).fetchall()


def version(path: Path) -> str:
    return read(path, "SELECT version_num FROM alembic_version")[0][0]


def facts(path: Path) -> list[list[tuple]]:
    tables = ("cases", "case_versions", "audit", "changes", "submissions")
    return [read(path, f"SELECT * FROM {table} ORDER BY rowid") for table in tables]


def shape(path: Path) -> list[tuple]:
    return read(path, "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")


def opened(path: Path) -> None:
    Records.open(f"sqlite:///{path}", new=False).close()


def test_a_migration_leaves_a_private_copy_that_is_the_record_of_before(record: Path) -> None:
    before, old = facts(record), version(record)
    opened(record)
    (copy,) = copies.every(record)
    assert (version(record), version(copy)) == (NEWEST, old)
    assert facts(copy) == before
    assert copy.stat().st_mode & 0o077 == 0
    opened(record)
    assert copies.every(record) == [copy], "an opening without a migration copies nothing"


def test_only_the_newest_copies_are_kept(record: Path) -> None:
    made = [copies.make(record, "0001_first") for _time in range(copies.KEEP + 2)]
    assert copies.every(record) == made[: -copies.KEEP - 1 : -1]


def test_a_migration_that_fails_half_way_leaves_the_record_as_it_was(record: Path) -> None:
    """A table that is there already stops the migrations after others have changed the record."""
    with closing(sqlite3.connect(record)) as damaged:
        damaged.execute("CREATE TABLE import_batches (id TEXT)")
    before, old, tables = facts(record), version(record), shape(record)
    with pytest.raises(
        RecordError, match=r"It is as it was before, and nothing is lost; .* in the file records\.db\.bef"
    ):
        opened(record)
    assert (version(record), facts(record)) == (old, before)
    assert shape(record) == tables, "the version of before opens it: its tables and triggers are those that it made"
    assert facts(copies.every(record)[0]) == before


def test_going_back_puts_the_copy_in_place_also_for_whoever_has_the_record_open(record: Path) -> None:
    before, old = facts(record), version(record)
    records = Records.open(f"sqlite:///{record}", new=False)
    copies.go_back(record, copies.every(record)[0])
    assert (version(record), facts(record)) == (old, before)
    with records.read() as tx:
        assert tx.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == old
    records.close()


def test_a_row_that_referred_to_nothing_before_does_not_hold_a_migration_up(record: Path) -> None:
    with closing(sqlite3.connect(record, isolation_level=None)) as damaged:
        damaged.execute("UPDATE cases SET agency = 'GONE' WHERE key = (SELECT min(key) FROM cases)")
    opened(record)
    assert version(record) == NEWEST


def test_without_room_for_a_copy_nothing_is_changed(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = version(record)
    monkeypatch.setattr(copies, "ROOM", 10**9)
    with pytest.raises(RecordError, match=r"not enough room.*MB are needed.*Nothing was changed"):
        opened(record)
    assert (version(record), copies.every(record)) == (old, [])


@pytest.mark.parametrize("place", ["copies._copy", "copies.make", "0021_import_batches.upgrade"])
def test_killed_in_it_the_record_is_the_old_one_and_the_next_start_migrates_it(record: Path, place: str) -> None:
    before = facts(record)
    command = [sys.executable, str(KILLED_AT), place, "1", OPEN, f"sqlite:///{record}"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == -signal.SIGKILL
    assert facts(record) == before
    opened(record)
    assert version(record) == NEWEST
    assert all(facts(copy) == before for copy in copies.every(record))
    assert not list(record.parent.glob("*.draft*"))


def test_two_processes_that_start_at_once_make_one_copy_and_migrate_once(record: Path) -> None:
    before = facts(record)
    command = [sys.executable, "-c", OPEN, f"sqlite:///{record}"]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE) for _n in range(2)]
    assert [process.communicate()[1] for process in started] == [b"", b""]
    assert [process.returncode for process in started] == [0, 0]
    (copy,) = copies.every(record)
    assert (version(record), facts(copy)) == (NEWEST, before)


@pytest.mark.parametrize("small_disk", [64], indirect=True)
@pytest.mark.parametrize("is_full_at_once", [True, False])
def test_on_a_disk_that_is_full_or_becomes_full_the_record_stays_what_it_was(
    record: Path, small_disk: Path, is_full_at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without room for the copy nothing begins; where the migration then finds no room it is taken back."""
    small, ballast = small_disk / record.name, small_disk / "ballast"
    small.write_bytes(record.read_bytes())
    before, old, tables = facts(small), version(small), shape(small)
    if not is_full_at_once:
        monkeypatch.setattr(copies, "ROOM", 1)
    room = small.stat().st_size * (0.5 if is_full_at_once else 1.02)
    ballast.write_bytes(b"0" * (shutil.disk_usage(small_disk).free - int(room)))
    with pytest.raises(RecordError, match="Nothing was changed" if is_full_at_once else "It is as it was before"):
        opened(small)
    assert (version(small), facts(small), shape(small)) == (old, before, tables)
    ballast.unlink()
    opened(small)
    assert version(small) == NEWEST
