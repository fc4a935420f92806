"""Follow-up, closing and opening again."""

import streamlit as st

from dashboard.access import Principal
from dashboard.desk.cases import CaseFile
from dashboard.desk.house import House
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.records.reviews import Review
from dashboard.ui.widgets import entries, words
from dashboard.ui.widgets.entries import Place


def show(house: House, who: Principal, file: CaseFile) -> None:
    """Draw what keeps a case going, and what ends it."""
    place = Place(house, who, file, "core", "dashboard", "follow")
    if entries.sheet(place):
        return
    _review(house, file)
    if file.case.status == "closed":
        entries.card(place, house.form("core", "reopening"))
    entries.card(place, house.form("core", "follow_up"))
    entries.card(place, house.form("core", "closure"))


def _review(house: House, file: CaseFile) -> None:
    found = next((each for each in file.reviews if each.form == "closure"), None)
    if found is None or file.case.status != "open":
        return
    if found.state == "requested":
        st.info(
            _("The closing was sent in {when} and waits for the supervisor.").format(when=moment(found.at, house.now()))
        )
    elif found.state == "returned":
        st.warning(returned(file, found))


def returned(file: CaseFile, review: Review) -> str:
    """Return in words that a supervisor sent something back, and why."""
    return _("{name} sent it back {when}: {reason}. Change it and send it in again.").format(
        name=file.names.get(review.by, ""), when=moment(review.at), reason=words.return_reason(review.reason)
    )
