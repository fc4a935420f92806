"""One response area: the tables that its plugin adds to releases."""

import streamlit as st

from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.sheet import begin, tools
from dashboard.ui.taskforce.showing import side_by_side
from dashboard.ui.taskforce.topics import of_area


def render(given: Given, name: str, module: str, label: str) -> None:
    """Draw the page of the area `name`; its title is `label` as the catalog of its `module` translates it."""
    empty = _("After the first release: what this area adds to it.")
    sheet = begin(given, f"area-{name}", area_text(module, label), empty, narrows=True)
    if sheet is None:
        return
    shown = tables.panels(sheet.releases, sheet.period, of_area(sheet.releases, sheet.period, name))
    if not shown:
        st.info(_("This release has no table of this area: it was made before the area, or without it."))
        return
    shown = sheet.narrowed(shown)
    side_by_side(shown, sheet)
    tools(sheet, shown)
