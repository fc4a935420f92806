"""Whether a release may leave the task force: said on paper, in files and pictures, decided on the page Releases."""

from functools import partial

import streamlit as st

from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.release.meaning import NOT_CLEARED
from dashboard.release.outside import Clearance, is_cleared
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.given import Given
from dashboard.ui.widgets.carrying_out import carry_out

PAGE = "releases"


def standing(clearance: Clearance | None) -> str:
    """Return in words how a release stands, with who agreed and when."""
    if clearance is None or not is_cleared(clearance):
        return _(NOT_CLEARED)
    words = _("Cleared for outside the task force on {date}: asked by {asked}, confirmed by {agreed}")
    return words.format(date=day(clearance.at), asked=clearance.asked_by, agreed=clearance.agreed_by)


def decide(given: Given, period: str) -> None:
    """Draw how a release stands, and the next act: ask, confirm what somebody else asked, or take it back."""
    clearance = given.clearances().get(period)
    with st.container(border=True, key=f"{PAGE}.outside"):
        st.subheader(_("May it leave the task force?"), anchor=False)
        st.markdown(quoted(standing(clearance)))
        st.caption(
            _(
                "Documents, packages and the API outside the task force are made from cleared releases. One coordinator asks, "
                "another confirms. A corrected release has to be cleared anew."
            )
        )
        if clearance is None:
            _act(given, period, "ask", _("Ask that it be cleared"))
            return
        if clearance.state == "asked" and clearance.is_mine:
            st.info(_("You asked for it. Another coordinator confirms it."))
        elif clearance.state == "asked":
            st.markdown(_("{name} asks that it be cleared.").format(name=quoted(clearance.asked_by)))
            _act(given, period, "confirm", _("Clear it for outside"))
        _act(given, period, "end", _("Take it back"))


def _act(given: Given, period: str, act: str, label: str) -> None:
    if st.button(label, key=f"{PAGE}.{act}"):
        carry_out(partial(given.clear, act, period))
