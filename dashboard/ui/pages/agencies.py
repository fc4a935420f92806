"""Agencies: the members of the task force that record cases here."""

from collections.abc import Mapping

import streamlit as st

from dashboard import codes
from dashboard.access import Principal
from dashboard.actions.administration import membership, people
from dashboard.actions.context import Context
from dashboard.errors import DashboardError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.records.agencies import Agency
from dashboard.ui.html_table import as_html
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.widgets import words


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Agencies"), anchor=False)
    agencies = people.list_agencies(context, who)
    with st.expander(_("Add an agency"), icon=":material/add_business:", expanded=not agencies):
        _add(context, who)
    if not agencies:
        st.info(_("There is no agency yet. Case managers and supervisors belong to one, so begin here."))
        return
    places = people.places(context, who)
    with st.expander(_("Where an agency works"), icon=":material/map:"):
        _works(context, who, agencies, places)
    with st.expander(_("When an agency leaves"), icon=":material/logout:"):
        _leaves(context, who, agencies)
    with st.container(key="agencies.sliding"):
        _table(agencies, places)


def _table(agencies: list[Agency], places: Mapping[str, tuple[str, ...]]) -> None:
    head = (_("Code"), _("Name"), _("Works in"), _("Member since"), _("Member until"))
    rows = [
        (
            agency.code,
            agency.name,
            words.several("governorate", places.get(agency.code, ())) or "–",
            day(agency.created_at),
            day(agency.ended_at) if agency.ended_at else "–",
        )
        for agency in agencies
    ]
    st.html(as_html(head, rows, _("Agencies")))


def _add(context: Context, who: Principal) -> None:
    code = st.text_input(
        _("Code"), key="agencies.code", max_chars=20, help=_("Capital letters and digits, such as A01.")
    )
    name = st.text_input(_("Name"), key="agencies.name", max_chars=100)
    if st.button(_("Add"), key="agencies.add", type="primary"):
        try:
            people.add_agency(context, who, code=code, name=name)
        except DashboardError as error:
            st.error(quoted_lines(str(error)))
            return
        for key in ("agencies.code", "agencies.name"):
            del st.session_state[key]
        st.rerun()


def _works(context: Context, who: Principal, agencies: list[Agency], places: Mapping[str, tuple[str, ...]]) -> None:
    """Choose the governorates of an agency: declared by the administrator, never read from its cases."""
    names = {agency.code: agency.name for agency in agencies}
    code = st.selectbox(
        _("Agency"), list(names), key="agencies.chosen", format_func=lambda code: f"{code} · {names[code]}"
    )
    chosen = st.multiselect(
        _("Governorates"),
        codes.places(),
        default=places.get(code, ()),
        key=f"agencies.{code}.places",
        format_func=lambda place: words.code("governorate", place),
        help=_("A governorate where no agency works shows to the task force as one without data."),
    )
    if st.button(_("Save"), key="agencies.save", type="primary"):
        try:
            people.declare_places(context, who, code, chosen)
        except DashboardError as error:
            st.error(quoted_lines(str(error)))
            return
        st.rerun()


def _leaves(context: Context, who: Principal, agencies: list[Agency]) -> None:
    """Let the administrator end an agency's membership, or make it a member again."""
    by_code = {agency.code: agency for agency in agencies}
    code = st.selectbox(
        _("Agency"), list(by_code), key="agencies.leaving", format_func=lambda code: f"{code} · {by_code[code].name}"
    )
    st.caption(
        _(
            "An agency that leaves still reports for the quarter in which it does, and for none after it, so nobody calls it "
            "silent. Its cases stay. Its people can still sign in and finish their work: end that on the page People."
        )
    )
    left = by_code[code].ended_at is not None
    word, change = (_("It is a member again"), membership.resume) if left else (_("It has left"), membership.end)
    if st.button(word, key="agencies.leave"):
        try:
            change(context, who, code)
        except DashboardError as error:
            st.error(quoted_lines(str(error)))
            return
        st.rerun()
