"""People: add and change them."""

import re
from datetime import datetime
from typing import Any

from dashboard.access.principal import AGENCY_ROLES, OPERATOR, ROLES
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.languages import LANGUAGES
from dashboard.records import Tx, agencies, people, sessions
from dashboard.records.people import Person

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")


RESERVED = frozenset({OPERATOR, "unknown"})
"""Names with which the audit speaks of nobody's account: whoever had one could act under the server's name."""


def check_new(tx: Tx, username: str, language: str) -> None:
    """Raise RecordError for a wrong or taken user name, or a wrong language."""
    if not _USERNAME.fullmatch(username):
        raise RecordError(
            _("A user name has 2 to 40 small Latin letters, digits, dots or dashes, and starts with a letter.")
        )
    if language not in LANGUAGES:
        raise RecordError(_("This language is not offered. Use one of: {codes}.").format(codes=", ".join(LANGUAGES)))
    if username in RESERVED or people.by_username(tx, username) is not None:
        raise RecordError(_("There is already a person with this user name. Choose another."))


def check_member(tx: Tx, agency: str | None) -> None:
    """Raise RecordError for an agency that is no member any more: its people finish their cases, nobody else comes."""
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
