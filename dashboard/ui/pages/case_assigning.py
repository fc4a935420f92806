"""For the supervisor: who works a case, and whether it is worked here at all."""

from collections.abc import Callable

import streamlit as st

from dashboard.access import Permission, Principal, allowed
from dashboard.actions.context import Context
from dashboard.actions.supervisor import assigning
from dashboard.actions.work import closing
from dashboard.actions.work.cases import OpenedCase
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.widgets import words


def show(context: Context, who: Principal, file: OpenedCase) -> None:
    """Draw the supervisor's decisions about a case; nothing for anyone who may not review."""
    if not allowed(who, Permission.review):
        return
    key, case = f"case.{file.case.key}.assigning", file.case
    st.subheader(_("For the supervisor"), anchor=False)
    if message := st.session_state.pop(f"{key}.message", None):
        st.warning(quoted_lines(message))
    if case.status in assigning.SET_ASIDE:
        st.button(
            _("Open it again"), key=f"{key}.back", on_click=_try, args=(key, assigning.bring_back, context, who, file)
        )
    elif case.status == "open":
        if file.decides:
            _person(context, who, file, key)
        _aside(context, who, file, key)


def _person(context: Context, who: Principal, file: OpenedCase, key: str) -> None:
    people = {
        person.id: person.name for person in assigning.colleagues(context, who) if person.id != file.case.case_manager
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Give the case to"),
            list(people),
            index=None,
            placeholder="",
            key=f"{key}.who",
            format_func=people.__getitem__,
        )
        st.button(
            _("Give"),
            key=f"{key}.give",
            disabled=chosen is None,
            on_click=_try,
            args=(key, assigning.assign, context, who, file, chosen),
        )


def _aside(context: Context, who: Principal, file: OpenedCase, key: str) -> None:
    with st.popover(_("Duplicate, or another agency's from now on")):
        st.write(_("The case becomes read-only here. You can open it again."))
        for status, meaning in _meanings().items():
            st.caption(meaning)
            if status == "transferred":
                _stays_open(file)
            st.button(
                words.code("status", status),
                key=f"{key}.{status}",
                on_click=_try,
                args=(key, assigning.set_aside, context, who, file, status),
            )


def _stays_open(file: OpenedCase) -> None:
    """List what is not finished: after a transfer nobody here looks after it any more."""
    if matters := closing.matters(file.work):
        listed = "\n".join(f"- {matter.label}" for matter in matters)
        st.warning(_("Still open. Hand it over first, or make sure that the other agency knows of it:") + "\n" + listed)


def _meanings() -> dict[str, str]:
    """Return what setting a case aside does to the count, by status."""
    return {
        "duplicate": _("A duplicate leaves every later release: the other case of the same survivor is counted."),
        "transferred": _(
            "A transferred case stays counted once, here. The agency that takes over answers that another member has "
            "reported it already, so that nobody counts her twice."
        ),
    }


def _try(key: str, decide: Callable[..., None], context: Context, who: Principal, file: OpenedCase, *more: str) -> None:
    try:
        decide(context, who, file.case.key, file.case.version, *more)
    except DashboardError as error:
        st.session_state[f"{key}.message"] = str(error)
