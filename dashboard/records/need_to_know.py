"""Who may know of a case: the one condition that every list, search, count and look asks, and what it reads."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, exists, func, insert, or_, select, union_all

from dashboard.i18n.dates import local
from dashboard.records.engine import Tx
from dashboard.records.people import works_here
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
    return and_(cases.c.agency == reader.agency, _is_known(reader))


def _is_known(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that the reader may know of a case of her agency.

    A restricted case opens to nobody by itself, also when its case manager and its supervisor have left: whoever may switch
    accounts off could open it to those who are part of the conflict. It waits until somebody is named (`unheld`).
    """
    if reader.supervises:
        return or_(~_is_restricted(), is_named(reader), is_hers(reader))
    return or_(and_(_is_team(reader), ~_is_restricted()), is_hers(reader))


def is_hers(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that the reader works on a case herself: it is hers, or she was added to it."""
    until, own = case_people.c.until, cases.alias()
    lasts = or_(until.is_(None), until >= local(reader.at).date())
    added = _helpers().where(case_people.c.person == reader.person, lasts).with_only_columns(case_people.c.case_key)
    managed = select(own.c.key).where(own.c.agency == reader.agency, own.c.case_manager == reader.person)
    # Keys of both and no OR, and an agency that no index finds: or the database looks at every case of the agency.
    here = func.coalesce(cases.c.agency, "") == reader.agency
    return and_(here, cases.c.key.in_(union_all(managed, added)))


def _is_team(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that all case managers of the reader's agency work on all of its cases."""
    chosen = or_(agencies.c.access.is_(None), agencies.c.access == "team")
    return exists(select(agencies.c.code).where(agencies.c.code == reader.agency, chosen))


def _is_restricted() -> ColumnElement[bool]:
    # Asked first whether there is any: then a count over an index needs no look at each case's row for its key.
    return and_(
        exists(_restrictions()), cases.c.key.in_(_restrictions().with_only_columns(case_restrictions.c.case_key))
    )


def is_named(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that a case is restricted, and the reader is the only supervisor who sees it."""
    named = _restrictions().where(case_restrictions.c.supervisor == reader.person)
    return cases.c.key.in_(named.with_only_columns(case_restrictions.c.case_key))


def unheld() -> ColumnElement[bool]:
    """Return the condition that a case is restricted, and neither its case manager nor its supervisor works there now."""
    here = select(people.c.id).where(works_here(cases.c.agency)).correlate(cases)
    supervisors = here.where(people.c.role == "supervisor")
    named = _restrictions().where(case_restrictions.c.supervisor.in_(supervisors)).correlate(cases)
    held = cases.c.key.in_(named.with_only_columns(case_restrictions.c.case_key))
    return and_(_is_restricted(), cases.c.case_manager.not_in(here), ~held)


def waiting(tx: Tx) -> list[tuple[str, str, str]]:
    """Return (agency, key, status) of the cases of all agencies that are restricted and held by nobody."""
    query = select(cases.c.agency, cases.c.key, cases.c.status).where(unheld()).order_by(cases.c.agency, cases.c.key)
    return [(row.agency, row.key, row.status) for row in tx.execute(query)]


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
