"""Changes of accounts: what was asked for, what became of it, and one-time codes of which only hashes are kept."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, insert, select, update

from dashboard.records.engine import Tx
from dashboard.records.people import Person
from dashboard.records.tables_accounts import account_codes as codes
from dashboard.records.tables_accounts import account_decisions as decisions
from dashboard.records.tables_accounts import account_requests as requests

What = Literal["add", "change", "password"]
Outcome = Literal["done", "refused", "withdrawn"]
Way = Literal["alone", "server", "confirmed", "codes", "own", ""]
"""How a change took effect; "own": she chose her first password herself, and nobody had confirmed the one before."""


@dataclass(frozen=True)
class Standing:
    """What an account is: its role, its agency, and whether it may sign in."""

    role: str
    agency: str | None
    active: bool = True

    @classmethod
    def of(cls, person: Person) -> "Standing":
        """Return the standing of a person now."""
        return cls(person.role, person.agency, person.active)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A change of an account that somebody (`by`, a person's id) asked for; `before` is None for a new account."""

    id: str
    what: What
    person_id: str
    username: str
    name: str
    language: str
    before: Standing | None
    after: Standing
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What became of a request: in which way it was done, by whom (a person's id), and as which line of the history."""

    seq: int
    request: Request
    outcome: Outcome
    way: Way
    by: str
    at: datetime


def ask(tx: Tx, request: Request) -> None:
    """Append a request."""
    before = list(asdict(request.before).values()) if request.before else []
    values = {**asdict(request), "before": before, "after": list(asdict(request.after).values())}
    tx.execute(insert(requests).values(**values))


def decide(tx: Tx, request: Request, outcome: Outcome, by: str, at: datetime, way: Way = "") -> None:
    """Append what became of a request; the table refuses a second decision."""
    tx.execute(insert(decisions).values(request_id=request.id, outcome=outcome, way=way, by=by, at=at))


def waiting(tx: Tx) -> list[Request]:
    """Return the requests that nobody has decided yet, the oldest first."""
    undecided = requests.c.id.not_in(select(decisions.c.request_id))
    return [_request(row) for row in tx.execute(select(requests).where(undecided).order_by(requests.c.seq))]


def done(tx: Tx, *, after: int = 0, person: str | None = None) -> list[Decision]:
    """Return the changes that took effect, the newest first: those after a line of the history, of a person or of all."""
    query = _decided().where(decisions.c.outcome == "done", decisions.c.seq > after)
    if person is not None:
        query = query.where(requests.c.person_id == person)
    return [_decision(row) for row in tx.execute(query.order_by(decisions.c.seq.desc()))]


def _decided() -> Select[Any]:
    of_decision = [decisions.c[name].label(f"decision_{name}") for name in ("seq", "outcome", "way", "by", "at")]
    return select(requests, *of_decision).join(decisions, decisions.c.request_id == requests.c.id)


def _request(row: Any) -> Request:
    own = {name: getattr(row, name) for name in ("id", "what", "person_id", "username", "name", "language", "by", "at")}
    return Request(**own, before=Standing(*row.before) if row.before else None, after=Standing(*row.after))


def _decision(row: Any) -> Decision:
    own = {name: getattr(row, f"decision_{name}") for name in ("seq", "outcome", "way", "by", "at")}
    return Decision(**own, request=_request(row))


def add_code(tx: Tx, code_hash: str, about: str, by: str, at: datetime, expires_at: datetime) -> None:
    """Write a one-time code for an agency ("agency A01") or a request ("request ..."); the ones before it end.

    They count as used: an end at `at` would be no end when the clock is set back.
    """
    tx.execute(update(codes).where(codes.c.about == about, codes.c.used_at.is_(None)).values(used_at=at))
    tx.execute(insert(codes).values(code_hash=code_hash, about=about, by=by, at=at, expires_at=expires_at))


def code_maker(tx: Tx, code_hash: str, about: str, at: datetime, life: timedelta) -> str | None:
    """Return the id of who made a code; None when it is unknown, used, too old or for something else."""
    query = select(codes.c.by).where(codes.c.code_hash == code_hash, codes.c.about == about, *_usable(at, life))
    return tx.execute(query).scalar_one_or_none()


def use_code(tx: Tx, code_hash: str, at: datetime, life: timedelta) -> bool:
    """Use a code up; False when it cannot be used any more: of two browsers with the same code, only one gets in."""
    used = tx.execute(update(codes).where(codes.c.code_hash == code_hash, *_usable(at, life)).values(used_at=at))
    return bool(used.rowcount)


def open_codes(tx: Tx, at: datetime, life: timedelta) -> dict[str, datetime]:
    """Return what can be used now: for which agency or request there is a code, and until when."""
    query = select(codes.c.about, codes.c.expires_at).where(*_usable(at, life))
    return {row.about: row.expires_at for row in tx.execute(query)}


def _usable(at: datetime, life: timedelta) -> tuple[ColumnElement[bool], ...]:
    """What holds of a code that can be used. One that would last longer than `life` was made before the clock was set
    back, and is too old as well.
    """
    return codes.c.used_at.is_(None), codes.c.expires_at > at, codes.c.expires_at <= at + life
