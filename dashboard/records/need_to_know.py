"""Who may know of a case: the one condition that every list, search, count and look asks, and what it reads."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, func, insert, or_, select

from dashboard.i18n.dates import local
from dashboard.records.engine import Tx
from dashboard.records.tables import agencies, case_people, case_restrictions, cases, people

Access = Literal["own", "team"]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody of an agency who wants to know of cases at a moment (`at`, aware UTC); `supervises` is her role."""

    person: str
    agency: str | None
    supervises: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """That a case is closed to its agency, or open to it again; `supervisor` is the only one who sees it, "" for none."""

    case_key: str
    state: Literal["restricted", "lifted"]
    supervisor: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Helper:
    """That a person works on a case beside its case manager, or not any more; `until` is her last day, None without end."""

    case_key: str
    person: str
    state: Literal["added", "removed"]
    until: date | None
    reason: str
    at: datetime
    by: str


def visible(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that the reader may know of a case. Where it does not hold, there is no such case for her."""
    # Without an agency this is IS NULL, which no case is: nothing is shown.
    return and_(cases.c.agency == reader.agency, or_(is_hers(reader), _is_of_others(reader)))


def _is_of_others(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that the reader may know of a case on which she does not work herself."""
    if reader.supervises:
        return or_(~_is_restricted(), is_named(reader), ~_is_held(reader))
    return and_(_is_team(), ~_is_restricted())


def is_hers(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that the reader works on a case herself: it is hers, or she was added to it."""
    until = case_people.c.until
    lasts = or_(until.is_(None), until >= local(reader.at).date())
    added = _helpers().where(case_people.c.person == reader.person, lasts).with_only_columns(case_people.c.case_key)
    return or_(cases.c.case_manager == reader.person, cases.c.key.in_(added))


def _is_team() -> ColumnElement[bool]:
    """Return the condition that all case managers of the agency work on all of its cases."""
    team = select(agencies.c.code).where(or_(agencies.c.access.is_(None), agencies.c.access == "team"))
    return cases.c.agency.in_(team)


def _is_restricted() -> ColumnElement[bool]:
    return cases.c.key.in_(_restrictions().with_only_columns(case_restrictions.c.case_key))


def is_named(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that a case is restricted, and the reader is the only supervisor who sees it."""
    named = _restrictions().where(case_restrictions.c.supervisor == reader.person)
    return cases.c.key.in_(named.with_only_columns(case_restrictions.c.case_key))


def _is_held(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that somebody who works in the reader's agency still holds a case.

    A survivor whom nobody here knows any more would be lost: a restricted case whose case manager and supervisor have both
    left is open to all supervisors until it is given to somebody.
    """
    here = select(people.c.id).where(people.c.active, people.c.agency == reader.agency)
    named = _restrictions().where(case_restrictions.c.supervisor.in_(here.where(people.c.role == "supervisor")))
    return or_(cases.c.case_manager.in_(here), cases.c.key.in_(named.with_only_columns(case_restrictions.c.case_key)))


def _restrictions() -> Select[tuple[Restriction]]:
    """Return a query of the cases that are restricted now."""
    newest = select(func.max(case_restrictions.c.seq)).group_by(case_restrictions.c.case_key)
    return select(case_restrictions).where(
        case_restrictions.c.seq.in_(newest), case_restrictions.c.state == "restricted"
    )


def _helpers() -> Select[tuple[Helper]]:
    """Return a query of everyone who is added to a case now, also when her last day is over."""
    newest = select(func.max(case_people.c.seq)).group_by(case_people.c.case_key, case_people.c.person)
    return select(case_people).where(case_people.c.seq.in_(newest), case_people.c.state == "added")


def may_know(tx: Tx, reader: Reader, key: str) -> bool:
    """Whether the reader may know of the case with this key."""
    return tx.execute(select(cases.c.key).where(cases.c.key == key, visible(reader))).first() is not None


def out_of_sight(tx: Tx, reader: Reader) -> tuple[str, ...]:
    """Return the keys of the restricted cases of her agency of which the reader may not know: figures leave them out."""
    rows = tx.execute(select(cases.c.key).where(cases.c.agency == reader.agency, _is_restricted(), ~visible(reader)))
    return tuple(rows.scalars())


def restriction(tx: Tx, key: str) -> Restriction | None:
    """Return how a case is restricted now, None when it is open to its agency."""
    row = tx.execute(_restrictions().where(case_restrictions.c.case_key == key)).one_or_none()
    return Restriction(**{name: value for name, value in row._mapping.items() if name != "seq"}) if row else None


def helpers(tx: Tx, key: str, day: date) -> list[Helper]:
    """Return who works on a case beside its case manager on a day, in the order in which they were added."""
    rows = tx.execute(_helpers().where(case_people.c.case_key == key).order_by(case_people.c.seq))
    added = [Helper(**{name: value for name, value in row._mapping.items() if name != "seq"}) for row in rows]
    return [helper for helper in added if helper.until is None or helper.until >= day]


def restrict(tx: Tx, new: Restriction) -> None:
    """Append that a case is restricted, or is not any more."""
    tx.execute(insert(case_restrictions).values(**asdict(new)))


def add(tx: Tx, new: Helper) -> None:
    """Append that somebody works on a case, or does not any more."""
    tx.execute(insert(case_people).values(**asdict(new)))
