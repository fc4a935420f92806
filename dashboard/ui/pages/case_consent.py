"""Consent: what she agreed to, taking it back at any time, and the log of every change."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work import consents
from dashboard.actions.work.cases import OpenedCase
from dashboard.casework import consent, guardians
from dashboard.casework.unsafe import TAKEN_BACK
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.ui.quoting import quoted, quoted_lines
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
        st.warning(_("Taken back. From now on:") + "\n" + "\n".join(f"- {line}" for line in closed))
    if message := st.session_state.pop(place.key("failure"), None):
        st.error(quoted_lines(message))
    st.caption(_("She may take back each of these at any time. Nothing is deleted: it is honoured from then on."))
    referrals = [scope for scope in file.work.consents if scope.startswith(consent.REFERRAL)]
    for scope in (*consent.SCOPES, *referrals):
        _scope(place, scope)
    entries.card(place, context.form("core", "consent"))
    if file.unsafe:
        entries.card(place, context.form("core", TAKEN_BACK))
    _log(context, file)


def _scope(place: Place, scope: str) -> None:
    value = consent.value_of(place.file.work.consents, scope)
    newest_change = next((change for change in place.file.consents if change.scope == scope), None)
    with st.container(key=place.key(f"row.{scope}")):
        what, way = st.columns([3.4, 1.2], vertical_alignment="center", gap="small")
        badge = f":{COLOURS[value]}-badge[{MARKS[value]} {words.code('consent_value', value)}]"
        when = f" :gray[{moment(newest_change.at)}]" if newest_change else ""
        what.markdown(f"**{consent.label(scope)}**  \n{badge}{when}")
        if value == "yes":
            with way:
                _withdraw(place, scope)


def _withdraw(place: Place, scope: str) -> None:
    with st.popover(_("Take back"), key=place.key(f"open.{scope}")):
        child = place.file.case.is_child
        scopes = consent.withdrawing(scope, place.file.work.consents)
        st.write(_("This closes at once:"))
        lines = [f"- **{consent.label(withdrawn)}**: {consent.closes(withdrawn, child)}" for withdrawn in scopes]
        st.markdown("\n".join(lines))
        answers = _who(place, scope)
        lacks = consent.taking_back_needs(consent.taken_back(answers, child), child)
        lacks = lacks or guardians.taking_back(answers, child, place.file.unsafe)
        if lacks:
            st.caption(lacks)
        st.button(
            _("Yes, it is taken back"),
            key=place.key(f"withdraw.{scope}"),
            type="primary",
            disabled=bool(lacks),
            on_click=_take_back,
            args=(place, scope, answers),
        )


def _who(place: Place, scope: str) -> dict[str, str]:
    """Ask who takes a consent back; where someone is recorded as not safe, also who exactly.

    When somebody else does it for a child: also whether the child agrees and, if not, who decides for the child.
    """
    child, unsafe = place.file.case.is_child, place.file.unsafe
    answers = {"given_by": _asked(place, scope, "given_by", _("Who takes it back?"), "" if child else "caregiver")}
    if answers["given_by"] in ("", "individual"):
        return answers
    if unsafe:
        answers["agreed_by"] = _asked(place, scope, "agreed_by", _("Who is it?"))
    if not child:
        return answers
    answers["assent"] = _asked(place, scope, "assent", _("Does the child agree?"))
    if answers["assent"] == "no" or answers.get("agreed_by") in unsafe:
        label = _("Who decides in the child's best interests?")
        answers["best_interest_by"] = _asked(place, scope, "best_interest_by", label)
    return answers


def _asked(place: Place, scope: str, name: str, label: str, without: str = "") -> str:
    """Draw a question of the consent form without the choice `without`; return the chosen code, "" for none."""
    question = place.context.form("core", "consent").question(name)
    labels = {choice.name: words.choice("dashboard", question, choice) for choice in question.choices}
    offered = [code for code in labels if code != without]
    key = place.key(f"{name}.{scope}")
    return st.radio(label, offered, index=None, key=key, format_func=lambda code: labels[code]) or ""


def _take_back(place: Place, scope: str, answers: dict[str, str]) -> None:
    try:
        closed = consents.withdraw(place.context, place.who, place.file.case.key, scope, answers)
        st.session_state[place.key("closed")] = closed
    except DashboardError as error:
        st.session_state[place.key("failure")] = str(error)


def _log(context: Context, file: OpenedCase) -> None:
    with st.expander(_("Every change, newest first")):
        for change in file.consents:
            who = quoted(file.names.get(change.by, ""))
            value = words.code("consent_value", change.value)
            by = words.answer(context, "dashboard", context.form("core", "consent"), "given_by", change.given_by)
            st.markdown(f":gray[{moment(change.at)} · {who}]  \n{consent.label(change.scope)}: **{value}** · {by}")
