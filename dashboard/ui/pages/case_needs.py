"""Needs and referrals: what she needs, what came of it, who was asked and what they answered."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work.cases import OpenedCase
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import link
from dashboard.ui.widgets import entries
from dashboard.ui.widgets.entries import Place


def show(context: Context, who: Principal, file: OpenedCase) -> None:
    """Draw the needs and referrals of a case."""
    place = Place(context, who, file, "core", "dashboard", "needs")
    if entries.sheet(place):
        return
    st.caption(
        _(
            "Record each need, then what came of it. What is missing in a governorate shows only when it is written down."
        )
    )
    entries.card(place, context.form("core", "need"))
    entries.card(place, context.form("core", "referral"))
    audience = "child" if file.case.is_child else "adult"
    params = {"governorate": file.case.governorate, "for": audience}
    link("services", _("Look in the service directory"), **params)
