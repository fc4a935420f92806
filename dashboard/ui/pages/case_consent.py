"""Consent: what she agreed to, taking it back at any time, and the log of every change."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work import consents
from dashboard.actions.work.cases import OpenedCase
from dashboard.casework import consent
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.ui.widgets import entries, words
from dashboard.ui.widgets.entries import Place

COLOURS = {"yes": "green", "no": "gray", "withdrawn": "orange", "not_asked": "gray"}
MARKS = {"yes": "✓", "no": "–", "withdrawn": "✕", "not_asked": "○"}


def show(context: Context, who: Principal, file: OpenedCase) -> None:
    """Draw the consent of a case."""
    place = Place(context, who, file, "core", "dashboard", "consent")
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
    entries.card(place, context.form("core", "consent"))
    _log(context, file)


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
        child = place.file.case.is_child
        scopes = consent.withdrawing(scope, place.file.work.consents)
        st.write(_("This closes at once:"))
        st.markdown("\n".join(f"- **{consent.label(each)}**: {consent.closes(each, child)}" for each in scopes))
        said = _who(place, scope)
        lacks = consent.taking_back_needs(consent.taken_back(said, child), child)
        if lacks:
            st.caption(lacks)
        st.button(
            _("Yes, it is taken back"),
            key=place.key(f"withdraw.{scope}"),
            type="primary",
            disabled=bool(lacks),
            on_click=_take_back,
            args=(place, scope, said),
        )


def _who(place: Place, scope: str) -> dict[str, str]:
    """Ask who takes a consent back; for a child, unless the child does it, whether the child agrees or who decides."""
    child = place.file.case.is_child
    said = {"given_by": _asked(place, scope, "given_by", _("Who takes it back?"), "" if child else "caregiver")}
    if not child or said["given_by"] in ("", "individual"):
        return said
    said["assent"] = _asked(place, scope, "assent", _("Does the child agree?"))
    if said["assent"] == "no":
        label = _("Who decides in the child's best interests?")
        said["best_interest_by"] = _asked(place, scope, "best_interest_by", label)
    return said


def _asked(place: Place, scope: str, name: str, label: str, without: str = "") -> str:
    """Draw a question of the consent form, and return what was chosen."""
    question = place.context.form("core", "consent").question(name)
    labels = {each.name: words.choice("dashboard", question, each) for each in question.choices}
    offered = [each for each in labels if each != without]
    key = place.key(f"{name}.{scope}")
    return st.radio(label, offered, index=None, key=key, format_func=lambda each: labels[each]) or ""


def _take_back(place: Place, scope: str, said: dict[str, str]) -> None:
    try:
        closed = consents.withdraw(place.context, place.who, place.file.case.key, scope, said)
        st.session_state[place.key("closed")] = closed
    except DashboardError as error:
        st.session_state[place.key("failure")] = str(error)


def _log(context: Context, file: OpenedCase) -> None:
    with st.expander(_("Every change, newest first")):
        for each in file.consents:
            who = file.names.get(each.by, "")
            value = words.code("consent_value", each.value)
            by = words.answer(context, "dashboard", context.form("core", "consent"), "given_by", each.given_by)
            st.markdown(f":gray[{moment(each.at)} · {who}]  \n{consent.label(each.scope)}: **{value}** · {by}")
