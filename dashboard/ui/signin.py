"""The sign-in page: streamlit-authenticator's form over our own people table (docs/decisions/0002)."""

from typing import Any

import streamlit as st

from dashboard.access import sessions
from dashboard.access.opening import open_account
from dashboard.access.sign_in import sign_in
from dashboard.actions import heads
from dashboard.actions.context import Context
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.ui import frame
from dashboard.ui.door.gate import ADDRESS
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.session import begin

TICKET, FAILED, WITH_CODES = "signin.ticket", "signin.failed", "signin.with_codes"


class OurPeople:
    """Takes the place of the library's password store: checks against our people table and never writes a cookie."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def login(self, username: str = "", password: str = "", *_limits: Any, **_options: Any) -> bool:
        """Check a password: a right one issues a one-time ticket for a session, anything else leads to one and the
        same error.
        """
        context = self.context
        person = sign_in(context.records, context.key, username, password, context.now(), _address())
        st.session_state[FAILED] = person is None
        if person is not None:
            heads.note_daily(context)
            st.session_state[TICKET] = sessions.issue_ticket(context.records, person.id, context.now(), person)
        return False  # the library would write its cookie now

    def get_cookie(self) -> None:
        """Find no cookie: the library's own cookie lets nobody in, only our session does (ui/door/gate.py)."""


def _address() -> str:
    """Return where the browser is, as the gate saw it."""
    return st.context.headers.get(ADDRESS.decode()) or ""


def render(context: Context) -> None:
    """Show the form; a right password leads to a session of our own."""
    if ticket := st.session_state.pop(TICKET, None):
        st.info(_("Signing in ..."))
        begin(ticket)
        return
    _left, middle, _right = st.columns([1, 2, 1])
    with middle, st.container(key="signin-card", border=True):
        # One form at a time: two fields of the same name would be one too many, for people and for screen readers.
        if st.session_state.get(WITH_CODES):
            _open_with_codes(context)
        else:
            _sign_in(context)
        other = _("Sign in with a password") if st.session_state.get(WITH_CODES) else _("I was given two codes")
        st.button(other, key="signin.other", type="tertiary", icon=":material/key:", on_click=_other)


def _other() -> None:
    st.session_state[WITH_CODES] = not st.session_state.get(WITH_CODES)


def _sign_in(context: Context) -> None:
    st.title(_("Sign in"), anchor=False)
    st.caption(_("OVTF response dashboard: for case managers, supervisors, coordinators and administrators."))
    _form(context)
    if st.session_state.get(FAILED):
        st.error(
            _(
                "The user name or the password is not right, or there were too many tries. Wait a little and try again: "
                "no wait is longer than a quarter of an hour."
            )
        )
    frame.language_choice(None, context)
    st.caption(
        _(
            "Forgot your password? Ask your administrator for a new one; your supervisor confirms it and gives it to you."
        )
    )


def _open_with_codes(context: Context) -> None:
    """Draw the form with which an agency's first or only supervisor opens her account."""
    st.title(_("Open my account"), anchor=False)
    with st.form("signin.codes", border=False):
        st.caption(_("For the first supervisor of an agency. Nobody but you knows the password that you choose here."))
        username = st.text_input(_("User name"), key="signin.codes.username")
        first = st.text_input(_("Code of the administrator"), key="signin.codes.first")
        second = st.text_input(_("Code of the coordinator"), key="signin.codes.second")
        password = st.text_input(_("New password"), type="password", key="signin.codes.password")
        again = st.text_input(_("New password once more"), type="password", key="signin.codes.again")
        sent = st.form_submit_button(_("Open my account"), key="signin.codes.open")
    if not sent:
        return
    if password != again:
        st.error(_("The two new passwords are not the same."))
        return
    try:
        open_account(context.records, context.key, username, first, second, password, context.now())
    except DashboardError as error:
        st.error(quoted_lines(str(error)))
        return
    st.success(_("Your account is open. Sign in with your user name and the password that you chose."))


def _form(context: Context) -> None:
    """Draw the library's form without its cookie component: that starts a run of its own and can swallow a click."""
    from streamlit_authenticator import Authenticate  # at import it looks for a running app

    form = Authenticate.__new__(Authenticate)
    form.attrs = {"login_sleep_time": 0}
    form.cookie_controller = form.authentication_controller = OurPeople(context)
    form.login(fields={"Form name": "", "Username": _("User name"), "Password": _("Password"), "Login": _("Sign in")})
    if TICKET in st.session_state:
        st.rerun()
