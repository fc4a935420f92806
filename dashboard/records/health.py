"""What can be said of the record's own state: whether the file is whole, and how new its newest line is."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from dashboard.records.engine import Tx
from dashboard.records.tables import audit, brought_entries, imports

MOST = 5
"""So many damaged places are told, and files that others can open."""


def reads_pages(tx: Tx) -> bool:
    """Return whether the pages of the record's file can be read and judged here."""
    return tx.dialect.name == "sqlite"


def damage(tx: Tx) -> list[str]:
    """Return what SQLite finds damaged; [] when all is well. PostgreSQL checks its own pages."""
    if not reads_pages(tx):
        return []
    try:
        return _damage(tx)
    except DatabaseError:
        return ["the file is no database any more, or parts of it cannot be read"]


def _damage(tx: Tx) -> list[str]:
    pages = [str(row[0]) for row in tx.exec_driver_sql(f"PRAGMA integrity_check({MOST})")]
    lost = [f"{row[0]}: a line refers to nothing" for row in tx.exec_driver_sql("PRAGMA foreign_key_check")]
    return [place for place in pages if place != "ok"] + lost[:MOST]


def newest(tx: Tx) -> datetime | None:
    """Return the latest time in the audit, None when it is empty: every write, sign-in and look has a line there."""
    latest = tx.execute(select(func.max(audit.c.at))).scalar()
    return datetime.fromisoformat(latest) if latest else None


def has_imports(tx: Tx) -> bool:
    """Return whether anything came in from agencies' own files or telephones: it is known again by keyed hashes only."""
    known = (imports.c.ref_hash, brought_entries.c.instance_hash)
    return any(tx.execute(select(column).limit(1)).first() is not None for column in known)
