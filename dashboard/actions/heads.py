"""Heads of the audit, noted outside the record: the chain gets its key once, and a head is noted at the days it matters."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.access import operator
from dashboard.errors import RecordError
from dashboard.records import audit, heads
from dashboard.records.heads import Head

if TYPE_CHECKING:
    from dashboard.actions.context import Context


def path(context: "Context") -> Path:
    """Return the file of the workspace in which heads are noted, one a line."""
    return context.workspace.path / "heads.jsonl"


def begin(context: "Context") -> None:
    """Seal the audit of an older version with the first keyed line; asked whenever a workspace is opened.

    Where the file of heads is gone this writes a line, too: the audit shows that it was.
    """
    if path(context).exists():
        return
    with context.act(operator(), None, unaudited="an audit without a line has nothing to seal") as act:
        if audit.newest(act.tx) is not None:
            act.audit("audit.keyed")
        head = _newest(audit.newest(act.tx))
    heads.note(path(context), head, "keyed")


def note(context: "Context", why: str) -> Head | None:
    """Note the newest line of the audit outside the record and return it; None while the audit is empty.

    A disk that is full is no reason to undo what the head is noted for.
    """
    with context.read(operator()) as tx:  # the machine notes it, whoever is at work
        head = _newest(audit.newest(tx))
    if head is not None:
        with suppress(OSError):
            heads.note(path(context), head, why)
    return head


def note_daily(context: "Context") -> None:
    """Note a head once a day; asked at each sign-in."""
    with suppress(RecordError):  # a damaged file of heads keeps nobody from working; the check of the audit says it
        noted = heads.read(path(context))
        if not noted or noted[-1].at[:10] != context.now().isoformat()[:10]:
            note(context, "daily")


def _newest(entry: audit.AuditEntry | None) -> Head | None:
    return Head(n=entry.n, at=entry.at, hash=entry.hash) if entry else None
