"""Risk and timeliness: how many at high risk, from what and whom, and do they get action in time."""

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import Releases
from dashboard.release.indicators import ANSWERS, value
from dashboard.ui.taskforce import tables, trends
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.sheet import Sheet, begin, tools
from dashboard.ui.taskforce.showing import side_by_side
from dashboard.ui.taskforce.topics import on_topic
from dashboard.ui.taskforce.wording import per_cent, said

PAGE = "timeliness"
IN_TIME, FIRST = "timeliness", ("timeliness", "governorate_by_risk_level")
WITHOUT = ("normal", "not_assessed", "none")
"""Only high and medium risk have a deadline; the other rows of the table would be empty or say that there is none."""
TREND = "risk_level"
"""The table of the lines over the periods: where there are two releases it gets no second panel."""


def render(given: Given) -> None:
    """Draw the page."""
    sheet = begin(
        given,
        PAGE,
        _("Risk and timeliness"),
        _(
            "After the first release: how many are at high risk, and do they get action within {high_hours} or "
            "{medium_hours} hours."
        ),
        narrows=True,
    )
    if sheet is None:
        return
    releases, period = sheet.releases, sheet.period
    if {"timeliness", "risk_level"} <= set(releases.names(period)):
        _cards(sheet)
    line = trends.trend_panel(releases, period, TREND)
    shares = trends.share_panel(releases, period, TREND)
    more = [name for name in on_topic(releases, period, "R") if name not in FIRST and not (line and name == TREND)]
    over_time = [panel for panel in (line, shares) if panel is not None]
    of_tables = tables.panels(releases, period, [*FIRST, *more], without={IN_TIME: WITHOUT})
    shown = sheet.narrowed([*over_time, *of_tables])
    side_by_side(shown, sheet)
    st.caption(
        _(
            "Not offered: timeliness by governorate or by kind of violence. A third dimension is what finds one survivor."
        )
    )
    tools(sheet, shown)


def _cards(sheet: Sheet) -> None:
    sheet.whole()
    cards = (
        (_("High risk: action within {high_hours} hours"), "high"),
        (_("Medium risk: action within {medium_hours} hours"), "medium"),
    )
    for column, (label, level) in zip(st.columns(len(cards)), cards, strict=True):
        value, note = _in_time(sheet.releases, sheet.period, level)
        column.metric(label, value, note, delta_color="off", delta_arrow="off", border=True, height="stretch")


def _in_time(releases: Releases, period: str, level: str) -> tuple[str, str]:
    """Return, of the new cases at a risk level, the share with a first action in time; then how many of how many."""
    (answer,) = (each for each in ANSWERS if each.part == ("timeliness", level, "in_time"))
    counted = value(releases, period, answer)
    assert counted is not None, "the page looks first whether the release has the tables"
    under = releases.table(period, "risk_level").under
    made_of = _("{part} of {whole} cases").format(
        part=said(counted.part, counted.under), whole=said(counted.whole, under)
    )
    return (_("too few to say") if counted.number is None else per_cent(counted.number)), made_of
