"""Reviews: a supervisor approves or returns a plan or a closure. Every turn is kept."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, func, insert, select

from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.tables import cases, reviews

State = Literal["requested", "approved", "returned"]


@dataclass(frozen=True, kw_only=True)
class Review:
    """One turn: asked for, approved or returned (with a reason); `submission_id` is what it is about."""

    id: str
    case_key: str
    submission_id: str
    area: str
    form: str
    state: State
    at: datetime
    by: str
    reason: str = ""


def add(tx: Tx, new: Review) -> None:
    """Append one turn."""
    tx.execute(insert(reviews).values(**asdict(new)))
    note(tx, "review", new.id)


def latest(tx: Tx, submission_id: str) -> Review | None:
    """Return the newest turn about a submission, or None."""
    row = tx.execute(_newest().where(reviews.c.submission_id == submission_id)).first()
    return _review(row) if row else None


def history(tx: Tx, case_key: str) -> list[Review]:
    """Return every turn of a case, newest first."""
    query = select(reviews).where(reviews.c.case_key == case_key).order_by(reviews.c.seq.desc())
    return [_review(row) for row in tx.execute(query)]


def waiting(tx: Tx, agency: str | None, limit: int = 100) -> list[Review]:
    """Return what waits for a supervisor of an agency in open cases, the oldest first."""
    open_cases = select(cases.c.key).where(cases.c.agency == agency, cases.c.status == "open")
    query = _newest().where(reviews.c.state == "requested", reviews.c.case_key.in_(open_cases))
    return [_review(row) for row in tx.execute(query.order_by(reviews.c.seq).limit(limit))]


def for_cases(tx: Tx, keys: Collection[str]) -> dict[str, list[Review]]:
    """Return, for each of some cases, the newest turn about each form."""
    newest: dict[str, list[Review]] = {key: [] for key in keys}
    for row in tx.execute(_newest(reviews.c.case_key.in_(list(keys)))):
        newest[row.case_key].append(_review(row))
    return newest


def get(tx: Tx, review_id: str) -> Review | None:
    """Return one turn, or None."""
    row = tx.execute(select(reviews).where(reviews.c.id == review_id)).one_or_none()
    return _review(row) if row else None


def every(tx: Tx) -> list[Review]:
    """Return all turns, newest first."""
    return [_review(row) for row in tx.execute(select(reviews).order_by(reviews.c.seq.desc()))]


def _newest(*where: ColumnElement[bool]) -> Select[Any]:
    # One review a case and form, not a submission: an entry that replaces another one continues its review.
    last = select(func.max(reviews.c.seq)).where(*where).group_by(reviews.c.case_key, reviews.c.area, reviews.c.form)
    return select(reviews).where(reviews.c.seq.in_(last))


def _review(row: Row[Any]) -> Review:
    return Review(**{name: value for name, value in row._mapping.items() if name != "seq"})
