"""Which areas are switched off, and how many forms the record holds of each area, installed or not."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, insert, select

from dashboard.records.engine import Tx
from dashboard.records.need_to_know import Reader, visible
from dashboard.records.submissions import Submission, made
from dashboard.records.tables import area_switches as switches
from dashboard.records.tables import cases, submissions


def switch(tx: Tx, area: str, enabled: bool, by: str, at: datetime) -> None:
    """Append a row that says that a person (`by`) switched an area on (`enabled`) or off."""
    tx.execute(insert(switches).values(area=area, enabled=enabled, at=at, by=by))


def off(tx: Tx) -> frozenset[str]:
    """Return the names of the areas that are switched off now."""
    # The last row of each area counts, by sequence number and not by time: two rows may have the same time.
    last = select(func.max(switches.c.seq)).group_by(switches.c.area)
    rows = tx.execute(select(switches.c.area).where(switches.c.seq.in_(last), ~switches.c.enabled))
    return frozenset(rows.scalars())


def kept(tx: Tx) -> dict[str, int]:
    """Return how many forms were sent in for each area, also for areas that are not installed any more."""
    rows = tx.execute(select(submissions.c.area, func.count()).group_by(submissions.c.area))
    return {area: int(count) for area, count in rows}


def entries(tx: Tx, area: str, reader: Reader) -> Iterator[Submission]:
    """Yield the forms that were sent in for an area, of the cases of which a reader may know, oldest first."""
    with_case = submissions.join(cases, cases.c.key == submissions.c.case_key)
    query = select(submissions).select_from(with_case).where(submissions.c.area == area, visible(reader))
    yield from map(made, tx.execute(query.order_by(submissions.c.seq)))
