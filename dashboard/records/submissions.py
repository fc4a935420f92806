"""Submissions: sent forms, append-only; and the declarations of the forms that were used."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.tables import declarations as forms
from dashboard.records.tables import submissions
from dashboard.records.written import stored


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One form that was sent in: `id` is that of its draft, `answers` are JSON, `supersedes` is the id that it replaces.

    `number` is its place in the order of writing, which the record gives it.
    """

    id: str
    case_key: str
    area: str
    form: str
    form_version: str
    answers: dict[str, Any] = field(hash=False)
    at: datetime
    by: str
    supersedes: str | None = None
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """A form as it was declared (`source` is its text) when this version of it was first used."""

    area: str
    form: str
    version: str
    source: str
    at: datetime


def submit(tx: Tx, new: Submission) -> bool:
    """Append a submission and return True; when its id is in the record already, write nothing and return False."""
    # A second click, or a browser that sends again after a broken connection, comes with the same draft.
    if get(tx, new.id) is not None:
        return False
    tx.execute(insert(submissions).values(**stored(new, submissions)))
    note(tx, "submission", new.id)
    return True


def get(tx: Tx, submission_id: str) -> Submission | None:
    """Return the submission with this id, or None."""
    row = tx.execute(select(submissions).where(submissions.c.id == submission_id)).one_or_none()
    return made(row) if row else None


def for_case(tx: Tx, case_key: str, area: str | None = None, form: str | None = None) -> list[Submission]:
    """Return a case's submissions, newest first, of one area or form where given."""
    query = select(submissions).where(submissions.c.case_key == case_key)
    if area is not None:
        query = query.where(submissions.c.area == area)
    if form is not None:
        query = query.where(submissions.c.form == form)
    return [made(row) for row in tx.execute(query.order_by(submissions.c.seq.desc()))]


def for_cases(tx: Tx, keys: Collection[str]) -> dict[str, list[Submission]]:
    """Return the submissions of several cases, by case key, newest first."""
    by_case: dict[str, list[Submission]] = {key: [] for key in keys}
    query = select(submissions).where(submissions.c.case_key.in_(list(keys)))
    for row in tx.execute(query.order_by(submissions.c.seq.desc())):
        by_case[row.case_key].append(made(row))
    return by_case


def every(tx: Tx, after: int = 0, limit: int = 5000) -> list[tuple[int, Submission]]:
    """Return the next `limit` submissions of all cases after a sequence number, as (sequence number, submission)."""
    rows = tx.execute(select(submissions).where(submissions.c.seq > after).order_by(submissions.c.seq).limit(limit))
    return [(row.seq, made(row)) for row in rows]


def superseded(tx: Tx) -> set[str]:
    """Return the ids of the submissions that were replaced by another one."""
    return set(tx.execute(select(submissions.c.supersedes).where(submissions.c.supersedes.is_not(None))).scalars())


def declare(tx: Tx, area: str, form: str, version: str, source: str, at: datetime) -> None:
    """Keep the declaration of a form when a version is first used: old answers stay readable when the form changes."""
    same_version = (forms.c.area == area, forms.c.form == form, forms.c.version == version)
    if tx.execute(select(forms.c.area).where(*same_version)).first() is None:
        tx.execute(insert(forms).values(area=area, form=form, version=version, source=source, at=at))
        note(tx, "form", f"{area}.{form}")


def declaration(tx: Tx, area: str, form: str, version: str) -> Declaration | None:
    """Return a form as it was declared in one version, or None."""
    same_version = (forms.c.area == area, forms.c.form == form, forms.c.version == version)
    row = tx.execute(select(forms).where(*same_version)).one_or_none()
    return Declaration(**row._mapping) if row else None


def declarations(tx: Tx) -> list[Declaration]:
    """Return every declaration, oldest first."""
    rows = tx.execute(select(forms).order_by(forms.c.at, forms.c.area, forms.c.form, forms.c.version))
    return [Declaration(**row._mapping) for row in rows]


def made(row: Row[Any]) -> Submission:
    """Return the submission in a row of the table."""
    return Submission(**{"number" if name == "seq" else name: value for name, value in row._mapping.items()})
