"""The sign-in page: streamlit-authenticator's form over our own people table (docs/decisions/0002)."""

from typing import Any

import streamlit as st

from dashboard.access import sessions
from dashboard.access.sign_in import sign_in
from dashboard.actions import heads
from dashboard.actions.context import Context
from dashboard.i18n import gettext as _
from dashboard.ui import frame
from dashboard.ui.door.gate import ADDRESS
from dashboard.ui.session import begin

TICKET, FAILED = "signin.ticket", "signin.failed"


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
            st.session_state[TICKET] = sessions.issue_ticket(context.records, person.id, context.now())
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
        st.caption(_("Forgot your password? Your administrator can give you a new one."))


def _form(context: Context) -> None:
    """Draw the library's form without its cookie component: that starts a run of its own and can swallow a click."""
    from streamlit_authenticator import Authenticate  # at import it looks for a running app

    form = Authenticate.__new__(Authenticate)
    form.attrs = {"login_sleep_time": 0}
    form.cookie_controller = form.authentication_controller = OurPeople(context)
    form.login(fields={"Form name": "", "Username": _("User name"), "Password": _("Password"), "Login": _("Sign in")})
    if TICKET in st.session_state:
        st.rerun()
