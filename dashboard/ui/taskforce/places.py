"""Places: new cases by governorate as a map, as tiles and with everything that a release tells of places."""

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.ui.taskforce import panels, tables, topics
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.sheet import begin, tools
from dashboard.ui.taskforce.showing import side_by_side
from dashboard.ui.taskforce.topics import every_table

PAGE, PLACE = "places", "governorate"


def render(given: Given) -> None:
    """Draw the page."""
    sheet = begin(
        given, PAGE, _("Places"), _("After the first release: how many cases there were where."), narrows=True
    )
    if sheet is None:
        return
    releases, period = sheet.releases, sheet.period
    published = [table for table in every_table(releases, period) if PLACE in table.dims]
    maps = []
    if any(table.name == PLACE for table in published):
        maps = sheet.narrowed([panels.country(releases, period), panels.places(releases, period)])
    crossed = [table.name for table in published if len(table.dims) == 2]
    more = sheet.narrowed(tables.panels(releases, period, crossed))
    side_by_side(maps, sheet)
    if maps:
        st.caption(panels.boundaries())
    else:
        st.info(topics.counted_elsewhere(releases, period, lambda table: table.name == PLACE))
    side_by_side(more, sheet)
    tools(sheet, [*maps, *more])
