"""Agencies: the members of the task force that record cases here."""

import pandas as pd
import streamlit as st

from dashboard.access import Principal
from dashboard.desk import people
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.i18n import day
from dashboard.i18n import gettext as _


def render(house: House, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Agencies"), anchor=False)
    found = people.list_agencies(house, who)
    with st.expander(_("Add an agency"), icon=":material/add_business:", expanded=not found):
        _add(house, who)
    if not found:
        st.info(_("There is no agency yet. Case managers and supervisors belong to one, so begin here."))
        return
    st.dataframe(
        pd.DataFrame(
            {
                _("Code"): [each.code for each in found],
                _("Name"): [each.name for each in found],
                _("Member since"): [day(each.created_at) for each in found],
            }
        ),
        hide_index=True,
        width="stretch",
    )


def _add(house: House, who: Principal) -> None:
    code = st.text_input(
        _("Code"), key="agencies.code", max_chars=20, help=_("Capital letters and digits, such as A01.")
    )
    name = st.text_input(_("Name"), key="agencies.name", max_chars=100)
    if st.button(_("Add"), key="agencies.add", type="primary"):
        try:
            people.add_agency(house, who, code=code, name=name)
        except DashboardError as error:
            st.error(str(error))
            return
        for key in ("agencies.code", "agencies.name"):
            del st.session_state[key]
        st.rerun()
