"""The case page: what must I do next, and why; then the areas, each with steps, forms and guidance."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.access import Principal
from dashboard.desk.cases import CaseFile, read_case
from dashboard.desk.house import House
from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import go, link
from dashboard.ui.pages import case_area, case_consent, case_facts, case_follow, case_history, case_needs
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
    strip.alerts(file)
    with st.container(key="case.columns"):
        left, right = st.columns([7, 3.4], gap="medium")
        with right, st.container(border=True, key="case.next"):
            tasks.show(house, file.tasks)
            link("plan", _("Action plan to print"), key=file.case.key)
        with left:
            _tabs(house, who, file)


def _tabs(house: House, who: Principal, file: CaseFile) -> None:
    plugins = house.registry.active
    labels = [area_text(each.module, each.area.label) for each in plugins if each.area]
    draws: list[Callable[[], None]] = [partial(case_area.show, house, who, file, each) for each in plugins]
    draws += [partial(page.show, house, who, file) for page in (case_consent, case_needs, case_follow, case_facts)]
    draws.append(partial(case_history.show, house, file))
    shell = [_("Consent"), _("Referrals"), _("Follow-up"), _("Facts"), _("History")]
    found = st.tabs([*labels, *shell], on_change="rerun", key=f"case.{file.case.key}.tab")
    for tab, draw in zip(found, draws, strict=True):
        if tab.open:
            with tab:
                draw()
