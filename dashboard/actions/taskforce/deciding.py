"""What two coordinators decide one after the other: each as herself, and who they were, in words."""

from dashboard.access import Principal
from dashboard.errors import NotAllowed
from dashboard.i18n import gettext as _
from dashboard.records import Tx, people


def check_herself(who: Principal) -> None:
    """Raise NotAllowed for a command on the server, which has no session: it decides nothing in somebody's name."""
    if not who.session:
        raise NotAllowed(_("A coordinator decides about this on her own page, signed in as herself."))


def check_other(who: Principal, asked_by: str) -> None:
    """Raise NotAllowed where whoever asked would decide about it herself."""
    if asked_by == who.person_id:
        raise NotAllowed(_("You asked for this yourself. Another coordinator decides about it."))


def name(tx: Tx, person_id: str) -> str:
    """Return the name of who asked or decided; a command on the server has none."""
    person = people.get(tx, person_id)
    return person.name if person else _("made on the server")
