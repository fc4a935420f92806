"""The audit: who read, wrote and exported what.

Every line carries the hash of the line before it, made with a key that is not in the record: somebody with access to the
database alone can change, remove or put in no line that fits its neighbours. `audit_check` finds what does not fit.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select

from dashboard.records.engine import Tx
from dashboard.records.sealing import Key
from dashboard.records.tables import audit

START = "0" * 64


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """Who did what to which object; `detail` is JSON with counts and codes, never answers."""

    n: int
    at: str
    actor: str
    role: str
    agency: str
    action: str
    object: str
    detail: str
    prev: str
    hash: str


def append(
    tx: Tx,
    key: Key,
    *,
    at: datetime,
    actor: str,
    role: str,
    agency: str,
    action: str,
    object: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write one line; needs a writing transaction, so that two lines never share a predecessor."""
    last = tx.execute(select(audit.c.n, audit.c.hash).order_by(audit.c.n.desc()).limit(1)).first()
    line = {
        "n": last.n + 1 if last else 1,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "role": role,
        "agency": agency,
        "action": action,
        "object": object,
        "detail": json.dumps(dict(detail or {}), sort_keys=True, ensure_ascii=False),
        "prev": last.hash if last else START,
    }
    tx.execute(insert(audit).values(**line, hash=key.seal(line)))


def entries(
    tx: Tx, *, limit: int, offset: int = 0, action: str | None = None, actor: str | None = None
) -> list[AuditEntry]:
    """Return lines of the audit, newest first; only those of one action, or of one person (`actor`), where given."""
    query = select(audit).order_by(audit.c.n.desc()).limit(limit).offset(offset)
    if action:
        query = query.where(audit.c.action == action)
    if actor:
        query = query.where(audit.c.actor == actor)
    return [AuditEntry(**row._mapping) for row in tx.execute(query)]


def newest(tx: Tx) -> AuditEntry | None:
    """Return the newest line, None for an empty audit."""
    return next(iter(entries(tx, limit=1)), None)


def size(tx: Tx) -> int:
    """Return the number of lines in the audit."""
    return int(tx.execute(select(func.count()).select_from(audit)).scalar_one())
