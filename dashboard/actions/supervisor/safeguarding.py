"""What staff told of content that has reached them: the supervisor talks with them and follows child protection."""

from dataclasses import dataclass

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor.reviews import others
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import people, safeguarding
from dashboard.records.safeguarding import Incident


@dataclass(frozen=True)
class Told:
    """An incident that waits, and the name of whoever told of it."""

    incident: Incident
    name: str


def waiting(context: Context, who: Principal) -> list[Told]:
    """Return what waits in the supervisor's own agency, the oldest first."""
    with context.read(who, Permission.review) as tx:
        incidents = safeguarding.waiting(tx, who.agency)
        names = {person.id: person.name for person in people.every(tx)}
    return [Told(incident, names.get(incident.by, "")) for incident in incidents]


def handled(context: Context, who: Principal, incident_id: str) -> None:
    """Record that the procedure has taken over; raise RecordError when it has already, or for what she told herself.

    A supervisor alone in her agency may: there is nobody else, and her organisation's procedure says whom she tells.
    """
    with context.act(who, Permission.review, audit="safeguarding.handled") as act:
        told = next((told for told in safeguarding.waiting(act.tx, who.agency) if told.id == incident_id), None)
        if told is None:
            raise RecordError(_("Somebody has already taken care of this. Open the page again."))
        if told.by == who.person_id and others(act.tx, who):
            raise RecordError(_("You told this yourself. Another supervisor of your agency takes care of it."))
        safeguarding.add(act.tx, Incident(id=told.id, agency=told.agency, state="handled", at=act.at, by=who.person_id))
