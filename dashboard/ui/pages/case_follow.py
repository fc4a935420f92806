"""Follow-up, closing and opening again."""

import streamlit as st

from dashboard.access import Principal
from dashboard.desk import reviews
from dashboard.desk.cases import CaseFile
from dashboard.desk.house import House
from dashboard.ui.widgets import entries, tasks
from dashboard.ui.widgets.entries import Place


def show(house: House, who: Principal, file: CaseFile) -> None:
    """Draw what keeps a case going, and what ends it."""
    place = Place(house, who, file, "core", "dashboard", "follow")
    if st.session_state.get(place.opened, ("", ""))[0] == "closure":
        tasks.still_open(house, reviews.still_open(file.tasks, house.now()))
    if entries.sheet(place):
        return
    if file.case.status == "closed":
        entries.card(place, house.form("core", "reopening"))
    entries.card(place, house.form("core", "follow_up"))
    entries.card(place, house.form("core", "closure"))
