"""People: who may sign in, as what, for which agency."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import codes
from dashboard.access import AGENCY_ROLES, Principal
from dashboard.actions.accounts import asking
from dashboard.actions.accounts.asking import Asked
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import listed
from dashboard.languages import LANGUAGES
from dashboard.records.people import Person
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets import account_changes, words

SHOWN = "people.shown"


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("People"), anchor=False)
    _once()
    _waiting(context, who)
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
    """Show the password or code that was just made, only in this one run, or that a change waits."""
    if shown := st.session_state.pop(SHOWN, None):
        text, secret = shown
        (st.success if secret else st.info)(text)
        if secret:
            st.code(secret, language=None)


def _show(name: str, password: str, waits: str) -> None:
    """Keep what the next run shows: a password that was made, or the sentence that the change waits."""
    text = _("Password for {name}, shown only now:").format(name=name) if password else waits
    st.session_state[SHOWN] = (text, password)


def _waits() -> str:
    return _("This waits below until somebody of the agency, or another coordinator, has confirmed it.")


def _waiting(context: Context, who: Principal) -> None:
    """Draw what waits for a second person, and who that can be."""
    if not (waiting := asking.asked(context, who)):
        return
    st.subheader(_("Waits to be confirmed"), anchor=False)
    for asked in waiting:
        with st.container(border=True, key=f"people.{asked.request.id}.waits"):
            st.markdown(account_changes.what(asked.request))
            st.caption(_who_confirms(asked))
            with st.container(horizontal=True):
                if st.button(_("Withdraw"), key=f"people.{asked.request.id}.withdraw"):
                    _do(partial(asking.withdraw, context, who, asked.request.id))
                if asked.with_codes and st.button(_("Make a code"), key=f"people.{asked.request.id}.code"):
                    _do(partial(_code, context, who, asked))


def _who_confirms(asked: Asked) -> str:
    if asked.with_codes:
        return _(
            "Nobody of this agency could confirm it. Make a code here and give it to the supervisor; a coordinator gives her "
            "another. With both she chooses her password on the sign-in page, under: I was given two codes."
        )
    names = listed(quoted(name) for name in asked.confirmers)
    return _("Can be confirmed by: {names}.").format(
        names=names or _("nobody yet; the agency needs a supervisor first")
    )


def _code(context: Context, who: Principal, asked: Asked) -> None:
    text = _("Code of the administrator for {name}, shown only now:").format(name=quoted(asked.request.username))
    st.session_state[SHOWN] = (text, asking.first_code(context, who, asked.request.id))


def _do(click: Callable[[], None]) -> None:
    try:
        click()
    except DashboardError as error:
        st.error(quoted_lines(str(error)))
        return
    st.rerun()


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
        _show(quoted(username), password, _waits())
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
                _do(lambda: _show(quoted(person.username), people.reset_password(context, who, person.id), _waits()))


def _save(context: Context, who: Principal, person: Person, role: str, agency: str | None, active: bool) -> None:
    if person.id == who.person_id and (role != person.role or not active):
        st.error(_("You cannot take your own role away. Ask another administrator."))
        return

    def change() -> None:
        put = people.change_person(context, who, person.id, role=role, agency=agency, active=active)
        if put.waits or put.password:
            _show(quoted(person.username), put.password, _waits())

    _do(change)
