"""Which cases a list shows, and in what order."""

from typing import Any, Required, TypedDict

from sqlalchemy import ColumnElement, Select, and_, case, func, or_

from dashboard.languages import western
from dashboard.records.moments import hours
from dashboard.records.need_to_know import Reader, is_hers, visible
from dashboard.records.tables import cases
from dashboard.risk_clock import HOURS, UNDECIDED


class Filters(TypedDict, total=False):
    """Filters of a list of cases. One that is "" or None leaves all cases in.

    `reader` sees only the cases of which she may know; `mine` leaves those on which she works herself.
    """

    reader: Required[Reader]
    mine: bool
    search: str
    status: str | None
    risk: str | None
    stream: str | None
    governorate: str | None


def narrow(query: Select[Any], *, reader: Reader, mine: bool = False, search: str = "", **codes: Any) -> Select[Any]:
    """Return a query over cases with the conditions of `Filters`; a filter of any other name is a TypeError."""
    # Whatever she works on herself, she may know of.
    query = query.where(is_hers(reader) if mine else visible(reader))
    if search.strip():
        query = query.where(func.replace(cases.c.key, "-", "").contains(_searched(search), autoescape=True))
    return query.where(*_codes(**codes))


def _codes(
    *, status: str | None = None, risk: str | None = None, stream: str | None = None, governorate: str | None = None
) -> list[ColumnElement[bool]]:
    level = None if risk == "not_assessed" else risk
    chosen = [(cases.c.status, status), (cases.c.stream, stream), (cases.c.governorate, governorate)]
    conditions = [column == value for column, value in chosen if value]
    return [*conditions, cases.c.risk_level == level] if risk else conditions


def _searched(text: str) -> str:
    """Return the letters and digits of what was typed, digits of any script as 0 to 9; without any, the text itself,
    which finds no case.
    """
    # An empty text would be part of every key, and "--" would list all cases.
    return "".join(character for character in western(text).upper() if character.isalnum()) or text.strip()


def is_running() -> ColumnElement[bool]:
    """Return the condition that a case is open and waits for its first action since its risk level was decided.

    A case whose survivor took back her consent to services waits for nothing.
    """
    # Every risk decision asks for a new first action: one before the newest decision does not count.
    acted, decided = cases.c.first_action_at, cases.c.risk_decided_at
    return and_(cases.c.status == "open", cases.c.consent_services, or_(acted.is_(None), acted < decided))


def deadline(normal_hours: int | None = None) -> ColumnElement[float]:
    """Return when the first action on a case is due, as `hours` (times as numbers of hours).

    At high and medium risk it is due within `HOURS` of the risk decision, at normal risk within `normal_hours`. A case
    without a risk level is due within `UNDECIDED` hours of its opening.
    """
    level, decided = cases.c.risk_level, cases.c.risk_decided_at
    return case(
        (level.is_(None), hours(cases.c.opened_at) + UNDECIDED),
        *((level == risk, hours(decided) + hours_allowed) for risk, hours_allowed in HOURS.items()),
        else_=hours(func.coalesce(decided, cases.c.opened_at)) + (normal_hours or 0),
    )


def by_deadline() -> tuple[ColumnElement[Any], ...]:
    """Return what to sort cases by: first those that wait for a first action, then all others.

    Of those that wait, normal risk comes after all other levels; within each group the nearest deadline is first.
    """
    rank = case((and_(is_running(), cases.c.risk_level == "normal"), 1), (is_running(), 0), else_=2)
    return rank, deadline(), cases.c.key
