"""Who looked: who read or changed a case of the supervisor's agency, took something away, or was refused."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor.looks import OTHERS, Look, LooksPage, who_looked
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.ui.html_table import as_html
from dashboard.ui.pages.audit import actions, one_look
from dashboard.ui.widgets import words

PAGE = "looks.page"


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Who looked"), anchor=False)
    st.caption(_("Who read or changed a case of your agency, made a list, took something away, or was refused."))
    st.caption(one_look())
    filters, paging = st.container(horizontal=True, vertical_alignment="bottom"), st.session_state.get(PAGE, 1)
    with filters:
        case = st.text_input(_("Search by key"), key="looks.case", placeholder="OV-", on_change=_first)
        day = st.date_input(_("Day"), None, key="looks.day", format="YYYY-MM-DD", on_change=_first)
    person = st.session_state.get("looks.person", "")
    found = who_looked(context, who, case=case, person=person, day=day, page=paging)
    names = {"": _("All"), **found.staff, OTHERS: _("Anybody else")}
    filters.selectbox(_("Who"), list(names), key="looks.person", format_func=names.__getitem__, on_change=_first)
    _lines(context, found, chosen=bool(case or day or person))
    _turn(found, paging)


def _lines(context: Context, found: LooksPage, *, chosen: bool) -> None:
    if not found.looks:
        st.info(_("No line fits these filters.") if chosen else _("Nobody has looked at a case of your agency yet."))
        return
    head = (_("When"), _("Who"), _("What"), _("Case"))
    known, now = actions(), context.now()
    rows = [
        (
            moment(look.at, now),
            _who(look),
            known.get(look.action, look.action),
            look.case or _("many"),
        )
        for look in found.looks
    ]
    st.html(as_html(head, rows, _("Who looked")))
    if any(look.outsider for look in found.looks):
        st.caption(
            _(
                "Another agency's people are not named here. Ask an administrator who it was, with the number of the line."
            )
        )


def _who(look: Look) -> str:
    if look.outsider:
        return _("somebody of another agency (line {n})").format(n=look.n)
    if not look.name:
        return _("a command on the server (line {n})").format(n=look.n)
    return f"{look.name} · {words.code('role', look.role)}"


def _turn(found: LooksPage, page: int) -> None:
    with st.container(horizontal=True):
        if page > 1:
            st.button(_("Newer"), key="looks.newer", on_click=_to, args=(page - 1,))
        if found.has_older:
            st.button(_("Older"), key="looks.older", on_click=_to, args=(page + 1,))


def _first() -> None:
    _to(1)


def _to(page: int) -> None:
    st.session_state[PAGE] = page
