"""What an agency takes away: all that is on record of its cases up to one moment, read some cases at a time.

Each page is read in a transaction of its own: one that lasted for all cases would let the log of the record grow for as
long. Rows that are written after the moment are left out by their number, so that the pages fit together.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Integer, Table, func, select

from dashboard.records.engine import Tx
from dashboard.records.moments import UtcDateTime
from dashboard.records.need_to_know import Reader, visible
from dashboard.records.submissions import Submission, made
from dashboard.records.tables import (
    case_versions,
    cases,
    checklist_events,
    consents,
    overrides,
    person_safety,
    reviews,
    risk_decisions,
    submissions,
)

HISTORIES: Mapping[str, Table] = {
    "risk_decisions": risk_decisions,
    "consents": consents,
    "checklist_events": checklist_events,
    "steps_out_of_order": overrides,
    "reviews": reviews,
    "who_is_unsafe": person_safety,
}
"""What is written beside the forms, by the name under which it is taken away."""
_COUNTED = (*HISTORIES.values(), case_versions, submissions)
_PLACES = ("seq", "number")
"""Columns that only say in which order rows were written."""


@dataclass(frozen=True)
class Moment:
    """Until when things are taken: `at`, and the newest row of each table then."""

    at: datetime
    newest: Mapping[str, int]


FormVersion = tuple[str, str, str]
"""An area, a form of it, and the version in which entries were sent in."""


def moment(tx: Tx, at: datetime) -> Moment:
    """Return the moment of this transaction."""
    newest = {
        table.name: tx.execute(select(func.coalesce(func.max(table.c.seq), 0))).scalar_one() for table in _COUNTED
    }
    return Moment(at, newest)


def keys(tx: Tx, reader: Reader) -> list[str]:
    """Return the keys of all cases of which a reader may know."""
    return list(tx.execute(select(cases.c.key).where(visible(reader)).order_by(cases.c.key)).scalars())


def form_versions(tx: Tx, reader: Reader, until: Moment) -> list[FormVersion]:
    """Return which versions of which forms were filled in for these cases, each form's oldest first."""
    form = (submissions.c.area, submissions.c.form, submissions.c.form_version)
    with_case = submissions.join(cases, cases.c.key == submissions.c.case_key)
    wanted = (visible(reader), submissions.c.seq <= until.newest["submissions"])
    query = select(*form).select_from(with_case).where(*wanted).group_by(*form)
    rows = tx.execute(query.order_by(submissions.c.area, submissions.c.form, func.min(submissions.c.seq)))
    return [(row.area, row.form, row.form_version) for row in rows]


def columns(table: str) -> dict[str, str]:
    """Return the columns of a history and their kinds: "date", "datetime", "integer", "boolean", "codes" or "string"."""
    of_table = cases if table == "cases" else HISTORIES[table]
    return {column.name: _kind(column.type) for column in of_table.c if column.name not in _PLACES}


def _kind(column_type: Any) -> str:
    kinds = {UtcDateTime: "datetime", Date: "date", Boolean: "boolean", Integer: "integer", JSON: "codes"}
    return next((kind for own, kind in kinds.items() if isinstance(column_type, own)), "string")


@dataclass(frozen=True)
class Page:
    """What is on record of some cases: each row a mapping by column, oldest first; `entries` are the forms."""

    cases: Sequence[Mapping[str, Any]]
    versions: Sequence[Mapping[str, Any]]
    histories: Mapping[str, Sequence[Mapping[str, Any]]]
    entries: Sequence[Submission]


def page(tx: Tx, reader: Reader, some: Collection[str], until: Moment) -> Page:
    """Return what is on record of some cases; one that was closed to the reader in the meantime is left out."""
    found = tx.execute(select(cases).where(cases.c.key.in_(list(some)), visible(reader)).order_by(cases.c.key))
    own = [dict(row._mapping) for row in found]
    known = [row["key"] for row in own]
    return Page(
        cases=own,
        versions=[row | row.pop("values") for row in _rows(tx, case_versions, known, until)],
        histories={name: list(_rows(tx, table, known, until)) for name, table in HISTORIES.items()},
        entries=_entries(tx, known, until),
    )


def _rows(tx: Tx, table: Table, known: Collection[str], until: Moment) -> Iterator[dict[str, Any]]:
    wanted = (table.c.case_key.in_(known), table.c.seq <= until.newest[table.name])
    for row in tx.execute(select(table).where(*wanted).order_by(table.c.case_key, table.c.seq)):
        yield {name: value for name, value in row._mapping.items() if name not in _PLACES}


def _entries(tx: Tx, known: Collection[str], until: Moment) -> list[Submission]:
    wanted = (submissions.c.case_key.in_(known), submissions.c.seq <= until.newest["submissions"])
    return [made(row) for row in tx.execute(select(submissions).where(*wanted).order_by(submissions.c.seq))]
