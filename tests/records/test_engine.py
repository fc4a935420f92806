import sqlite3
import stat
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from dashboard.contract import Case
from dashboard.errors import RecordError
from dashboard.records import Records, cases, changes, engine


@pytest.mark.usefixtures("sqlite_file")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 30_000),
        ("recursive_triggers", 1),
    ],
)
def test_every_connection_is_durable_and_keeps_references(records: Records, pragma: str, value: object) -> None:
    with records.read() as first, records.read() as second:
        assert [tx.exec_driver_sql(f"PRAGMA {pragma}").scalar() for tx in (first, second)] == [value, value]


@pytest.mark.usefixtures("case")
def test_nobody_else_on_the_machine_can_read_the_files(sqlite_file: Path) -> None:
    files = list(sqlite_file.parent.glob("records.db*"))
    assert len(files) == 3
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_an_error_undoes_the_whole_transaction(records: Records, make_case: Callable[..., Case], t0: datetime) -> None:
    with pytest.raises(ZeroDivisionError), records.write() as tx:
        cases.add(tx, make_case(), by="person-1", at=t0)
        raise ZeroDivisionError
    with records.read() as tx:
        assert cases.every(tx) == []
        assert changes.last(tx) == 0


def test_writing_in_a_reading_transaction_is_an_error_and_not_a_silent_loss(records: Records) -> None:
    with pytest.raises(DBAPIError), records.read() as tx:
        changes.note(tx, "case", "OV-AAAA-2222")
    with records.write() as tx:
        changes.note(tx, "case", "OV-AAAA-2222")


def test_a_reader_keeps_one_view_while_others_write(
    records: Records, make_case: Callable[..., Case], t0: datetime
) -> None:
    with records.read() as reader:
        assert cases.every(reader) == []
        with records.write() as tx:
            cases.add(tx, make_case(), by="person-1", at=t0)
        assert cases.every(reader) == []
    with records.read() as reader:
        assert len(cases.every(reader)) == 1


def test_threads_take_turns_and_lose_nothing(records: Records) -> None:
    start = threading.Barrier(4)

    def work(name: int) -> None:
        start.wait()
        for n in range(20):
            with records.write() as tx:
                changes.note(tx, "case", f"{name}-{n}-after-{changes.last(tx)}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with records.read() as tx:
        seen = changes.since(tx, 0)
    assert [each.seq for each in seen] == list(range(1, 81))
    assert [int(each.ref.rpartition("-")[2]) for each in seen] == list(range(80))


def test_a_record_that_stays_locked_says_so_in_words(
    sqlite_file: Path, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PRAGMAS", ("busy_timeout=20",))
    impatient = Records.open(f"sqlite:///{sqlite_file}")
    with records.write(), pytest.raises(RecordError, match="Nothing was saved"), impatient.write():
        pass


def test_a_folder_that_is_not_there_is_told_and_not_traced(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"Check the address in config\.toml"):
        Records.open(f"sqlite:///{tmp_path / 'nowhere' / 'records.db'}")


@pytest.mark.parametrize("url", ["nonsense", "oddball://host/name"])
def test_an_address_that_means_nothing_is_told_and_not_traced(url: str) -> None:
    with pytest.raises(RecordError, match=r"Check the address in config\.toml"):
        Records.open(url)


def test_a_file_that_is_not_a_database_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(b"this is a spreadsheet, really" * 100)
    with pytest.raises(RecordError, match="restore a backup"):
        Records.open(f"sqlite:///{path}")
    assert path.read_bytes() == b"this is a spreadsheet, really" * 100


def test_an_error_of_the_database_never_quotes_what_was_written(records: Records, case: Case, t0: datetime) -> None:
    with pytest.raises(DBAPIError) as caught, records.write() as tx:
        cases.add(tx, case, by="person-1", at=t0)
    if records.engine.dialect.name == "sqlite":
        assert case.key not in str(caught.value)
    assert "person-1" not in str(caught.value)


def test_many_may_open_a_new_record_at_once(database_url: str) -> None:
    assert opened_by_six_at_once(database_url) == 6


@pytest.mark.parametrize("name", [f"new{n}.db" for n in range(12)])
def test_opening_a_new_file_at_once_leaves_one_file_in_wal_mode(tmp_path: Path, name: str) -> None:
    assert opened_by_six_at_once(f"sqlite:///{tmp_path / name}") == 6
    assert {each.name for each in tmp_path.iterdir()} <= {name, f"{name}-wal", f"{name}-shm"}
    assert (tmp_path / name).read_bytes()[18:20] == b"\x02\x02"


def opened_by_six_at_once(url: str) -> int:
    """Open a record that is not there yet in six threads, write in each, and return how many rows there are."""
    start = threading.Barrier(6)

    def work(_n: int) -> None:
        start.wait()
        mine = Records.open(url)
        with mine.write() as tx:
            changes.note(tx, "case", "x")
        mine.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    records = Records.open(url)
    with records.read() as tx:
        rows = changes.last(tx)
    records.close()
    return rows


def test_a_row_must_belong_to_something_that_exists(
    records: Records, make_case: Callable[..., Case], t0: datetime
) -> None:
    with pytest.raises(DBAPIError), records.write() as tx:
        cases.add(tx, make_case(agency="A99"), by="person-1", at=t0)


def test_what_is_committed_is_in_the_file_for_any_other_program(case: Case, sqlite_file: Path) -> None:
    with sqlite3.connect(sqlite_file) as other:
        assert other.execute("SELECT key FROM cases").fetchall() == [(case.key,)]
