"""Open the system of record, and give out its reading and writing transactions."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records.migrate import upgrade

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


class Records:
    """The system of record behind one address; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """Open a database, making or migrating its tables; raise RecordError when it cannot be opened."""
        try:
            engine = _engine(url)
            upgrade(engine)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise RecordError(
                _(
                    "The system of record cannot be opened ({reason}). Check the address in config.toml and that the "
                    "folder can be written to; restore a backup if the file is damaged."
                ).format(reason=type(error).__name__)
            ) from None
        return cls(engine)

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
                raise RecordError(
                    _(
                        "The record is busy or cannot be written to. Nothing was saved: try again in a moment, "
                        "and tell your administrator if it happens again."
                    )
                ) from error

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Yield a reading transaction: one unchanging view of the record, in which writing is an error."""
        with self.engine.connect() as tx, _reading(tx):
            yield tx

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _begin_writing(tx: Tx) -> None:
    if tx.dialect.name == "sqlite":
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


def _engine(url: str) -> Engine:
    # hide_parameters: they are answers and identifiers, which must not show in an error or a log.
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    _make_file(url)
    # isolation_level None turns the driver's own BEGIN off. That one is deferred: two transactions can both read before
    # one of them fails to write. Our BEGIN IMMEDIATE makes a second writer wait at the start.
    arguments = {"check_same_thread": False, "isolation_level": None, "timeout": BUSY_SECONDS}
    engine = create_engine(url, hide_parameters=True, connect_args=arguments)
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _make_file(url: str) -> None:
    """Make a new database file private and in WAL mode before any process can open it.

    Private from the start, because the log beside the file inherits its access rights; in WAL mode from the start,
    because switching a file that others have open fails at once, busy_timeout or not. And the file itself is never
    opened here: closing it would drop the locks that SQLite holds on it elsewhere in this process.
    """
    name = make_url(url).database
    if not name or name == ":memory:":
        return
    if not Path(name).exists():
        draft = Path(f"{name}.{uuid4()}")
        draft.touch(mode=0o600)
        with closing(sqlite3.connect(draft)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
        with suppress(FileExistsError):  # another process was first
            os.link(draft, name)
        draft.unlink()
    Path(name).chmod(0o600)
