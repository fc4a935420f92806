"""The audit: who read, wrote and exported what.

Every line carries the hash of the line before it, so a line that somebody with access to the database file changed, removed
or put in between no longer fits its neighbours.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select

from dashboard.records.engine import Tx
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


@dataclass(frozen=True, kw_only=True)
class AuditCheck:
    """Result of checking the chain of hashes: whether it is complete (`ok`) and how many lines the audit has (`rows`).

    `broken_at` is the number of the first line that does not fit, `head` the hash of the last line that does.
    """

    ok: bool
    rows: int
    broken_at: int | None
    head: str


def append(
    tx: Tx,
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
    tx.execute(insert(audit).values(**line, hash=_digest(line)))


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


def size(tx: Tx) -> int:
    """Return the number of lines in the audit."""
    return int(tx.execute(select(func.count()).select_from(audit)).scalar_one())


def verify(tx: Tx, noted_head: str = START) -> AuditCheck:
    """Recompute the hash of every line and return whether the chain is complete.

    Lines that were cut off at the end leave a chain that still fits. Their loss shows only when `noted_head`, the hash
    of a line that was written down outside the database, does not occur any more.
    """
    previous_hash, checked, head_found = START, 0, noted_head == START
    for row in tx.execute(select(audit).order_by(audit.c.n)):
        entry = asdict(AuditEntry(**row._mapping))
        stored_hash = entry.pop("hash")
        if entry["prev"] != previous_hash or entry["n"] != checked + 1 or _digest(entry) != stored_hash:
            return AuditCheck(ok=False, rows=size(tx), broken_at=checked + 1, head=previous_hash)
        checked += 1
        previous_hash = stored_hash
        head_found = head_found or stored_hash == noted_head
    broken_at = None if head_found else checked + 1
    return AuditCheck(ok=head_found, rows=checked, broken_at=broken_at, head=previous_hash)


def _digest(line: Mapping[str, Any]) -> str:
    # Somebody may have put bytes or broken Unicode into the file. `default=repr` and plain ASCII give those a hash as well:
    # it does not match, and the line is reported, where an error here would hide it.
    return hashlib.sha256(json.dumps(dict(line), sort_keys=True, default=repr).encode()).hexdigest()
