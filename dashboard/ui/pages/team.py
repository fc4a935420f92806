"""Team: who is overdue, and who carries how much."""

import pandas as pd
import streamlit as st

from dashboard.access import Principal
from dashboard.casework.clocks import running
from dashboard.desk.house import House
from dashboard.desk.team import team
from dashboard.i18n import clock
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import go
from dashboard.ui.widgets import words

MOST = 30


def render(house: House, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Team"))
    found = team(house, who)
    st.subheader(_("Overdue"), anchor=False)
    if not found.overdue:
        st.success(_("No case is past its deadline."))
    for case, name in found.overdue[:MOST]:
        due = running(case, house.timelines.normal)
        with st.container(border=True):
            text, way = st.columns([4, 1], vertical_alignment="center")
            level = case.risk_level or "not_assessed"
            text.markdown(
                f":{words.COLOURS[level]}[**{words.risk(case.risk_level)}**] · "
                f"{clock(due, house.now()) if due else ''} · {name}"
            )
            with way:
                if st.button(case.key, key=f"team.{case.key}", width="stretch"):
                    go("case", key=case.key)
    if len(found.overdue) > MOST:
        st.caption(_("{n} more are overdue. Narrow the list of cases to see them.").format(n=len(found.overdue) - MOST))
    st.subheader(_("Workload"), anchor=False)
    st.table(
        pd.DataFrame(
            {
                _("Case manager"): [load.name for load in found.loads],
                _("Open"): [load.open for load in found.loads],
                _("High risk"): [load.high for load in found.loads],
                _("Overdue"): [load.overdue for load in found.loads],
            }
        ).set_index(_("Case manager"))
    )
