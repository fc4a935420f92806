"""How DuckDB is opened: no files, no network, no extensions, limits, and a configuration that stays as it is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard.errors import DashboardError, TooSlow

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,
    "threads": 2,
    "max_temp_directory_size": "0B",
}

MEMORY = "512MB"


class ProjectionBusy(DashboardError):
    """Another process holds the projection."""


def connect(path: Path | None, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """Open a file (or memory) locked down; raise ProjectionBusy when another process has it."""
    try:
        connection = duckdb.connect(str(path) if path else ":memory:", config=CONFIG | {"memory_limit": memory})
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise ProjectionBusy(
                "Another process is using the live figures. Stop the dashboard first, or try again."
            ) from None
        raise
    if path:
        path.chmod(0o600)
    connection.execute("SET lock_configuration = true")
    return connection


@contextmanager
def limited(cursor: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Run what is inside in a read-only transaction and stop it after some seconds."""
    timer = threading.Timer(seconds, cursor.interrupt)
    cursor.execute("BEGIN TRANSACTION READ ONLY")
    timer.start()
    try:
        yield
    except duckdb.InterruptException:
        raise TooSlow(f"The SQL ran longer than {seconds:g} seconds and was stopped. Make it simpler.") from None
    finally:
        timer.cancel()
        cursor.execute("ROLLBACK")
