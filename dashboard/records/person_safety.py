"""Who is not safe for a survivor: a row when an entry records it, and one when a supervisor takes it back. None is altered.

It is kept beside the entries, so that it is still known when the area whose form recorded it is uninstalled.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import func, insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import person_safety, submissions
from dashboard.records.written import stored


@dataclass(frozen=True, kw_only=True)
class PersonSafety:
    """That a person at her side (a code of `PERSONS`) is unsafe, or safe after all.

    `submission_id` is the entry that says so, `at` (aware UTC) and `by` are since when and by whom.
    `number` is the place of that entry in the order of writing: an approval speaks of what was known when it was asked for.
    """

    id: str
    case_key: str
    person: str
    state: Literal["unsafe", "safe"]
    submission_id: str
    at: datetime
    by: str
    number: int = field(default=0, compare=False)


def add(tx: Tx, new: PersonSafety) -> None:
    """Append one row. It is not part of the projection: nobody counts it."""
    tx.execute(insert(person_safety).values(**stored(new, person_safety)))


def for_cases(tx: Tx, keys: Collection[str]) -> dict[str, list[PersonSafety]]:
    """Return the rows of several cases, by case key, oldest first."""
    by_case: dict[str, list[PersonSafety]] = {key: [] for key in keys}
    number = func.coalesce(submissions.c.seq, 0).label("number")
    joined = person_safety.outerjoin(submissions, submissions.c.id == person_safety.c.submission_id)
    query = select(person_safety, number).select_from(joined).where(person_safety.c.case_key.in_(list(keys)))
    for row in tx.execute(query.order_by(person_safety.c.seq)):
        values = {name: value for name, value in row._mapping.items() if name != "seq"}
        by_case[row.case_key].append(PersonSafety(**values))
    return by_case
