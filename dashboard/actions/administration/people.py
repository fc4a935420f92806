"""People who may sign in, and member agencies with the places where they work."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from dashboard import codes
from dashboard.access import Permission, Principal
from dashboard.actions.accounts import asking
from dashboard.actions.accounts.asking import Put
from dashboard.actions.administration.membership import known
from dashboard.actions.context import Context
from dashboard.errors import RecordError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.records import Tx, agencies, people, reporting
from dashboard.records.accounts import Request, Standing
from dashboard.records.agencies import Agency
from dashboard.records.people import Person
from dashboard.records.reporting import Places

_CODE = re.compile(r"[A-Z][A-Z0-9_-]{1,19}")


def list_people(context: Context, who: Principal) -> list[Person]:
    """Return everyone who may sign in."""
    with context.read(who, Permission.manage_people) as tx:
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
    """Add a person, and return them with a password for the first sign-in: only its hash is kept, so it is shown once.

    The password is "" for somebody who sees cases, or a coordinator: they are added when a second person confirms it.
    """
    username = username.strip().lower()
    person = Person(
        id=str(uuid4()),
        username=username,
        name=name.strip() or username,
        role=role,
        agency=agency,
        language=language,
        password_hash="",
        created_at=context.now(),
    )

    def request(_tx: Tx, at: datetime) -> Request:
        return replace(asking.new("add", person, Standing.of(person), who, at), before=None)

    return person, asking.put(context, who, request).password


def change_person(context: Context, who: Principal, person_id: str, **changes: Any) -> Put:
    """Change name, role, agency or active of a person; a new role, agency or state signs them out.

    What gives access to cases, or makes a coordinator, waits for a second person.
    """
    if unknown := changes.keys() - {"name", "role", "agency", "active"}:
        raise AssertionError(f"not for an administrator: {sorted(unknown)}")

    def request(tx: Tx, at: datetime) -> Request:
        person = _person(tx, person_id)
        return asking.new("change", person, Standing.of(replace(person, **changes)), who, at, changes.get("name", ""))

    return asking.put(context, who, request)


def reset_password(context: Context, who: Principal, person_id: str) -> str:
    """Give a person a new password, return it once, and sign them out everywhere.

    It returns "" for somebody who sees cases, or a coordinator: the password is made when a second person confirms it.
    """

    def request(tx: Tx, at: datetime) -> Request:
        person = _person(tx, person_id)
        return asking.new("password", person, Standing.of(person), who, at)

    return asking.put(context, who, request).password


def set_language(context: Context, who: Principal, language: str) -> None:
    """Remember the language that a person chose for themselves."""
    with context.act(who, None, unaudited="what language somebody reads says nothing of a case or an account") as act:
        people.change(act.tx, who.person_id, language=language)


def list_agencies(context: Context, who: Principal) -> list[Agency]:
    """Return the member agencies."""
    with context.read(who, Permission.manage_agencies) as tx:
        return agencies.every(tx)


def add_agency(context: Context, who: Principal, *, code: str, name: str) -> Agency:
    """Add a member agency; raise RecordError for a code that is taken or not a code."""
    context.require(who, Permission.manage_agencies)
    new = Agency(code=code.strip().upper(), name=name.strip(), created_at=context.now())
    if not _CODE.fullmatch(new.code) or not new.name:
        raise RecordError(_("An agency needs a name and a code of 2 to 20 capital letters and digits, such as A01."))
    with context.act(who, Permission.manage_agencies, audit="agency.add", about=new.code) as act:
        if agencies.get(act.tx, new.code) is not None:
            raise RecordError(_("There is already an agency with this code. Choose another."))
        agencies.add(act.tx, new)
    return new


def places(context: Context, who: Principal) -> dict[str, tuple[str, ...]]:
    """Return where each agency declares to work: codes of governorates; an agency that declared nothing is not in it."""
    with context.read(who, Permission.manage_agencies) as tx:
        return {code: declared.governorates for code, declared in reporting.newest(tx).items()}


def declare_places(context: Context, who: Principal, code: str, governorates: Iterable[str]) -> tuple[str, ...]:
    """Record where an agency works from now on (codes or names of governorates); return the codes in their order.

    It is declared, because read from cases it would tell where an agency has any. Raises RecordError for an unknown
    agency or governorate.
    """
    context.require(who, Permission.manage_agencies)
    chosen = {_governorate(text) for text in governorates}
    ordered = tuple(governorate for governorate in codes.places() if governorate in chosen)
    with context.act(who, Permission.manage_agencies, audit="agency.places", governorates=ordered) as act:
        act.about = known(act.tx, code).code
        before = reporting.newest(act.tx).get(act.about)
        if before is not None and before.governorates == ordered:
            act.nothing_changed()
        else:
            reporting.declare(act.tx, Places(agency=act.about, governorates=ordered, at=act.at, by=who.person_id))
    return ordered


def _governorate(text: str) -> str:
    """Return the code of a governorate by its code or name; raise RecordError with the nearest one when there is none."""
    governorate = codes.match("governorate", text)
    if governorate not in codes.places():
        words = [word for code in codes.codes("governorate") for word in (code.code, code.labels["en"])]
        raise RecordError(
            _("{name} is not a governorate.{hint} Write a code such as IQ-AR.").format(
                name=repr(text[:40]), hint=did_you_mean(text, words)
            )
        )
    return governorate


def _person(tx: Tx, person_id: str) -> Person:
    person = people.get(tx, person_id)
    if person is None:
        raise RecordError(_("This person is not in the list any more. Open the page again."))
    return person
