"""Restricted cases that nobody holds any more: which they are, and a supervisor named for one. On the server only."""

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.errors import NotAllowed, RecordError
from dashboard.i18n import gettext as _
from dashboard.records import need_to_know, people
from dashboard.records.need_to_know import Restriction
from dashboard.records.people import Person


def unheld(context: Context, who: Principal) -> list[tuple[str, str, str]]:
    """Return (agency, key, status) of the restricted cases whose case manager and supervisor do not work there any more."""
    _check_server(who)
    with context.read(who, Permission.manage_people) as tx:
        waiting = need_to_know.waiting(tx)
    context.audit_look(who, "case.unheld", "", cases=len(waiting))
    return waiting


def name_supervisor(context: Context, who: Principal, key: str, username: str) -> None:
    """Name who supervises a restricted case that nobody holds: from then on she reads it and gives it to somebody.

    Raises RecordError for a case that somebody holds, and for anybody who is no supervisor of its agency. An administrator
    may not do it in her session: she can switch off those who hold a case.
    """
    _check_server(who)
    with context.act(who, Permission.manage_people, audit="case.restrict", about=key) as act:
        closed = need_to_know.restriction(act.tx, key)
        agency = {key: agency for agency, key, _status in need_to_know.waiting(act.tx)}.get(key)
        if closed is None or agency is None:
            raise RecordError(_("No restricted case with this key waits for a supervisor. See: ovtf case waiting"))
        named = _supervisor(act, agency, username)
        act.detail |= {"person": named.username, "reason": closed.reason}
        need_to_know.restrict(
            act.tx,
            Restriction(
                case_key=key,
                state="restricted",
                supervisor=named.id,
                reason=closed.reason,
                at=act.at,
                by=who.person_id,
            ),
        )


def _supervisor(act: Act, agency: str, username: str) -> Person:
    for person in people.staff(act.tx, agency):
        if person.role == "supervisor" and person.username == username.strip().lower():
            return person
    raise RecordError(_("{name} is no active supervisor of {agency}.").format(name=repr(username[:60]), agency=agency))


def _check_server(who: Principal) -> None:
    if not who.on_server:
        raise NotAllowed(_("This is done on the server only."))
