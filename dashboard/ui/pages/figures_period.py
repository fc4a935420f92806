"""The choice of a period for live figures, and of the one day by which all of them count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from dashboard.contract.view import TimeBase
from dashboard.i18n import day as day_words
from dashboard.i18n import gettext as _

BACK = 5
"""So many years back a quarter or a year can be chosen; anything older with the days themselves."""


@dataclass(frozen=True)
class Span:
    """The chosen days, both included (None leaves that side open), and the one day by which figures count."""

    since: date | None = None
    until: date | None = None
    day: TimeBase | None = None

    @property
    def words(self) -> str:
        """What is counted, in words."""
        if self.since is None and self.until is None:
            return _("All time")
        return _("{since} to {until}").format(
            since=day_words(self.since) if self.since else "…", until=day_words(self.until) if self.until else "…"
        )


def choose(today: date) -> Span:
    """Draw the choices and return what was chosen."""
    left, middle, right = st.columns(3)
    names = {
        "all": _("All time"),
        "quarter": _("A quarter"),
        "year": _("A year"),
        "months": _("The last 12 months"),
        "days": _("From one day to another"),
    }
    kind = left.selectbox(_("Period"), list(names), format_func=names.__getitem__, key="figures.period")
    if kind == "all":
        return Span()
    with middle:
        since, until = _KINDS[kind](today)
    with right:
        return Span(since, until, _day())


def _day() -> TimeBase | None:
    """Draw the choice of the day by which figures count; None leaves each figure its own."""
    words = {
        "opening": _("day of registration, as in releases"),
        "report": _("day of the first report"),
        "own": _("each figure by its own day"),
    }
    chosen = st.selectbox(_("Counted by"), list(words), format_func=words.__getitem__, key="figures.day")
    days: dict[str, TimeBase] = {"opening": "opening", "report": "report"}
    return days.get(chosen)


def _quarter(today: date) -> tuple[date, date]:
    newest = 4 * today.year + (today.month - 1) // 3
    chosen = st.selectbox(
        _("Which quarter?"),
        [(number // 4, number % 4 + 1) for number in range(newest, newest - 4 * BACK, -1)],
        format_func=lambda pair: _("{year} Q{quarter}").format(year=pair[0], quarter=pair[1]),
        key="figures.quarter",
    )
    year, quarter = chosen
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return date(year, 3 * quarter - 2, 1), following - timedelta(days=1)


def _year(today: date) -> tuple[date, date]:
    year = st.selectbox(_("Which year?"), list(range(today.year, today.year - BACK, -1)), key="figures.year")
    return date(year, 1, 1), date(year, 12, 31)


def _months(today: date) -> tuple[date, date]:
    return today - timedelta(days=365), today


def _days(today: date) -> tuple[date, date]:
    first = st.date_input(_("From"), today.replace(day=1), key="figures.since", format="YYYY-MM-DD")
    last = st.date_input(_("To"), today, key="figures.until", format="YYYY-MM-DD")
    if first > last:
        st.warning(_("The first day is after the last one, so the two were taken the other way round."))
    return min(first, last), max(first, last)


_KINDS: Mapping[str, Callable[[date], tuple[date, date]]] = {
    "quarter": _quarter,
    "year": _year,
    "months": _months,
    "days": _days,
}
