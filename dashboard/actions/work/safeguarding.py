"""Tell the supervisor that content has reached oneself: without a case, without a word about what it was."""

from datetime import datetime
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.records import safeguarding
from dashboard.records.safeguarding import Incident


def told_at(context: Context, who: Principal) -> datetime | None:
    """Return since when the supervisors see what this person told them (aware UTC), None when nothing waits."""
    with context.read(who, Permission.work_cases) as tx:
        mine = [incident for incident in safeguarding.waiting(tx, who.agency) if incident.by == who.person_id]
    return mine[0].at if mine else None


def tell(context: Context, who: Principal) -> None:
    """Tell the supervisors of the agency that something reached this person; telling twice tells once."""
    with context.act(who, Permission.work_cases, audit="safeguarding.tell") as act:
        if any(incident.by == who.person_id for incident in safeguarding.waiting(act.tx, who.agency)):
            act.nothing_changed()
            return
        told = Incident(id=str(uuid4()), agency=str(who.agency), state="told", at=act.at, by=who.person_id)
        safeguarding.add(act.tx, told)
