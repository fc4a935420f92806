"""Needs and referrals: what she needs, what came of it, who was asked and what they answered."""

import streamlit as st

from dashboard.access import Principal
from dashboard.desk.cases import CaseFile
from dashboard.desk.house import House
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import link
from dashboard.ui.widgets import entries
from dashboard.ui.widgets.entries import Place


def show(house: House, who: Principal, file: CaseFile) -> None:
    """Draw the needs and referrals of a case."""
    place = Place(house, who, file, "core", "dashboard", "needs")
    if entries.sheet(place):
        return
    st.caption(
        _(
            "Record each need, then what came of it. What is missing in a governorate shows only when it is written down."
        )
    )
    entries.card(place, house.form("core", "need"))
    entries.card(place, house.form("core", "referral"))
    audience = "child" if file.case.is_child else "adult"
    params = {"governorate": file.case.governorate, "for": audience}
    link("services", _("Look in the service directory"), **params)
