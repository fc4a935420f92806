"""Tokens with which a program outside reads cleared releases: asked for by one person, approved by another."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Row, insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables_releases import api_tokens as events

State = Literal["asked", "approved", "ended"]


@dataclass(frozen=True, kw_only=True)
class TokenEvent:
    """Somebody (`by`) asked for a token, approved or ended it.

    `secret` is the hash of the secret that was shown once, `periods` what it may read (none for every release that is
    cleared), `until` (aware UTC) when it expires.
    """

    id: str
    state: State
    purpose: str
    periods: tuple[str, ...]
    secret: str
    until: datetime
    at: datetime
    by: str


def digest(secret: str) -> str:
    """Return the hash by which a secret is known; it has 256 random bits, so a plain hash does not give it away."""
    return hashlib.sha256(secret.encode()).hexdigest()


def add(tx: Tx, event: TokenEvent) -> None:
    """Append an event."""
    tx.execute(insert(events).values(**asdict(event) | {"periods": list(event.periods)}))


def every(tx: Tx) -> list[tuple[TokenEvent, ...]]:
    """Return the events of each token, oldest first; the token that was asked for last comes first."""
    tokens: dict[str, list[TokenEvent]] = {}
    for row in tx.execute(select(events).order_by(events.c.seq)):
        tokens.setdefault(row.id, []).append(_event(row))
    return [tuple(token) for token in reversed(tokens.values())]


def with_secret(tx: Tx, secret: str) -> TokenEvent | None:
    """Return the newest event of the token whose secret has this hash."""
    rows = tx.execute(select(events).where(events.c.secret == secret).order_by(events.c.seq.desc()).limit(1))
    row = rows.one_or_none()
    return _event(row) if row else None


def _event(row: Row[tuple[object, ...]]) -> TokenEvent:
    values = {name: value for name, value in row._mapping.items() if name != "seq"}
    return TokenEvent(**values | {"periods": tuple(values["periods"])})
