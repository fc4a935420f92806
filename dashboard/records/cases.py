"""Cases: the current row, and every version that it had."""

import dataclasses
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, insert, select, update

from dashboard.contract import Case
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.tables import case_versions, cases

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
FIELDS = tuple(field.name for field in dataclasses.fields(Case))
_LISTS = ("violence_types", "platforms")


@dataclass(frozen=True, kw_only=True)
class CaseVersion:
    """What a case looked like from `at` on; `values` are JSON."""

    version: int
    values: Mapping[str, Any]
    at: datetime
    by: str


def new_key(tx: Tx) -> str:
    """Return a random key that no case has; it says nothing of the survivor or of the order of cases."""
    while True:
        digits = "".join(secrets.choice(ALPHABET) for _n in range(8))
        key = f"OV-{digits[:4]}-{digits[4:]}"
        if get(tx, key) is None:
            return key


def add(tx: Tx, new: Case, by: str, at: datetime) -> None:
    """Write a new case and its first version."""
    tx.execute(insert(cases).values(**_row(new)))
    _keep_version(tx, new, by, at)


def get(tx: Tx, key: str) -> Case | None:
    """Return a case, or None."""
    row = tx.execute(select(cases).where(cases.c.key == key)).one_or_none()
    return _case(row) if row else None


def listing(
    tx: Tx, *, limit: int = 50, offset: int = 0, order: str = "newest", **filters: Any
) -> list[Case]:
    """Return cases that match every filter that is given (agency, case_manager, search, status, risk, ...).

    `order` is "newest" or "due": unmet deadlines of high, then medium risk first, soonest first.
    """
    query = _where(select(cases), filters)
    by = (_due(), cases.c.opened_at) if order == "due" else (cases.c.opened_at.desc(), cases.c.key)
    return [_case(row) for row in tx.execute(query.order_by(*by).limit(limit).offset(offset))]


def count(tx: Tx, **filters: Any) -> int:
    """Return how many cases match the filters of `listing`."""
    return int(tx.execute(_where(select(func.count()).select_from(cases), filters)).scalar_one())


def every(tx: Tx, after_key: str = "", limit: int = 1000) -> list[Case]:
    """Return all cases, a page at a time, in the order of their keys."""
    rows = tx.execute(select(cases).where(cases.c.key > after_key).order_by(cases.c.key).limit(limit))
    return [_case(row) for row in rows]


def amend(
    tx: Tx, key: str, expected_version: int, changes: Mapping[str, Any], by: str, at: datetime
) -> Case:
    """Change elements of a case; raise RecordError when it is not at `expected_version` any more."""
    before = get(tx, key)
    if before is None:
        raise RecordError(_("There is no case with this key. Open it again from the list."))
    if before.version != expected_version:
        raise RecordError(_("Someone else changed this case in the meantime. Nothing was saved: open it again and look."))
    after = dataclasses.replace(before, **changes, version=before.version + 1)
    tx.execute(update(cases).where(cases.c.key == key).values(**_row(after)))
    _keep_version(tx, after, by, at)
    return after


def history(tx: Tx, key: str) -> list[CaseVersion]:
    """Return every version of a case, newest first."""
    rows = tx.execute(
        select(case_versions).where(case_versions.c.case_key == key).order_by(case_versions.c.version.desc())
    )
    return [_version(row) for row in rows]


def _version(row: Row[Any]) -> CaseVersion:
    values = row._mapping
    return CaseVersion(version=values["version"], values=values["values"], at=values["at"], by=values["by"])


def _keep_version(tx: Tx, current: Case, by: str, at: datetime) -> None:
    tx.execute(insert(case_versions).values(
        case_key=current.key, version=current.version, values=_plain(current), at=at, by=by))
    note(tx, "case", current.key)


def _row(current: Case) -> dict[str, Any]:
    values = {name: getattr(current, name) for name in FIELDS}
    return values | {name: list(values[name]) for name in _LISTS}


def _plain(current: Case) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in _row(current).items()
    }


def _case(row: Row[Any]) -> Case:
    values = dict(row._mapping)
    return Case(**values | {name: tuple(values[name]) for name in _LISTS})


def _where(query: Select[Any], filters: Mapping[str, Any]) -> Select[Any]:
    columns = {"agency": cases.c.agency, "case_manager": cases.c.case_manager, "status": cases.c.status,
               "stream": cases.c.stream, "governorate": cases.c.governorate}
    for name, column in columns.items():
        if filters.get(name):
            query = query.where(column == filters[name])
    if level := filters.get("risk"):
        query = query.where(cases.c.risk_level.is_(None) if level == "not_assessed" else cases.c.risk_level == level)
    if wanted := _searched(filters.get("search", "")):
        query = query.where(func.replace(cases.c.key, "-", "").contains(wanted, autoescape=True))
    return query


def _searched(text: str) -> str:
    return "".join(text.split()).replace("-", "").upper()


def _due() -> ColumnElement[Any]:
    unmet = and_(cases.c.risk_level.is_not(None),
                 func.coalesce(cases.c.first_action_at < cases.c.risk_decided_at, True))
    return case((and_(unmet, cases.c.risk_level == "high"), 0), (cases.c.risk_level.is_(None), 1),
                (and_(unmet, cases.c.risk_level == "medium"), 2), else_=3)
