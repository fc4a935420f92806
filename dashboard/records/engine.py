"""Records: the system of record, opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from dashboard.errors import RecordError
from dashboard.records.migrate import upgrade

Tx = Connection
"""An open transaction; every function of this room takes one first."""


class Records:
    """The system of record behind one address; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """Open a database, making or migrating its tables; raise RecordError when it cannot be opened."""
        engine = create_engine(url, connect_args=_arguments(url), pool_pre_ping=True)
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine)
        try:
            upgrade(engine)
        except SQLAlchemyError as error:
            raise RecordError(
                f"The system of record cannot be opened ({type(error).__name__}). Check the address in config.toml and "
                "that the folder can be written to; restore a backup if the file is damaged."
            ) from None
        _make_private(url)
        return cls(engine)

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """Yield a writing transaction: committed (and on disk) at the end, undone on an error."""
        with self.engine.connect() as tx:
            _begin(tx, "IMMEDIATE")
            with tx.begin() if not tx.in_transaction() else _finishing(tx):
                yield tx

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Yield a reading transaction: one unchanging view of the record."""
        with self.engine.connect() as tx:
            _begin(tx, "DEFERRED")
            try:
                yield tx
            finally:
                tx.rollback()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _finishing(tx: Tx) -> Iterator[None]:
    try:
        yield
    except BaseException:
        tx.rollback()
        raise
    tx.commit()


def _begin(tx: Tx, mode: str) -> None:
    if tx.dialect.name != "sqlite":
        return
    try:
        tx.exec_driver_sql(f"BEGIN {mode}")
    except OperationalError:
        raise RecordError("The record is busy. Nothing was saved: try again in a moment.") from None


def _arguments(url: str) -> dict[str, Any]:
    # The driver's own transactions are off: BEGIN IMMEDIATE above decides who writes.
    return {"check_same_thread": False, "isolation_level": None, "timeout": 30} if url.startswith("sqlite") else {}


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")


def _make_private(url: str) -> None:
    name = make_url(url).database
    if url.startswith("sqlite") and name and name != ":memory:":
        Path(name).chmod(0o600)
