"""The sign-in page: streamlit-authenticator's form over our own people table (docs/decisions/0002)."""

import secrets
from collections.abc import Iterator, MutableMapping
from functools import cache
from typing import Any

import streamlit as st

from dashboard.access import sessions
from dashboard.access.sign_in import sign_in
from dashboard.desk.house import House
from dashboard.i18n import gettext as _
from dashboard.ui import frame
from dashboard.ui.session import begin

TICKET, FAILED = "signin.ticket", "authentication_status"


class Directory(MutableMapping[str, dict[str, Any]]):
    """What the form may know of accounts: nothing, not even which ones exist."""

    def __getitem__(self, username: str) -> dict[str, Any]:
        return {"name": username, "email": "", "roles": []}

    def __setitem__(self, username: str, record: dict[str, Any]) -> None:
        """Nothing is kept: access counts the tries."""

    def __delitem__(self, username: str) -> None:
        """Nothing is kept."""

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __contains__(self, username: object) -> bool:
        return True


@cache
def _key() -> str:
    return secrets.token_hex(32)  # for a cookie that is never written: its life is zero days


def render(house: House) -> None:
    """Show the form; a right password leads to a session of our own."""
    if ticket := st.session_state.pop(TICKET, None):
        st.session_state.pop(FAILED, None)
        st.info(_("Signing in ..."))
        begin(ticket)
        return
    _left, middle, _right = st.columns([1, 2, 1])
    with middle, st.container(key="signin-card", border=True):
        st.title(_("Sign in"))
        st.caption(_("OVTF response dashboard: for case managers, supervisors, coordinators and administrators."))
        _form(house)
        if st.session_state.get(FAILED) is False:
            st.error(
                _("The user name or the password is not right, or you tried too often. Wait a little and try again.")
            )
        frame.language_choice(None, house)
        st.caption(_("Forgot your password? Your administrator can give you a new one."))


def _form(house: House) -> None:
    import streamlit_authenticator as stauth  # at import it looks for a running app

    auth = stauth.Authenticate({"usernames": {}}, "ovtf_unused", _key(), 0, auto_hash=False, login_sleep_time=0)
    model = auth.authentication_controller.authentication_model
    model.credentials["usernames"] = Directory()
    model.check_credentials = lambda username, password: _check(house, username, password)
    auth.login(fields={"Form name": "", "Username": _("User name"), "Password": _("Password"), "Login": _("Sign in")})
    if TICKET in st.session_state:
        st.rerun()


def _check(house: House, username: str, password: str) -> bool:
    person = sign_in(house.records, username, password, house.now())
    if person is None:
        return False
    st.session_state[TICKET] = sessions.issue_ticket(house.records, person.id, house.now())
    return True
