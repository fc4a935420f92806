"""Which rows of agencies' own files were imported.

A row is remembered by a keyed hash of the agency's reference and a digest of the row: the reference itself may name a person.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import imports


def known(tx: Tx, agency: str, ref_hashes: Iterable[str]) -> dict[str, str]:
    """Return the digests of the rows that were imported before, by the hash of the agency's reference."""
    hashes = set(ref_hashes)
    # Hashes are compared here and not in the query: a file may have more rows than a statement may have parameters.
    rows = tx.execute(select(imports.c.ref_hash, imports.c.row_digest).where(imports.c.agency == agency))
    return {row.ref_hash: row.row_digest for row in rows if row.ref_hash in hashes}


def add(tx: Tx, agency: str, ref_hash: str, row_digest: str, case_key: str, at: datetime) -> None:
    """Write that a row was imported as a case."""
    tx.execute(
        insert(imports).values(agency=agency, ref_hash=ref_hash, row_digest=row_digest, case_key=case_key, at=at)
    )
