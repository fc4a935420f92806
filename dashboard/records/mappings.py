"""Mappings that agencies keep: what the columns and values of their files mean; each change is a new version."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables_mappings import import_mappings as mappings


@dataclass(frozen=True, kw_only=True)
class KeptMapping:
    """A version of a mapping: its TOML (`source`), the digest of that, and who (`by`) kept it when."""

    agency: str
    name: str
    version: int
    source: str
    digest: str
    at: datetime
    by: str


def add(tx: Tx, new: KeptMapping) -> None:
    """Append a version of a mapping."""
    tx.execute(insert(mappings).values(**asdict(new)))


def newest(tx: Tx, agency: str) -> list[KeptMapping]:
    """Return the last version of each mapping of an agency, by name."""
    last = select(func.max(mappings.c.seq)).where(mappings.c.agency == agency).group_by(mappings.c.name)
    rows = tx.execute(select(mappings).where(mappings.c.seq.in_(last)).order_by(mappings.c.name))
    return [KeptMapping(**{name: row[name] for name in KeptMapping.__annotations__}) for row in rows.mappings()]
