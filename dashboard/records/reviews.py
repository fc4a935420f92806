"""Reviews: a supervisor approves or returns a plan or a closure. Every turn (asked, approved, returned) is kept."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, func, insert, select

from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.need_to_know import Reader, visible
from dashboard.records.tables import cases, reviews
from dashboard.records.written import place, stored

State = Literal["requested", "approved", "returned"]


@dataclass(frozen=True, kw_only=True)
class Review:
    """One turn of a review: asked for, approved or returned (with a reason). `submission_id` is the reviewed form."""

    id: str
    case_key: str
    submission_id: str
    area: str
    form: str
    state: State
    at: datetime
    by: str
    reason: str = ""
    number: int = field(default=0, compare=False)


def add(tx: Tx, new: Review) -> None:
    """Append one turn of a review."""
    tx.execute(insert(reviews).values(**stored(new, reviews) | {"number": place()}))
    note(tx, "review", new.id)


def latest(tx: Tx, submission_id: str) -> Review | None:
    """Return the newest turn of a form's review, or None when that turn is about another submission."""
    row = tx.execute(_newest().where(reviews.c.submission_id == submission_id)).first()
    return _review(row) if row else None


def history(tx: Tx, case_key: str) -> list[Review]:
    """Return every turn of a case's reviews, newest first."""
    query = select(reviews).where(reviews.c.case_key == case_key).order_by(reviews.c.seq.desc())
    return [_review(row) for row in tx.execute(query)]


def waiting(tx: Tx, reader: Reader, limit: int = 100) -> list[Review]:
    """Return the reviews in open cases that wait for a supervisor who may know of them, the longest waiting first."""
    open_cases = select(cases.c.key).where(visible(reader), cases.c.status == "open")
    query = _newest().where(reviews.c.state == "requested", reviews.c.case_key.in_(open_cases))
    return [_review(row) for row in tx.execute(query.order_by(reviews.c.seq).limit(limit))]


def for_cases(tx: Tx, keys: Collection[str]) -> dict[str, list[Review]]:
    """Return the newest turn of each form's review, by case key."""
    newest: dict[str, list[Review]] = {key: [] for key in keys}
    for row in tx.execute(_newest(reviews.c.case_key.in_(list(keys)))):
        newest[row.case_key].append(_review(row))
    return newest


def get(tx: Tx, review_id: str) -> Review | None:
    """Return the turn of a review with this id, or None."""
    row = tx.execute(select(reviews).where(reviews.c.id == review_id)).one_or_none()
    return _review(row) if row else None


def every(tx: Tx) -> list[Review]:
    """Return the turns of all reviews, newest first."""
    return [_review(row) for row in tx.execute(select(reviews).order_by(reviews.c.seq.desc()))]


def _newest(*where: ColumnElement[bool]) -> Select[Any]:
    # A review is of a form in a case, not of one submission: a submission that replaces another continues its review.
    last = select(func.max(reviews.c.seq)).where(*where).group_by(reviews.c.case_key, reviews.c.area, reviews.c.form)
    return select(reviews).where(reviews.c.seq.in_(last))


def _review(row: Row[Any]) -> Review:
    return Review(**{name: value for name, value in row._mapping.items() if name != "seq"})
