"""People: add and change them, and count wrong passwords so that guessing takes ever longer."""

import re
from datetime import datetime, timedelta
from typing import Any

from dashboard.access.principal import AGENCY_ROLES, OPERATOR, ROLES
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.languages import LANGUAGES
from dashboard.records import Tx, agencies, people, sessions
from dashboard.records.people import Person

FREE_TRIES = 5
"""Wrong passwords before the first wait."""
LONGEST_WAIT = timedelta(minutes=15)
"""A bound, or a stranger could keep somebody out of their account for days by typing wrong passwords."""
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")


RESERVED = frozenset({OPERATOR, "unknown"})
"""Names with which the audit speaks of nobody's account: whoever had one could act under the server's name."""


def check_new(tx: Tx, username: str, role: str, agency: str | None, language: str) -> None:
    """Raise RecordError for a wrong or taken user name, a wrong language or role, or an agency that is no member any
    more.
    """
    if not _USERNAME.fullmatch(username):
        raise RecordError(
            _("A user name has 2 to 40 small Latin letters, digits, dots or dashes, and starts with a letter.")
        )
    if language not in LANGUAGES:
        raise RecordError(_("This language is not offered. Use one of: {codes}.").format(codes=", ".join(LANGUAGES)))
    if username in RESERVED or people.by_username(tx, username) is not None:
        raise RecordError(_("There is already a person with this user name. Choose another."))
    check_role(tx, role, agency)
    if agency and (member := agencies.get(tx, agency)) and member.ended_at is not None:
        raise RecordError(_("This agency is not a member any more, so nobody new works for it."))


def check_role(tx: Tx, role: str, agency: str | None) -> None:
    """Raise RecordError unless role and agency go together."""
    if role not in ROLES:
        raise RecordError(_("This is not a role."))
    if role in AGENCY_ROLES and (not agency or agencies.get(tx, agency) is None):
        raise RecordError(_("A case manager or supervisor belongs to an agency. Choose one that is in the list."))
    if role not in AGENCY_ROLES and agency:
        raise RecordError(_("Coordinators and administrators belong to no agency. Leave the agency empty."))


def change_person(tx: Tx, person: Person, at: datetime, **changes: Any) -> None:
    """Change a person; a new role, agency, password or state ends every session at once."""
    check_role(tx, changes.get("role", person.role), changes.get("agency", person.agency))
    people.change(tx, person.id, **changes)
    if changes.keys() & {"role", "agency", "active", "password_hash"}:
        sessions.revoke_person(tx, person.id, at)


def failed(tx: Tx, person: Person, at: datetime) -> None:
    """Count a wrong password of a person; from the fifth on each doubles their wait, from 15 seconds to 15 minutes."""
    attempts = person.failed_attempts + 1
    over = attempts - FREE_TRIES
    wait = min(timedelta(seconds=15 * 2 ** min(over, 10)), LONGEST_WAIT) if over >= 0 else timedelta(0)
    people.change(tx, person.id, failed_attempts=attempts, locked_until=at + wait if wait else None)


def succeeded(tx: Tx, person: Person) -> None:
    """Set the count of wrong passwords back after a right one."""
    if person.failed_attempts or person.locked_until:
        people.change(tx, person.id, failed_attempts=0, locked_until=None)


def is_waiting(person: Person, at: datetime) -> bool:
    """Whether a person has to wait before the next try."""
    return person.locked_until is not None and at < person.locked_until
