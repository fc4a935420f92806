"""The audit log, for administrators."""

from collections.abc import Sequence
from datetime import datetime

from dashboard.access import Permission, Principal
from dashboard.actions import heads
from dashboard.actions.context import Context
from dashboard.i18n import gettext as _
from dashboard.i18n import local
from dashboard.records import audit, audit_check
from dashboard.records import heads as noted_heads
from dashboard.records.audit import AuditEntry
from dashboard.records.audit_check import AuditCheck
from dashboard.records.heads import Head


def entries(
    context: Context, who: Principal, *, limit: int = 100, offset: int = 0, action: str | None = None
) -> list[AuditEntry]:
    """Return lines of the audit, newest first; `action` picks those of one action."""
    with context.read(who, Permission.see_audit) as tx:
        return audit.entries(tx, limit=limit, offset=offset, action=action)


def verify(context: Context, who: Principal, kept: Sequence[Head] = ()) -> AuditCheck:
    """Check the audit from the first line to the last, against the heads of this workspace and those kept elsewhere."""
    noted = noted_heads.read(heads.path(context))
    with context.read(who, Permission.see_audit) as tx:
        return audit_check.verify(tx, context.key, [*noted, *kept])


def note_head(context: Context, who: Principal) -> Head | None:
    """Note the newest line of the audit in the workspace, and return it to be kept on paper or on another machine."""
    context.require(who, Permission.see_audit)
    return heads.note(context, "request")


def in_words(check: AuditCheck) -> str:
    """Return what a check found as sentences for people: whether the log is whole, or since which day it is in doubt."""
    if check.ok:
        return _("The log is whole: {n} lines. Its head begins with {head}.").format(
            n=check.rows, head=check.head.hash[:16]
        )
    return f"{_fault(check)} {_in_doubt(check)} " + _(
        "Keep a copy of the workspace, change nothing, and compare it with a backup from before."
    )


def _fault(check: AuditCheck) -> str:
    words = {
        "changed": _("Line {n} of the log is not as it was written."),
        "missing": _("Line {n} of the log is missing."),
        "cut": _("The end of the log is missing: it goes to line {rows} now, and a later line was noted."),
        "rewritten": _("The log was written anew: a line that was noted is another one now."),
        "unkeyed": _("The log was written anew: no line of it has the seal of this workspace."),
    }
    return words[check.fault].format(n=check.broken_at, rows=check.rows)


def _in_doubt(check: AuditCheck) -> str:
    since, until = _day(check.since), _day(check.until)
    if since and until:
        return _("What it says from {since} to {until} is in doubt.").format(since=since, until=until)
    if until:
        return _("What it says until {until} is in doubt.").format(until=until)
    if since:
        return _("What it says from {since} on is in doubt.").format(since=since)
    return _("All that it says is in doubt.")


def _day(moment: str) -> str:
    """Return the day of a time; "" for none, and for what is no time: lines without a seal may be forged."""
    try:
        return f"{local(datetime.fromisoformat(moment)):%Y-%m-%d}"
    except ValueError:
        return ""
