"""Accounts: a supervisor or coordinator confirms what an administrator asked for; a coordinator makes codes."""

from collections.abc import Callable

import streamlit as st

from dashboard.access import Permission, Principal, allowed
from dashboard.actions.accounts import agency_codes, confirming
from dashboard.actions.accounts.confirming import Waiting
from dashboard.actions.context import Context
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets import account_changes

SHOWN, MESSAGE = "accounts.shown", "accounts.message"


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Accounts"), anchor=False)
    st.caption(
        _(
            "An administrator sees no case, and so cannot let anybody see cases alone. Confirm only what you know of: "
            "ask the person herself, face to face or by a number that you had before."
        )
    )
    _once()
    waiting = confirming.waiting(context, who)
    if not waiting:
        st.info(_("Nothing waits for you."))
    for account in waiting:
        _waiting(context, who, account)
    if allowed(who, Permission.make_codes):
        _codes(context, who)
    _lately(context, who)


def _once() -> None:
    """Show a password or code that was just made, or why it was not: only in this one run."""
    if text := st.session_state.pop(MESSAGE, None):
        st.error(quoted_lines(text))
    if shown := st.session_state.pop(SHOWN, None):
        text, secret = shown
        st.success(text)
        if secret:
            st.code(secret, language=None)


def _waiting(context: Context, who: Principal, account: Waiting) -> None:
    request = account.request
    with st.container(border=True, key=f"accounts.{request.id}"):
        st.markdown(account_changes.what(request))
        asked = _("{name}, asked for by {asked}, {at}.")
        st.caption(asked.format(name=quoted(request.name), asked=quoted(account.asked_by), at=moment(request.at)))
        with st.container(horizontal=True):
            if st.button(_("Confirm"), key=f"accounts.{request.id}.confirm", type="primary"):
                _keep(lambda: _confirmed(context, who, account))
            if st.button(_("Refuse"), key=f"accounts.{request.id}.refuse"):
                _keep(lambda: _refused(context, who, account))


def _keep(click: Callable[[], tuple[str, str]]) -> None:
    """Do what a button says, and show in the next run what came of it."""
    try:
        st.session_state[SHOWN] = click()
    except DashboardError as error:
        st.session_state[MESSAGE] = str(error)
    st.rerun()


def _confirmed(context: Context, who: Principal, account: Waiting) -> tuple[str, str]:
    password, name = confirming.confirm(context, who, account.request.id), quoted(account.request.username)
    if not password:
        return _("Confirmed: {name} signs in with the password of before.").format(name=name), ""
    text = _("Password for {name}, shown only now. Give it to her yourself, and not to the administrator:")
    return text.format(name=name), password


def _refused(context: Context, who: Principal, account: Waiting) -> tuple[str, str]:
    confirming.refuse(context, who, account.request.id)
    return _("Refused: {name}.").format(name=quoted(account.request.username)), ""


def _codes(context: Context, who: Principal) -> None:
    st.subheader(_("Codes for an agency's first supervisor"), anchor=False)
    st.caption(
        _(
            "For an agency that has no supervisor, or whose only one has lost her password. Give the code to the "
            "supervisor herself and to nobody else: with it and a code of the administrator she chooses her password on "
            "the sign-in page. It can be used once, for 7 days."
        )
    )
    by_code = {entry.agency.code: entry for entry in agency_codes.overview(context, who)}
    if not by_code:
        st.info(_("There is no agency yet."))
        return
    for entry in by_code.values():
        if entry.until:
            st.markdown(
                _("{agency}: a code can be used until {at}.").format(agency=entry.agency.code, at=moment(entry.until))
            )
    chosen = st.selectbox(
        _("Agency"),
        list(by_code),
        key="accounts.agency",
        format_func=lambda code: f"{code} · {by_code[code].agency.name}",
    )
    if st.button(_("Make a code"), key="accounts.make_code"):
        _keep(lambda: _made(context, who, chosen))


def _made(context: Context, who: Principal, agency: str) -> tuple[str, str]:
    code = agency_codes.make(context, who, agency)
    return _("Code for {agency}, shown only now:").format(agency=agency), code


def _lately(context: Context, who: Principal) -> None:
    changes = confirming.lately(context, who)
    if changes:
        st.subheader(_("What was changed"), anchor=False)
    for change in changes:
        st.markdown(account_changes.told(change))
