"""What agencies with a server of their own have sent, sealed, and the keys that they sign with."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables_releases import contributions as sent
from dashboard.records.tables_releases import contributor_keys as keys


@dataclass(frozen=True, kw_only=True)
class ContributorKey:
    """The public key with which an agency signs from `at` on; "" where it sends no contributions any more."""

    agency: str
    public: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A sealed file of an agency about some quarters, made there at `made_at` and taken in here at `at`."""

    agency: str
    quarters: tuple[str, ...]
    made_at: datetime
    backlog: bool
    file: bytes
    at: datetime
    by: str


def trust(tx: Tx, new: ContributorKey) -> None:
    """Append the key with which an agency signs from now on."""
    tx.execute(insert(keys).values(**asdict(new)))


def trusted(tx: Tx) -> dict[str, ContributorKey]:
    """Return the key of each agency that sends contributions."""
    rows = tx.execute(select(keys).order_by(keys.c.seq))
    newest = {row.agency: ContributorKey(agency=row.agency, public=row.public, at=row.at, by=row.by) for row in rows}
    return {agency: key for agency, key in newest.items() if key.public}


def add(tx: Tx, new: Contribution) -> None:
    """Append a contribution."""
    tx.execute(insert(sent).values(**asdict(new) | {"quarters": list(new.quarters)}))


def every(tx: Tx) -> list[Contribution]:
    """Return every contribution, the oldest first."""
    return [
        Contribution(
            agency=row.agency,
            quarters=tuple(row.quarters),
            made_at=row.made_at,
            backlog=row.backlog,
            file=row.file,
            at=row.at,
            by=row.by,
        )
        for row in tx.execute(select(sent).order_by(sent.c.seq))
    ]


def newest(tx: Tx, quarters: tuple[str, ...]) -> dict[str, Contribution]:
    """Return the newest contribution about just these quarters of each agency, taken in since its key of now is known."""
    known = trusted(tx)
    return {
        each.agency: each
        for each in every(tx)
        if each.quarters == quarters and each.agency in known and each.at >= known[each.agency].at
    }
