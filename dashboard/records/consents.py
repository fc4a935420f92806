"""The consent log: a row for each decision on a scope (what she is asked to agree to), never altered.

Source: case-record.md c.2.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, insert, select

from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.tables import consents
from dashboard.records.written import place, stored

Value = Literal["yes", "no", "withdrawn"]


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What the survivor decided about one scope of consent, such as services, statistics or a referral.

    `scope` is a code of consent_scope or "referral:<service_type>".
    """

    id: str
    case_key: str
    scope: str
    value: Value
    at: datetime
    by: str
    given_by: str = "individual"
    assent: str = ""
    guardian: str = ""
    best_interest_by: str = ""
    manner: str = "verbal"
    withheld_reason: str = ""
    submission_id: str | None = None
    number: int = field(default=0, compare=False)


def add(tx: Tx, new: Consent) -> None:
    """Append one decision on consent."""
    tx.execute(insert(consents).values(**stored(new, consents) | {"number": place()}))
    note(tx, "consent", new.id)


def history(tx: Tx, case_key: str) -> list[Consent]:
    """Return every decision on consent in a case, newest first."""
    query = select(consents).where(consents.c.case_key == case_key).order_by(consents.c.seq.desc())
    return [_consent(row) for row in tx.execute(query)]


def newest_id(tx: Tx, case_key: str) -> str:
    """Return the id of the newest decision on consent in a case, "" when there is none."""
    query = select(consents.c.id).where(consents.c.case_key == case_key).order_by(consents.c.seq.desc()).limit(1)
    return tx.execute(query).scalar_one_or_none() or ""


def current(tx: Tx, keys: Collection[str]) -> Mapping[str, dict[str, str]]:
    """Return what was decided last ("yes", "no", "withdrawn"), by case key and then by scope."""
    query = select(consents.c.case_key, consents.c.scope, consents.c.value)
    newest: dict[str, dict[str, str]] = {key: {} for key in keys}
    for row in tx.execute(query.where(consents.c.case_key.in_(list(keys))).order_by(consents.c.seq)):
        newest[row.case_key][row.scope] = row.value  # oldest first, so that the newest decision stays
    return newest


def newest(tx: Tx, keys: Collection[str], scope: str) -> Mapping[str, Consent]:
    """Return the newest decision on a scope by case key; a case in which it was never asked for is left out."""
    query = select(consents).where(consents.c.scope == scope, consents.c.case_key.in_(list(keys)))
    return {row.case_key: _consent(row) for row in tx.execute(query.order_by(consents.c.seq))}  # oldest first


def get(tx: Tx, consent_id: str) -> Consent | None:
    """Return the decision on consent with this id, or None."""
    row = tx.execute(select(consents).where(consents.c.id == consent_id)).one_or_none()
    return _consent(row) if row else None


def of_cases(tx: Tx, keys: Collection[str]) -> list[Consent]:
    """Return every decision on consent in several cases, newest first."""
    query = select(consents).where(consents.c.case_key.in_(list(keys))).order_by(consents.c.seq.desc())
    return [_consent(row) for row in tx.execute(query)]


def every(tx: Tx) -> list[Consent]:
    """Return the decisions on consent of all cases, newest first."""
    return [_consent(row) for row in tx.execute(select(consents).order_by(consents.c.seq.desc()))]


def _consent(row: Row[Any]) -> Consent:
    return Consent(**{name: value for name, value in row._mapping.items() if name != "seq"})
