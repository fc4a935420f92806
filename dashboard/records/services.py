"""Corrections and additions to the service directory; of a service's versions the newest counts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import service_versions as versions


@dataclass(frozen=True, kw_only=True)
class ServiceVersion:
    """A service as it is listed from `at` on: `key` is "area.name" or "ovtf.name", `values` are the fields of a Service."""

    key: str
    values: Mapping[str, Any] = field(hash=False)
    at: datetime
    by: str
    retired: bool = False


def add(tx: Tx, new: ServiceVersion) -> None:
    """Append a version of a service."""
    tx.execute(insert(versions).values(**asdict(new) | {"values": dict(new.values)}))


def newest(tx: Tx) -> dict[str, ServiceVersion]:
    """Return the newest version of every service, by key."""
    last = select(func.max(versions.c.seq)).group_by(versions.c.key)
    rows = tx.execute(select(versions).where(versions.c.seq.in_(last)).order_by(versions.c.key))
    return {row.key: _version(row) for row in rows}


def history(tx: Tx, key: str) -> list[ServiceVersion]:
    """Return every version of the service with this key, newest first."""
    rows = tx.execute(select(versions).where(versions.c.key == key).order_by(versions.c.seq.desc()))
    return [_version(row) for row in rows]


def mark(tx: Tx) -> int:
    """Return a number that grows with every added version, which tells a cached directory when it is out of date."""
    return int(tx.execute(select(func.coalesce(func.max(versions.c.seq), 0))).scalar_one())


def _version(row: Row[Any]) -> ServiceVersion:
    return ServiceVersion(**{name: value for name, value in row._mapping.items() if name != "seq"})
