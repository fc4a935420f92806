"""Checks the audit: whether its chain fits, and whether it still holds the lines that were noted outside of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from sqlalchemy import select

from dashboard.records.audit import START, AuditEntry, newest, size
from dashboard.records.engine import Tx
from dashboard.records.heads import Head
from dashboard.records.sealing import Key, unkeyed
from dashboard.records.tables import audit

Fault = Literal["", "changed", "missing", "cut", "rewritten", "unkeyed"]
ORIGIN = AuditEntry(
    n=0, at="", actor="", role="", agency="", action="", object="", detail="", prev="", hash=START
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AuditCheck:
    """What was found: how many lines the audit has, the newest line that fits (`head`), and the first fault.

    `broken_at` is the number of the line that is not as it was: "changed", "missing", "cut" (the end is gone),
    "rewritten" (another line is in the place of one that was noted) or "unkeyed" (no line has the workspace's seal).
    What the log says after the time `since` is in doubt, "" for all of it, and until `until` where that is known.
    """

    rows: int
    head: Head
    fault: Fault = ""
    broken_at: int | None = None
    since: str = ""
    until: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is missing or changed."""
        return not self.fault


def is_sealed(tx: Tx) -> bool:
    """Whether the newest line has a seal, which only this workspace's key can check; no key is asked for here."""
    last = newest(tx)
    return last is not None and _seal(last, None) != last.hash


def verify(tx: Tx, key: Key, heads: Sequence[Head] = ()) -> AuditCheck:
    """Seal every line again, and compare it with what is written and with the heads that were noted.

    A chain that lost its end, or that somebody who has the key wrote anew, fits in itself: only a head shows it.
    """
    noted: defaultdict[int, list[Head]] = defaultdict(list)
    for head in heads:
        noted[head.n].append(head)
    last = sure = ORIGIN
    keyed = False
    for row in tx.execute(select(audit).order_by(audit.c.n)):
        entry = AuditEntry(**row._mapping)
        keyed = keyed or _seal(entry, key) == entry.hash
        if fault := _fault(entry, last, key if keyed else None):
            return AuditCheck(rows=size(tx), head=head_of(last), fault=fault, broken_at=last.n + 1, since=last.at)
        last = entry
        for head in noted.pop(entry.n, ()):
            if not entry.hash.startswith(head.hash):
                return _against(size(tx), last, "rewritten", sure, head)
            sure = entry
    return _end(last, sure, noted, is_keyed=keyed or last is ORIGIN)


def _end(last: AuditEntry, sure: AuditEntry, noted: dict[int, list[Head]], *, is_keyed: bool) -> AuditCheck:
    """Return the result of a chain that fits in itself: what it lacks is at its end, or is everything."""
    if missing := [head for heads in noted.values() for head in heads]:
        return _against(last.n, last, "cut", last, max(missing, key=lambda head: head.n))
    if not is_keyed:
        return AuditCheck(rows=last.n, head=head_of(last), fault="unkeyed", broken_at=1, since=sure.at)
    return AuditCheck(rows=last.n, head=head_of(last))


def _against(rows: int, last: AuditEntry, fault: Fault, sure: AuditEntry, head: Head) -> AuditCheck:
    """Return what is wrong beside a head: after the line `sure`, and until the head was noted."""
    return AuditCheck(rows=rows, head=head_of(last), fault=fault, broken_at=sure.n + 1, since=sure.at, until=head.at)


def _fault(entry: AuditEntry, last: AuditEntry, key: Key | None) -> Fault:
    """Return what is wrong with a line after `last`; without a key it is one of version 0.1, before the chain was keyed."""
    if isinstance(entry.n, int) and entry.n > last.n + 1:
        return "missing"
    if entry.n != last.n + 1 or entry.prev != last.hash or _seal(entry, key) != entry.hash:
        return "changed"
    return ""


def _seal(entry: AuditEntry, key: Key | None) -> str:
    line = asdict(entry)
    del line["hash"]
    return key.seal(line) if key else unkeyed(line)


def head_of(entry: AuditEntry) -> Head:
    """Return a line of the audit as it is noted outside the record."""
    return Head(n=entry.n, at=entry.at, hash=entry.hash)
