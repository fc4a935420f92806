"""Cases: the current row, and every version that it had."""

import dataclasses
import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Unpack

from sqlalchemy import Row, func, insert, select, update

from dashboard.contract import Case
from dashboard.contract.elements import SEVERAL
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records.case_list import Filters, by_deadline, narrow
from dashboard.records.changes import note
from dashboard.records.engine import Tx
from dashboard.records.tables import case_versions, cases
from dashboard.records.written import place

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, 1, I, L, O and U, which are mistaken for others when a key is read out or copied by hand."""
_KEY = re.compile(f"OV-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")
FIELDS = tuple(field.name for field in dataclasses.fields(Case))
FIXED = frozenset({"key", "agency", "opened_at", "version", "risk_level", "risk_decided_at", "first_action_at"})
"""What `amend` may not touch: identity, and what risk decisions and checklist steps set."""


@dataclass(frozen=True, kw_only=True)
class CaseVersion:
    """What a case looked like from `at` on: `values` are its fields as JSON, `by` is who wrote them."""

    version: int
    values: Mapping[str, Any]
    at: datetime
    by: str
    number: int = dataclasses.field(default=0, compare=False)


def new_key(tx: Tx) -> str:
    """Return a key that no case has: random, so that it tells nothing of the survivor or of how many cases there are."""
    return new_keys(tx, 1)[0]


def new_keys(tx: Tx, count: int) -> list[str]:
    """Return so many keys that no case has, sorted: cases that come in by their keys touch the fewest pages of indexes."""
    found: set[str] = set()
    while len(found) < count:
        fresh = {_random_key() for _n in range(min(count - len(found), 500))}
        found |= fresh - set(tx.execute(select(cases.c.key).where(cases.c.key.in_(fresh))).scalars())
    return sorted(found)


def _random_key() -> str:
    digits = "".join(secrets.choice(ALPHABET) for _n in range(8))
    return f"OV-{digits[:4]}-{digits[4:]}"


def is_key(text: str) -> bool:
    """Whether a text has the form of a case's key. Any other text may hold a name that was typed in the wrong place."""
    return _KEY.fullmatch(text) is not None


def add(tx: Tx, new: Case, by: str, at: datetime) -> None:
    """Write a new case and its first version."""
    tx.execute(insert(cases).values(**row(new)))
    _keep_version(tx, new, by, at)


def get(tx: Tx, key: str) -> Case | None:
    """Return the case with this key, or None."""
    case_row = tx.execute(select(cases).where(cases.c.key == key)).one_or_none()
    return case_of(case_row) if case_row else None


def listing(
    tx: Tx, *, limit: int = 50, offset: int = 0, order: str = "newest", **filters: Unpack[Filters]
) -> list[Case]:
    """Return the cases of which a reader may know that match every filter given.

    `order` is "newest", or "due": cases that wait for a first action first, the nearest deadline first. The filter
    `risk` may be "not_assessed"; `search` is any part of the key, in small or capital letters, with or without dashes.
    """
    query = narrow(select(cases), **filters)
    sort_by = by_deadline() if order == "due" else (cases.c.opened_at.desc(), cases.c.key)
    return [case_of(case_row) for case_row in tx.execute(query.order_by(*sort_by).limit(limit).offset(offset))]


def count(tx: Tx, **filters: Unpack[Filters]) -> int:
    """Return how many cases match the filters of `listing`."""
    return int(tx.execute(narrow(select(func.count()).select_from(cases), **filters)).scalar_one())


def several(tx: Tx, keys: Collection[str]) -> list[Case]:
    """Return the cases with these keys; one that there is not is left out."""
    return [case_of(case_row) for case_row in tx.execute(select(cases).where(cases.c.key.in_(list(keys))))]


def of_agency(tx: Tx, agency: str) -> list[Case]:
    """Return all cases of an agency."""
    return [case_of(case_row) for case_row in tx.execute(select(cases).where(cases.c.agency == agency))]


def every(tx: Tx, after_key: str = "", limit: int = 1000) -> list[Case]:
    """Return the next `limit` cases of all agencies after `after_key`, in the order of their keys."""
    rows = tx.execute(select(cases).where(cases.c.key > after_key).order_by(cases.c.key).limit(limit))
    return [case_of(case_row) for case_row in rows]


def amend(tx: Tx, key: str, expected_version: int, changes: Mapping[str, Any], by: str, at: datetime) -> Case:
    """Change fields of a case and return it; raise RecordError when it is not at `expected_version` any more.

    Fields that may not be changed this way (`FIXED`) and fields that a case does not have raise RecordError, too.
    """
    _check_names(changes)
    after = {"version": expected_version + 1} | {name: _stored(value) for name, value in changes.items()}
    # The version is compared in the UPDATE itself: reading it first would let two people change the same version.
    changed = tx.execute(update(cases).where(cases.c.key == key, cases.c.version == expected_version).values(**after))
    current = get(tx, key)
    if current is None:
        raise RecordError(_("There is no case with this key. Open it again from the list."))
    if not changed.rowcount:
        raise RecordError(_("Someone else changed this case in the meantime. Nothing was saved: open it again."))
    _keep_version(tx, current, by, at)
    return current


def history(tx: Tx, key: str) -> list[CaseVersion]:
    """Return every version of a case, newest first."""
    rows = tx.execute(
        select(case_versions).where(case_versions.c.case_key == key).order_by(case_versions.c.version.desc())
    )
    return [_version(version_row) for version_row in rows]


def _version(version_row: Row[Any]) -> CaseVersion:
    # Read by column name: `version_row.values` would be a method of the row and not its column "values".
    return CaseVersion(**{name: version_row._mapping[name] for name in ("version", "values", "at", "by", "number")})


def _keep_version(tx: Tx, current: Case, by: str, at: datetime) -> None:
    tx.execute(
        insert(case_versions).values(
            case_key=current.key, version=current.version, values=plain(current), at=at, by=by, number=place()
        )
    )
    note(tx, "case", current.key)


def _check_names(changes: Mapping[str, Any]) -> None:
    if not changes.keys() <= set(FIELDS) - FIXED:
        raise RecordError(_("This cannot be corrected on a case. Nothing was saved: record it with its own form."))


def _stored(value: Any) -> Any:
    """Return the value of a field as its column takes it: a tuple becomes a list, which is stored as JSON."""
    return list(value) if isinstance(value, tuple) else value


def row(current: Case) -> dict[str, Any]:
    """Return the values that a case has in the columns of its row, by field."""
    return {name: _stored(getattr(current, name)) for name in FIELDS}


def plain(current: Case) -> dict[str, Any]:
    """Return the fields of a case as JSON values: dates and times as ISO text."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in row(current).items()
    }


def case_of(case_row: Row[Any]) -> Case:
    """Return the case in a row of the table, which may have columns of other tables beside."""
    values = {name: case_row._mapping[name] for name in FIELDS}
    # The fields that can have several values are lists in the row (JSON) and tuples in a Case.
    return Case(**values | {name: tuple(values[name]) for name in SEVERAL})
