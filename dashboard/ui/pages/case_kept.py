"""Entries of areas that are switched off or not installed any more: readable, as they were sent in."""

import streamlit as st

from dashboard.desk.cases import CaseFile
from dashboard.desk.forms import label
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import harmless, moment
from dashboard.records.submissions import Submission
from dashboard.ui.widgets import answers
from dashboard.ui.widgets.guidance import quoted


def show(house: House, file: CaseFile) -> None:
    """Draw what was recorded in areas that nobody works in any more, nothing when there is none."""
    found = kept(house, file)
    if not found:
        return
    st.subheader(_("Kept from areas that are not in use"), anchor=False)
    st.caption(_("These areas are switched off or not installed. What was recorded stays here to be read."))
    for sent in found:
        name = quoted(harmless(label(house, sent.area, sent.form)))
        with st.expander(f"{name} · {moment(sent.at, house.now())}"):
            st.caption(file.names.get(sent.by, ""))
            _answers(house, sent)


def kept(house: House, file: CaseFile) -> list[Submission]:
    """Return the entries of areas that are not active, the newest first."""
    active = {"core", *(plugin.name for plugin in house.registry.active)}
    return [sent for sent in file.work.submissions if sent.area not in active]


def _answers(house: House, sent: Submission) -> None:
    try:
        answers.show(house, house.registry.module(sent.area), sent)
    except DashboardError as error:
        st.info(str(error))
