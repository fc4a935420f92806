"""The case page: what must I do next, and why; then the areas, each with steps, forms and guidance."""

import streamlit as st

from dashboard.access import Principal
from dashboard.desk.cases import CaseFile, read_case
from dashboard.desk.house import House
from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import go
from dashboard.ui.pages import case_area, case_overview
from dashboard.ui.widgets import strip, tasks


def render(house: House, who: Principal) -> None:
    """Draw the page of the case whose key is in the address."""
    key = st.query_params.get("key", "").strip().upper()
    if not key:
        st.title(_("Case"))
        st.info(_("Choose a case in the list, or search it by its key."))
        if st.button(_("To the list of cases"), key="case.list"):
            go("cases")
        return
    file = read_case(house, who, key)
    st.title(_("Case {key}").format(key=file.case.key))
    strip.show(house, file)
    with st.container(key="case.columns"):
        left, right = st.columns([7, 3.4], gap="medium")
        with right, st.container(border=True, key="case.next"):
            tasks.show(house, file.tasks)
        with left:
            _tabs(house, who, file)


def _tabs(house: House, who: Principal, file: CaseFile) -> None:
    plugins = house.registry.active
    labels = [area_text(each.module, each.area.label) for each in plugins if each.area]
    found = st.tabs([*labels, _("Overview"), _("History")], on_change="rerun", key=f"case.{file.case.key}.tab")
    for plugin, tab in zip(plugins, found, strict=False):
        if tab.open:
            with tab:
                case_area.show(house, who, file, plugin)
    if found[-2].open:
        with found[-2]:
            case_overview.facts(house, file)
    if found[-1].open:
        with found[-1]:
            case_overview.history(house, file)
