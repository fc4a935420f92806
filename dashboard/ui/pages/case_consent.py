"""Consent: what she agreed to, taking it back at any time, and the log of every change."""

import streamlit as st

from dashboard.access import Principal
from dashboard.casework import consent
from dashboard.desk import consents
from dashboard.desk.cases import CaseFile
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.ui.widgets import entries, words
from dashboard.ui.widgets.entries import Place

COLOURS = {"yes": "green", "no": "gray", "withdrawn": "orange", "not_asked": "gray"}
MARKS = {"yes": "✓", "no": "–", "withdrawn": "✕", "not_asked": "○"}


def show(house: House, who: Principal, file: CaseFile) -> None:
    """Draw the consent of a case."""
    place = Place(house, who, file, "core", "dashboard", "consent")
    if entries.sheet(place):
        return
    if closed := st.session_state.pop(place.key("closed"), None):
        st.warning(_("Taken back. From now on:") + "\n" + "\n".join(f"- {each}" for each in closed))
    if message := st.session_state.pop(place.key("failure"), None):
        st.error(message)
    st.caption(_("She may take back each of these at any time. Nothing is deleted: it is honoured from then on."))
    referrals = [scope for scope in file.work.consents if scope.startswith(consent.REFERRAL)]
    for scope in (*consent.SCOPES, *referrals):
        _scope(place, scope)
    entries.card(place, house.form("core", "consent"))
    _log(file)


def _scope(place: Place, scope: str) -> None:
    value = consent.value_of(place.file.work.consents, scope)
    row = next((each for each in place.file.consents if each.scope == scope), None)
    with st.container(key=place.key(f"row.{scope}")):
        what, way = st.columns([3.4, 1.2], vertical_alignment="center", gap="small")
        said = f":{COLOURS[value]}-badge[{MARKS[value]} {words.code('consent_value', value)}]"
        when = f" :gray[{moment(row.at)}]" if row else ""
        what.markdown(f"**{consent.label(scope)}**  \n{said}{when}")
        if value == "yes":
            with way:
                _withdraw(place, scope)


def _withdraw(place: Place, scope: str) -> None:
    with st.popover(_("Take back"), key=place.key(f"open.{scope}")):
        scopes = consent.withdrawing(scope, place.file.work.consents)
        st.write(_("This closes at once:"))
        st.markdown("\n".join(f"- **{consent.label(each)}**: {consent.closes(each)}" for each in scopes))
        st.button(
            _("Yes, she takes it back"),
            key=place.key(f"withdraw.{scope}"),
            type="primary",
            on_click=_take_back,
            args=(place, scope),
        )


def _take_back(place: Place, scope: str) -> None:
    try:
        closed = consents.withdraw(place.house, place.who, place.file.case.key, scope)
        st.session_state[place.key("closed")] = closed
    except DashboardError as error:
        st.session_state[place.key("failure")] = str(error)


def _log(file: CaseFile) -> None:
    with st.expander(_("Every change, newest first")):
        for each in file.consents:
            who = file.names.get(each.by, "")
            value = words.code("consent_value", each.value)
            st.markdown(f":gray[{moment(each.at)} · {who}]  \n{consent.label(each.scope)}: **{value}**")
