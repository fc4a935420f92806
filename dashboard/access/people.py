"""People: add and change them."""

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

from dashboard.access.passwords import hash_password, new_password
from dashboard.access.principal import AGENCY_ROLES, ROLES
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.languages import LANGUAGES
from dashboard.records import Tx, agencies, people, sessions
from dashboard.records.people import Person

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")


def add_person(
    tx: Tx,
    *,
    username: str,
    name: str,
    role: str,
    agency: str | None,
    language: str,
    at: datetime,
    password_hash: str | None = None,
) -> tuple[Person, str]:
    """Write a new person and return them with a password for the first sign-in ("" when a hash was given)."""
    username = username.strip().lower()
    _check(tx, username, role, agency, language)
    if people.by_username(tx, username) is not None:
        raise RecordError(_("There is already a person with this user name. Choose another."))
    password = "" if password_hash else new_password()
    person = Person(
        id=str(uuid4()),
        username=username,
        name=name.strip() or username,
        role=role,
        agency=agency,
        language=language,
        password_hash=password_hash or hash_password(password),
        created_at=at,
    )
    people.add(tx, person)
    return person, password


def _check(tx: Tx, username: str, role: str, agency: str | None, language: str) -> None:
    """Raise RecordError for a wrong user name, language or role, or for an agency that is not a member any more."""
    if not _USERNAME.fullmatch(username):
        raise RecordError(
            _("A user name has 2 to 40 small Latin letters, digits, dots or dashes, and starts with a letter.")
        )
    if language not in LANGUAGES:
        raise RecordError(_("This language is not offered. Use one of: {codes}.").format(codes=", ".join(LANGUAGES)))
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
