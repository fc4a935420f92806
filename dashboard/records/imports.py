"""What was imported: a keyed hash of each agency's own row reference, and of the row."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import imports


def known(tx: Tx, agency: str, ref_hashes: Iterable[str]) -> dict[str, str]:
    """Return the row digest of every reference that came in before, by the hash of the reference."""
    asked_for = set(ref_hashes)
    rows = tx.execute(select(imports.c.ref_hash, imports.c.row_digest).where(imports.c.agency == agency))
    return {row.ref_hash: row.row_digest for row in rows if row.ref_hash in asked_for}


def add(tx: Tx, agency: str, ref_hash: str, row_digest: str, case_key: str, at: datetime) -> None:
    """Keep that a row came in as a case."""
    tx.execute(
        insert(imports).values(agency=agency, ref_hash=ref_hash, row_digest=row_digest, case_key=case_key, at=at)
    )
