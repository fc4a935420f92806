"""Follow-up, closing and opening again."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor import reviews
from dashboard.actions.work.cases import OpenedCase
from dashboard.ui.widgets import entries, tasks
from dashboard.ui.widgets.entries import Place


def show(context: Context, who: Principal, file: OpenedCase) -> None:
    """Draw the forms for follow-up, closing and opening again."""
    place = Place(context, who, file, "core", "dashboard", "follow")
    if st.session_state.get(place.opened, ("", ""))[0] == "closure":
        tasks.still_open(context, reviews.still_open(file.tasks, context.now()))
    if entries.sheet(place):
        return
    if file.case.status == "closed":
        entries.card(place, context.form("core", "reopening"))
    entries.card(place, context.form("core", "follow_up"))
    entries.card(place, context.form("core", "closure"))
