"""People: who may sign in, as what, for which agency."""

import pandas as pd
import streamlit as st

from dashboard import codes
from dashboard.access import AGENCY_ROLES, Principal
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.languages import LANGUAGES
from dashboard.records.people import Person
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets import words

SHOWN = "people.shown"


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("People"), anchor=False)
    _once()
    everyone = people.list_people(context, who)
    with st.expander(_("Add a person"), icon=":material/person_add:", expanded=len(everyone) < 2):
        _add(context, who)
    search = st.text_input(_("Search"), key="people.search")
    persons = [
        person for person in everyone if codes.fold(search or "") in codes.fold(f"{person.username} {person.name}")
    ]
    if not persons:
        st.info(_("Nobody fits this search."))
        return
    st.dataframe(_table(persons), hide_index=True, width="stretch")
    _change(context, who, persons)


def _once() -> None:
    """Show the password that was just made: only in this one run, since it is stored nowhere in readable form."""
    if shown := st.session_state.pop(SHOWN, None):
        name, password = shown
        st.success(_("Password for {name}, shown only now:").format(name=quoted(name)))
        st.code(password, language=None)


def _table(persons: list[Person]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("User name"): [person.username for person in persons],
            _("Name"): [person.name for person in persons],
            _("Role"): [words.code("role", person.role) for person in persons],
            _("Agency"): [person.agency or "–" for person in persons],
            _("State"): [_("active") if person.active else _("not active") for person in persons],
        }
    )


def _add(context: Context, who: Principal) -> None:
    username = st.text_input(
        _("User name"), key="people.username", max_chars=40, help=_("Small Latin letters, digits, dots or dashes.")
    )
    name = st.text_input(_("Name"), key="people.name", max_chars=60)
    role, agency = _role_and_agency(context, who, "people.new")
    language = st.selectbox(
        _("Language"), list(LANGUAGES), key="people.language", format_func=lambda code: LANGUAGES[code].name
    )
    if st.button(_("Add"), key="people.add", type="primary"):
        try:
            _person, password = people.add_person(
                context, who, username=username, name=name, role=role, agency=agency, language=language
            )
        except DashboardError as error:
            st.error(quoted_lines(str(error)))
            return
        st.session_state[SHOWN] = (username, password)
        for key in ("people.username", "people.name"):
            del st.session_state[key]
        st.rerun()


def _role_and_agency(
    context: Context, who: Principal, key: str, person: Person | None = None
) -> tuple[str, str | None]:
    roles = list(codes.names("role"))
    role = st.selectbox(
        _("Role"),
        roles,
        key=f"{key}.role",
        index=roles.index(person.role) if person else 0,
        format_func=lambda name: words.code("role", name),
    )
    if role not in AGENCY_ROLES:
        return role, None
    own = person.agency if person else None
    members = people.list_agencies(context, who)
    agencies = {agency.code: agency.name for agency in members if agency.ended_at is None or agency.code == own}
    if not agencies:
        st.warning(_("There is no agency yet. Add one under Agencies first."))
        return role, None
    known = list(agencies)
    at = known.index(own) if own in known else 0
    return role, st.selectbox(
        _("Agency"), known, key=f"{key}.agency", index=at, format_func=lambda code: f"{code} · {agencies[code]}"
    )


def _change(context: Context, who: Principal, persons: list[Person]) -> None:
    with st.expander(_("Change a person"), icon=":material/manage_accounts:"):
        by_id = {person.id: person for person in persons}
        chosen = st.selectbox(
            _("Person"), list(by_id), key="people.chosen", format_func=lambda person_id: by_id[person_id].username
        )
        person = by_id[chosen]
        role, agency = _role_and_agency(context, who, f"people.{person.id}", person)
        active = st.toggle(_("May sign in"), value=person.active, key=f"people.{person.id}.active")
        with st.container(horizontal=True):
            if st.button(_("Save"), key="people.save", type="primary"):
                _save(context, who, person, role, agency, active)
            if st.button(_("New password"), key="people.password"):
                st.session_state[SHOWN] = (person.username, people.reset_password(context, who, person.id))
                st.rerun()


def _save(context: Context, who: Principal, person: Person, role: str, agency: str | None, active: bool) -> None:
    if person.id == who.person_id and (role != person.role or not active):
        st.error(_("You cannot take your own role away. Ask another administrator."))
        return
    try:
        people.change_person(context, who, person.id, role=role, agency=agency, active=active)
    except DashboardError as error:
        st.error(quoted_lines(str(error)))
        return
    st.rerun()
