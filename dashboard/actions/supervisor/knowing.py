"""Who reads an agency's cases: each case manager hers, or the whole team all of them. Its supervisor chooses."""

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import agencies

ACCESS = ("own", "team")
ACCESS_REASONS = ("need_to_know", "small_team", "cover")


def access(context: Context, who: Principal) -> str | None:
    """Return one of ACCESS, or None for an agency of before that has not chosen yet and works as a team."""
    with context.read(who, Permission.review) as tx:
        agency = agencies.get(tx, who.agency or "")
        return agency.access if agency else "own"


def choose_access(context: Context, who: Principal, access: str, reason: str) -> None:
    """Choose who reads the agency's cases from now on; raise RecordError without a reason of ACCESS_REASONS."""
    if access not in ACCESS or reason not in ACCESS_REASONS:
        raise RecordError(_("Choose a reason: it stands in the record beside the change."))
    detail = {"access": access, "reason": reason}
    with context.act(who, Permission.review, audit="agency.access", about=who.agency or "", **detail) as act:
        before = agencies.get(act.tx, who.agency or "")
        if before is None or before.access == access:
            act.nothing_changed()
        else:
            act.detail["before"] = before.access
            agencies.choose_access(act.tx, before.code, access)
