"""Drafts: what was typed and not yet sent."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, insert, select, update

from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import consents
from dashboard.records.engine import Tx
from dashboard.records.tables import drafts


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A form that a person has begun to fill in and not yet sent.

    `answers` are JSON. The draft's id becomes the id of the submission, so that a form that is sent twice is kept once.
    `base` is the id of the submission that the draft will replace, "" when it replaces none.
    `consent` is the id of the newest row of the consent log when it was begun, "" when there was none, None where not known.
    """

    id: str
    person: str
    case_key: str | None
    area: str
    form: str
    answers: dict[str, Any] = field(hash=False)
    started_at: datetime
    saved_at: datetime
    base: str = ""
    consent: str | None = None


def open(
    tx: Tx,
    *,
    person: str,
    case_key: str | None,
    area: str,
    form: str,
    answers: dict[str, Any],
    at: datetime,
    base: str = "",
    same_base: bool = False,
) -> Draft:
    """Return the person's open draft of a form; when there is none, start one with `answers`.

    With `same_base` only a draft that will replace the submission `base` is taken up again.
    """
    row = tx.execute(
        _open().where(
            drafts.c.person == person,
            drafts.c.case_key == (case_key or ""),
            drafts.c.area == area,
            drafts.c.form == form,
            *([drafts.c.base == base] if same_base else []),
        )
    ).first()
    if row is not None:
        return _draft(row)
    new = Draft(
        id=str(uuid4()),
        person=person,
        case_key=case_key,
        area=area,
        form=form,
        answers=answers,
        started_at=at,
        saved_at=at,
        base=base,
        consent=consents.newest_id(tx, case_key) if case_key else "",
    )
    tx.execute(
        insert(drafts).values(
            id=new.id,
            person=person,
            case_key=case_key or "",
            area=area,
            form=form,
            base=base,
            consent=new.consent,
            answers=answers,
            started_at=at,
            saved_at=at,
            outcome="open",
        )
    )
    return new


def get(tx: Tx, draft_id: str) -> Draft | None:
    """Return the open draft with this id; None when there is none, or when it was sent or put aside."""
    row = tx.execute(_open().where(drafts.c.id == draft_id)).first()
    return _draft(row) if row else None


def ended(tx: Tx, draft_id: str) -> Draft | None:
    """Return a draft that was sent in or put aside, without its answers; None when it is open or unknown."""
    row = tx.execute(select(drafts).where(drafts.c.id == draft_id, drafts.c.outcome != "open")).first()
    return _draft(row) if row else None


def save(tx: Tx, draft_id: str, answers: dict[str, Any], at: datetime) -> None:
    """Keep what was typed so far; raise RecordError when the draft is not open any more."""
    saved = tx.execute(
        update(drafts).where(drafts.c.id == draft_id, drafts.c.outcome == "open").values(answers=answers, saved_at=at)
    )
    if not saved.rowcount:
        raise RecordError(_("This draft was already sent in or put aside. Open the case again."))


def finish(tx: Tx, draft_id: str, at: datetime) -> None:
    """Mark a draft as sent; its answers now live in the submission."""
    _end(tx, draft_id, at, "sent")


def discard(tx: Tx, draft_id: str, at: datetime) -> None:
    """Put a draft aside without sending it; its answers are deleted."""
    _end(tx, draft_id, at, "discarded")


def for_person(tx: Tx, person: str, case_key: str | None = None) -> list[Draft]:
    """Return a person's open drafts, of one case where given, newest first."""
    query = _open().where(drafts.c.person == person)
    if case_key is not None:
        query = query.where(drafts.c.case_key == case_key)
    return [_draft(row) for row in tx.execute(query.order_by(drafts.c.saved_at.desc()))]


def _open() -> Select[Any]:
    return select(drafts).where(drafts.c.outcome == "open")


def _end(tx: Tx, draft_id: str, at: datetime, outcome: str) -> None:
    tx.execute(
        update(drafts)
        .where(drafts.c.id == draft_id, drafts.c.outcome == "open")
        .values(outcome=outcome, ended_at=at, answers={})  # answers stay in one place: the submission, or nowhere
    )


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        person=row.person,
        case_key=row.case_key or None,
        area=row.area,
        form=row.form,
        answers=dict(row.answers),
        started_at=row.started_at,
        saved_at=row.saved_at,
        base=row.base,
        consent=row.consent,
    )
