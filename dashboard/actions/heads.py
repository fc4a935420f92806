"""Heads of the audit, noted outside the record: the chain gets its key once, and a head is noted at the days it matters."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.access import operator
from dashboard.errors import RecordError
from dashboard.records import Tx, audit, audit_check, heads
from dashboard.records.heads import Head
from dashboard.workspace import HEADS

if TYPE_CHECKING:
    from dashboard.actions.context import Context


def path(context: "Context") -> Path:
    """Return the file of the workspace in which heads are noted, one a line."""
    return context.workspace.path / "heads.jsonl"


def begin(context: "Context") -> None:
    """Seal the audit of an older version with the first keyed line; asked whenever a workspace is opened.

    Where the file of heads was there and is gone, a line of the audit says so, and a new one is begun: what was noted
    in the old one can be compared no more.
    """
    if not path(context).exists():
        with context.act(operator(), None, unaudited="an audit without a line has nothing to seal") as act:
            if are_missing(context, act.tx):
                act.audit("audit.heads_missing")
            elif audit.newest(act.tx) is not None:
                act.audit("audit.keyed")
            head = _newest(act.tx)
        heads.note(path(context), head, "keyed")
    with suppress(OSError):  # a full disk: a workspace from before this mark gets it at the next opening
        context.workspace.mark_made(HEADS)


def are_missing(context: "Context", tx: Tx) -> bool:
    """Whether the file of heads was there and is not any more; a sealed audit has had one, whatever the marks say."""
    was_there = context.workspace.was_made(HEADS) or audit_check.is_sealed(tx)
    return was_there and not path(context).exists()


def note(context: "Context", why: str) -> Head | None:
    """Note the newest line of the audit outside the record and return it; None while the audit is empty.

    A disk that is full is no reason to undo what the head is noted for.
    """
    with context.read(operator()) as tx:  # the machine notes it, whoever is at work
        head = _newest(tx)
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


def _newest(tx: Tx) -> Head | None:
    last = audit.newest(tx)
    return audit_check.head_of(last) if last else None
