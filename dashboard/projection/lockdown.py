"""Opening DuckDB locked down: no files, no network, no extensions, limits on memory, disk and time.

This is the second line behind the SQL gate: a statement that got past it, even one of our own, reaches nothing outside.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
}
"""What DuckDB is opened with. `python_enable_replacements` would let SQL read variables of the Python program by name."""


@dataclass(frozen=True)
class Limits:
    """How much DuckDB may take: memory, disk to spill to (beside its file), and seconds for a plugin's statement.

    `alone` is how many seconds a single case may take of them, and several cases a part of it (case_rows.py); with
    None only all cases together are limited.
    The defaults are for pages, which spill nothing. A release asks for more (decisions 0013, 0039).
    """

    memory: str = "512MB"
    spill: str = "0B"
    seconds: float = 5.0
    alone: float | None = None


PAGE = Limits()


class ProjectionBusy(DashboardError):
    """Another process holds the projection."""


def connect(path: Path | None, limits: Limits = PAGE, *, is_read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a file (or memory, where `path` is None) locked down; raise ProjectionBusy when another process has it."""
    own = {"memory_limit": limits.memory, "max_temp_directory_size": limits.spill}
    try:
        connection = duckdb.connect(str(path) if path else ":memory:", is_read_only, config=CONFIG | own)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise ProjectionBusy(
                "Another process is using the live figures. Stop the dashboard first, or try again."
            ) from None
        raise
    if path and not is_read_only:
        path.chmod(0o600)
    # Last: from here on no statement can change a setting, neither ours nor a plugin's.
    connection.execute("SET lock_configuration = true")
    return connection


@contextmanager
def limited(cursor: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Run the statements of a `with` block read-only, and interrupt them after some seconds; raise TooSlow then.

    Temporary tables, which only this cursor sees, may be made in it; they stay when the block ends well.
    """
    timer = threading.Timer(seconds, cursor.interrupt)  # runs in another thread
    end = "ROLLBACK"
    cursor.execute("BEGIN TRANSACTION READ ONLY")
    timer.start()
    try:
        yield
        end = "COMMIT"
    except duckdb.InterruptException:
        raise TooSlow(f"The SQL ran longer than {seconds:g} seconds and was stopped. Make it simpler.") from None
    finally:
        timer.cancel()
        cursor.execute(end)
