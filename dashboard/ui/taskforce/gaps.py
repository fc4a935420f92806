"""Service gaps: which services are missing, first in the whole country, then where; what is on offer; what one could reach."""

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import Supply
from dashboard.release.gaps import BY_PLACE, BY_REGION, NATIONAL, NO_GAP, OUTCOME, OUTCOMES, national
from dashboard.ui.taskforce import gap_findings, gap_list, gap_regions, offered, tables
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.sheet import Sheet, begin, tools
from dashboard.ui.taskforce.showing import show, side_by_side
from dashboard.ui.taskforce.topics import on_topic

PAGE = "gaps"
_SHOWN_ABOVE = (NATIONAL, BY_REGION, BY_PLACE, OUTCOME)
_LAST = (OUTCOMES, "declined")


def render(given: Given) -> None:
    """Draw the page: the level at which numbers exist comes first, finer ones below it."""
    sheet = begin(
        given,
        PAGE,
        _("Service gaps"),
        _("After the first release: which services are needed, which are missing where, and why some are declined."),
        narrows=True,
    )
    if sheet is None:
        return
    supply = given.supply()
    shown = [*_country(sheet, supply), *_regions(sheet, supply), *_places(sheet), *_others(sheet)]
    offered.draw(supply)
    st.caption(_("Not offered: gaps by age, sex or disability. Three dimensions at once are what finds one survivor."))
    tools(sheet, shown)


def _country(sheet: Sheet, supply: Supply) -> list[Panel]:
    """Draw what is missing in the whole country, beside it what stands out, and below it the list."""
    rows = national(sheet.releases, sheet.period)
    shown = sheet.narrowed([gap_list.panel(sheet.releases, sheet.period, rows)] if rows else [])
    left, right = st.columns(2)
    for panel in shown:
        with left:
            show(panel, sheet)
    with right:
        gap_findings.draw(sheet, supply)
    if not rows:
        return []
    gap_list.draw(sheet, rows, supply)
    over_time = gap_list.over_time(sheet.releases, sheet.period, rows)
    for panel in over_time:
        show(panel, sheet)
    return [*shown, *over_time]


def _regions(sheet: Sheet, supply: Supply) -> list[Panel]:
    """Draw the numbers by region beside what came of needs, and below them what one more service could reach."""
    panels = sheet.narrowed([*gap_regions.panels(sheet), *tables.panels(sheet.releases, sheet.period, [OUTCOME])])
    side_by_side(panels, sheet)
    gap_regions.what_if(sheet, supply)
    return panels


def _places(sheet: Sheet) -> list[Panel]:
    """Draw what is missing by governorate, where the release has it."""
    if BY_PLACE not in sheet.releases.names(sheet.period):
        return []
    panels = sheet.narrowed([tables.panel(sheet.releases, sheet.period, BY_PLACE, without=NO_GAP)])
    for panel in panels:
        show(panel, sheet)
    return panels


def _others(sheet: Sheet) -> list[Panel]:
    """Draw what came of needs by service, why services are declined, and what areas add about services."""
    known = {*_SHOWN_ABOVE, *_LAST}
    more = [name for name in on_topic(sheet.releases, sheet.period, "S") if name not in known]
    panels = sheet.narrowed(tables.panels(sheet.releases, sheet.period, [*_LAST, *more]))
    side_by_side(panels, sheet)
    return panels
