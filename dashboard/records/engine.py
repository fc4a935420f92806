"""Open the system of record, and give out its reading and writing transactions."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from dashboard.errors import DiskFull, RecordError
from dashboard.i18n import gettext as _
from dashboard.records.migrate import is_older, newest_applied, upgrade

Tx = Connection
"""An open transaction; every function of this package takes one as its first argument."""

BUSY_SECONDS = 30
PRAGMAS = (
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "journal_mode=WAL",  # readers do not wait for a writer
    "synchronous=FULL",  # what was committed survives a power cut
    "foreign_keys=ON",  # SQLite does not check them otherwise
    "recursive_triggers=ON",  # else INSERT OR REPLACE slips past the append-only triggers
)
WRITER = 0x4F565446
"""PostgreSQL: the advisory lock that makes writers take turns, as BEGIN IMMEDIATE does on SQLite."""


NO_ROOM = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
"""What SQLite says when the disk is full, a quota is reached or the disk fails: nothing was written."""

DISK_FULL = "53100"
"""The same from PostgreSQL."""


class Records:
    """The system of record behind one address; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str, *, new: bool = True) -> Self:
        """Open a database, making (if `new`) or migrating its tables; raise RecordError when it cannot be opened.

        Without `new` a database that is missing or empty is an error: it was there before, and an empty one in its
        place would look as if there had never been a case.
        """
        try:
            if not new and _is_missing(url):
                raise RecordError(_missing())
            engine = _engine(url, new)
            if not new and newest_applied(engine) is None:
                engine.dispose()
                raise RecordError(_missing())
            upgrade(engine)
        except (SQLAlchemyError, sqlite3.Error, OSError, ImportError) as error:
            if _is_no_room(error):
                raise _refusal(error) from None
            raise RecordError(
                _(
                    "The system of record cannot be opened ({reason}). Check the address in config.toml and that the "
                    "folder can be written to; restore a backup if the file is damaged."
                ).format(reason=type(error).__name__)
            ) from None
        return cls(engine)

    @staticmethod
    def is_older(url: str) -> bool:
        """Return whether an older version wrote the record, so that opening it migrates it; False where it is missing."""
        if _is_missing(url):
            return False
        engine = _engine(url, new=False)
        try:
            return is_older(engine)
        except SQLAlchemyError:
            return False  # opening it says what is wrong
        finally:
            engine.dispose()

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """Yield the only writing transaction: committed and on disk at the end, undone on an error.

        Raises RecordError when another writer does not finish within `BUSY_SECONDS`, or the disk cannot be written to.
        """
        with self.engine.connect() as tx:
            try:
                _begin_writing(tx)
                yield tx
                tx.commit()
            except OperationalError as error:
                raise _refusal(error) from error

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Yield a reading transaction: one unchanging view of the record, in which writing is an error."""
        with self.engine.connect() as tx, _reading(tx):
            yield tx

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _is_missing(url: str | URL) -> bool:
    """Whether an address names a database file that is not there."""
    parts = make_url(url)
    name = parts.database if parts.get_backend_name() == "sqlite" else ""
    return bool(name) and name != ":memory:" and not Path(str(name)).exists()


def _missing() -> str:
    return _(
        "The record of this workspace is missing or empty, and no new one was made in its place. Stop the server and "
        "restore the newest backup of records.db, or correct the address of the database in config.toml. For a new, "
        "empty record make another workspace with: ovtf init --workspace DIR"
    )


def _is_no_room(error: Exception) -> bool:
    """Whether an error of the database, or of its driver, says that nothing can be written to the disk."""
    cause = getattr(error, "orig", error)
    return getattr(cause, "sqlite_errorcode", None) in NO_ROOM or getattr(cause, "sqlstate", "") == DISK_FULL


def _refusal(error: Exception) -> RecordError:
    """Return in words why a transaction was undone: no room, or somebody else was writing."""
    if _is_no_room(error):
        return DiskFull(
            _(
                "The disk of the server is full or cannot be written to. Nothing was saved; what was saved before can be "
                "read. Keep what you typed, and tell your administrator now."
            )
        )
    return RecordError(
        _(
            "The record is busy or cannot be written to. Nothing was saved: try again in a moment, "
            "and tell your administrator if it happens again."
        )
    )


def _begin_writing(tx: Tx) -> None:
    if tx.dialect.name == "sqlite":
        if _is_missing(tx.engine.url):
            raise RecordError(_missing())  # open connections would go on writing into a file that has no name any more
        tx.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        tx.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")


@contextmanager
def _reading(tx: Tx) -> Iterator[None]:
    if tx.dialect.name != "sqlite":
        tx.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
        return
    # SQLite has no transaction that only reads. Without query_only, a write here would be undone at the end without an error.
    tx.exec_driver_sql("PRAGMA query_only=ON")
    try:
        tx.exec_driver_sql("BEGIN DEFERRED")
        yield
    finally:
        tx.rollback()
        tx.exec_driver_sql("PRAGMA query_only=OFF")


def _engine(url: str, new: bool) -> Engine:
    # hide_parameters: they are answers and identifiers, which must not show in an error or a log.
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    name = make_url(url).database or ":memory:"
    if new and name != ":memory:":
        _make_file(Path(name))
    engine = create_engine(url, hide_parameters=True, creator=lambda: _connect(name))
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _connect(name: str) -> sqlite3.Connection:
    """Open a database file that is there: mode=rw, so that no connection ever makes an empty one in its place."""
    address = name if name == ":memory:" else f"file:{quote(str(Path(name).absolute()))}?mode=rw"
    # isolation_level None turns the driver's own BEGIN off. That one is deferred: two transactions can both read before
    # one of them fails to write. Our BEGIN IMMEDIATE makes a second writer wait at the start.
    return sqlite3.connect(address, BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True)


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _make_file(path: Path) -> None:
    """Make a new database file private and in WAL mode before any process can open it.

    Private from the start, because the log beside the file inherits its access rights; in WAL mode from the start,
    because switching a file that others have open fails at once, busy_timeout or not. And the file itself is never
    opened here: closing it would drop the locks that SQLite holds on it elsewhere in this process.
    """
    if not path.exists():
        draft = Path(f"{path}.{uuid4()}")
        draft.touch(mode=0o600)
        try:
            with closing(sqlite3.connect(draft)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
            with suppress(FileExistsError):  # another process was first
                os.link(draft, path)
        finally:
            draft.unlink()
    path.chmod(0o600)
