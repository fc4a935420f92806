"""People and agencies, for administrators."""

import re
from collections.abc import Iterable
from typing import Any

from dashboard import codes
from dashboard.access import Permission, Principal, require
from dashboard.access import people as access_people
from dashboard.access.passwords import hash_password, new_password
from dashboard.actions.administration.membership import known
from dashboard.actions.context import Context
from dashboard.errors import RecordError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.records import Tx, agencies, people, reporting
from dashboard.records.agencies import Agency
from dashboard.records.people import Person
from dashboard.records.reporting import Places

_CODE = re.compile(r"[A-Z][A-Z0-9_-]{1,19}")


def list_people(context: Context, who: Principal) -> list[Person]:
    """Return everyone who may sign in."""
    require(who, Permission.manage_people)
    with context.records.read() as tx:
        return people.every(tx)


def add_person(
    context: Context,
    who: Principal,
    *,
    username: str,
    name: str,
    role: str,
    agency: str | None = None,
    language: str = "en",
) -> tuple[Person, str]:
    """Add a person and return them with a password for the first sign-in, shown once and kept nowhere."""
    require(who, Permission.manage_people)
    with context.records.write() as tx:
        person, password = access_people.add_person(
            tx, username=username, name=name, role=role, agency=agency, language=language, at=context.now()
        )
        context.note(tx, who, "person.add", person.username, role=role, agency=agency)
    return person, password


def change_person(context: Context, who: Principal, person_id: str, **changes: Any) -> None:
    """Change name, role, agency or active of a person; a new role, agency or state signs them out."""
    require(who, Permission.manage_people)
    with context.records.write() as tx:
        person = _person(tx, person_id)
        access_people.change_person(tx, person, context.now(), **changes)
        context.note(tx, who, "person.change", person.username, fields=sorted(changes))


def reset_password(context: Context, who: Principal, person_id: str) -> str:
    """Give a person a new password, return it once, and sign them out everywhere."""
    require(who, Permission.manage_people)
    password = new_password()
    hashed = hash_password(password)
    with context.records.write() as tx:
        person = _person(tx, person_id)
        access_people.change_person(
            tx, person, context.now(), password_hash=hashed, failed_attempts=0, locked_until=None
        )
        context.note(tx, who, "person.password", person.username)
    return password


def set_language(context: Context, who: Principal, language: str) -> None:
    """Remember the language that a person chose for themselves."""
    with context.records.write() as tx:
        people.change(tx, who.person_id, language=language)


def list_agencies(context: Context, who: Principal) -> list[Agency]:
    """Return the member agencies."""
    require(who, Permission.manage_agencies)
    with context.records.read() as tx:
        return agencies.every(tx)


def add_agency(context: Context, who: Principal, *, code: str, name: str) -> Agency:
    """Add a member agency; raise RecordError for a code that is taken or not a code."""
    require(who, Permission.manage_agencies)
    new = Agency(code=code.strip().upper(), name=name.strip(), created_at=context.now())
    if not _CODE.fullmatch(new.code) or not new.name:
        raise RecordError(_("An agency needs a name and a code of 2 to 20 capital letters and digits, such as A01."))
    with context.records.write() as tx:
        if agencies.get(tx, new.code) is not None:
            raise RecordError(_("There is already an agency with this code. Choose another."))
        agencies.add(tx, new)
        context.note(tx, who, "agency.add", new.code)
    return new


def places(context: Context, who: Principal) -> dict[str, tuple[str, ...]]:
    """Return where each agency declares to work: codes of governorates; an agency that declared nothing is not in it."""
    require(who, Permission.manage_agencies)
    with context.records.read() as tx:
        return {code: each.governorates for code, each in reporting.newest(tx).items()}


def declare_places(context: Context, who: Principal, code: str, governorates: Iterable[str]) -> tuple[str, ...]:
    """Record where an agency works from now on (codes or names of governorates); return the codes in their order.

    It is declared, never read from cases. Raises RecordError for an unknown agency or governorate.
    """
    require(who, Permission.manage_agencies)
    chosen = {_governorate(each) for each in governorates}
    ordered = tuple(each for each in codes.names("governorate") if each in chosen)
    with context.records.write() as tx:
        code = known(tx, code).code
        before = reporting.newest(tx).get(code)
        if before is None or before.governorates != ordered:
            reporting.declare(tx, Places(agency=code, governorates=ordered, at=context.now(), by=who.person_id))
            context.note(tx, who, "agency.places", code, governorates=ordered)
    return ordered


def _governorate(text: str) -> str:
    found = codes.match("governorate", text)
    if found is None:
        words = [each for code in codes.codes("governorate") for each in (code.code, code.labels["en"])]
        raise RecordError(
            _("{name} is not a governorate.{hint} Write a code such as IQ-AR.").format(
                name=repr(text[:40]), hint=did_you_mean(text, words)
            )
        )
    return found


def _person(tx: Tx, person_id: str) -> Person:
    person = people.get(tx, person_id)
    if person is None:
        raise RecordError(_("This person is not in the list any more. Open the page again."))
    return person
