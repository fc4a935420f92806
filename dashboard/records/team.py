"""What a supervisor sees of the cases of which she may know. The database counts, so that it stays quick with many cases."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, select

from dashboard.contract import Case
from dashboard.records.case_list import deadline, is_running
from dashboard.records.cases import case_of
from dashboard.records.engine import Tx
from dashboard.records.moments import UtcDateTime, hours
from dashboard.records.need_to_know import Reader, is_named, unheld, visible
from dashboard.records.people import works_here
from dashboard.records.tables import cases, people, submissions


def loads(tx: Tx, reader: Reader, now: datetime, normal_days: int) -> list[tuple[str, int, int, int]]:
    """Return (case manager, open cases, of these with high risk, of these overdue) for everyone who has an open case.

    A case is overdue when its first action is; at normal risk that is due after `normal_days`.
    """
    query = (
        select(
            cases.c.case_manager,
            func.count(),
            func.count().filter(cases.c.risk_level == "high"),
            func.count().filter(_late(now, normal_days)),
        )
        .where(visible(reader), cases.c.status == "open")
        .group_by(cases.c.case_manager)
    )
    return [(row[0], int(row[1]), int(row[2]), int(row[3])) for row in tx.execute(query)]


def overdue(tx: Tx, reader: Reader, now: datetime, normal_days: int, limit: int) -> tuple[int, list[Case]]:
    """Return how many cases are past the deadline of their first action, and the longest overdue of them."""
    late_cases = (visible(reader), _late(now, normal_days))
    query = select(cases).where(*late_cases).order_by(deadline(normal_days * 24), cases.c.key)
    return _page(tx, query, limit)


def unowned(tx: Tx, reader: Reader, limit: int) -> tuple[int, list[Case]]:
    """Return how many open cases have a case manager who does not work here any more, and the first by deadline."""
    here = select(people.c.id).where(works_here(reader.agency))
    query = select(cases).where(visible(reader), cases.c.status == "open", cases.c.case_manager.not_in(here))
    return _page(tx, query.order_by(deadline(), cases.c.key), limit)


def waiting(tx: Tx, reader: Reader) -> int:
    """Return how many open cases of her agency are restricted and held by nobody who works here; she may not read them."""
    waits = (cases.c.agency == reader.agency, cases.c.status == "open", unheld(), ~visible(reader))
    return int(tx.execute(select(func.count()).select_from(cases).where(*waits)).scalar_one())


def restricted_to(tx: Tx, reader: Reader, limit: int) -> tuple[int, list[Case]]:
    """Return how many cases are restricted to this supervisor alone, and the first by deadline."""
    query = select(cases).where(visible(reader), is_named(reader))
    return _page(tx, query.order_by(deadline(), cases.c.key), limit)


def without(
    tx: Tx, reader: Reader, area: str, form: str, levels: Collection[str], limit: int, complete: str = ""
) -> tuple[int, list[Case]]:
    """Return for how many open cases of these risk levels a form was not sent, and the first of them by deadline.

    Cases without consent to services are left out: they are read-only.
    `complete` may name a question of the form: a case whose answer to it is "no", in a submission that no other
    replaces, counts as one without the form.
    """
    sent = exists().where(submissions.c.case_key == cases.c.key, submissions.c.area == area, submissions.c.form == form)
    lacking = ~sent if not complete else ~sent | _unfinished(area, form, complete)
    worked_on = (visible(reader), cases.c.status == "open", cases.c.consent_services)
    incomplete = (*worked_on, cases.c.risk_level.in_(list(levels)), lacking)
    return _page(tx, select(cases).where(*incomplete).order_by(deadline(), cases.c.key), limit)


def _unfinished(area: str, form: str, question: str) -> ColumnElement[bool]:
    """Return the condition that a submission which no other replaces answers the question with "no"."""
    later = submissions.alias()
    return exists().where(
        submissions.c.case_key == cases.c.key,
        submissions.c.area == area,
        submissions.c.form == form,
        submissions.c.answers[question].as_string() == "no",
        ~exists().where(later.c.supersedes == submissions.c.id),
    )


def _late(now: datetime, normal_days: int) -> ColumnElement[bool]:
    return and_(is_running(), deadline(normal_days * 24) < hours(literal(now, UtcDateTime)))


def _page(tx: Tx, query: Select[Any], limit: int) -> tuple[int, list[Case]]:
    """Return how many cases a query finds, and the first `limit` of them."""
    total = tx.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()
    return int(total), [case_of(row) for row in tx.execute(query.limit(limit))]
