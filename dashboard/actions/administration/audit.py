"""The audit log, for administrators."""

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.records import audit
from dashboard.records.audit import AuditCheck, AuditEntry


def entries(
    context: Context, who: Principal, *, limit: int = 100, offset: int = 0, action: str | None = None
) -> list[AuditEntry]:
    """Return lines of the audit, newest first; `action` picks those of one action."""
    with context.read(who, Permission.see_audit) as tx:
        return audit.entries(tx, limit=limit, offset=offset, action=action)


def verify(context: Context, who: Principal) -> AuditCheck:
    """Check the chain of hashes from the first line to the last: each line holds the hash of the one before it."""
    with context.read(who, Permission.see_audit) as tx:
        return audit.verify(tx)
