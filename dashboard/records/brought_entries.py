"""Which entries came in that were filled in on telephones: by a keyed hash of what the telephone calls them.

The file may come twice, or again with more entries in it. An entry that came in is known by its hash; `digest` is a keyed
hash of its answers, by which one that was changed there since is told apart.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables_casework import brought_entries


@dataclass(frozen=True, kw_only=True)
class BroughtEntry:
    """An entry that came in, as the submission `submission_id`."""

    agency: str
    instance_hash: str
    digest: str
    submission_id: str
    at: datetime
    by: str


def add(tx: Tx, new: BroughtEntry) -> None:
    """Write that an entry came in."""
    tx.execute(insert(brought_entries).values(**asdict(new)))


def digests(tx: Tx, agency: str) -> dict[str, str]:
    """Return the digests of all entries of an agency that came in, by the hash of what the telephone calls them."""
    columns = (brought_entries.c.instance_hash, brought_entries.c.digest)
    return {
        row.instance_hash: row.digest for row in tx.execute(select(*columns).where(brought_entries.c.agency == agency))
    }
