"""What stands above every page about accounts: what others changed about hers, what waits for her, her own password."""

import streamlit as st

from dashboard.access import Permission, Principal, allowed
from dashboard.actions.accounts import confirming, own
from dashboard.actions.context import Context
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.ui.door.gate import ADDRESS
from dashboard.ui.navigation import link
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.session import finish
from dashboard.ui.widgets import account_changes


def notices(context: Context, who: Principal) -> None:
    """Show what was changed about a person's account until she says that she has read it."""
    changes = own.unread(context, who)
    if not changes:
        return
    with st.container(border=True, key="account.notices"):
        st.warning(_("An account was changed: yours, or that of a supervisor of your agency."))
        for change in changes:
            st.markdown(account_changes.told(change))
        st.caption(
            _(
                "If you did not ask for it or know of it, tell a supervisor of your agency and the coordinator of the task "
                "force today, not by this dashboard, and choose a new password under My account."
            )
        )
        if st.button(_("I have read it"), key="account.read"):
            own.acknowledge(context, who, changes[0].decision.seq)
            st.rerun()


def waiting(context: Context, who: Principal) -> None:
    """Say on her first page how many accounts a supervisor or coordinator can confirm."""
    if allowed(who, Permission.confirm_accounts) and (count := confirming.count_waiting(context, who)):
        link("accounts", _("Accounts that wait for you") + f": {count}")


def choose_first(context: Context, who: Principal) -> None:
    """Draw, in place of every page, the choice of an own password: somebody else made the one that she has."""
    st.title(_("Choose your own password"), anchor=False)
    st.info(_("Somebody handed you a password. Choose one that only you know; then you sign in with it."))
    choose_password(context, who)


def choose_password(context: Context, who: Principal) -> None:
    """Draw the form for a new password of one's own; afterwards one signs in with it."""
    with st.form("account.password", border=False):
        current = st.text_input(_("Your password now"), type="password", key="account.current")
        new = st.text_input(
            _("New password"),
            type="password",
            key="account.new",
            help=_("At least 12 characters, for example three words."),
        )
        again = st.text_input(_("New password once more"), type="password", key="account.again")
        sent = st.form_submit_button(_("Change password"), type="primary", key="account.change")
    if not sent:
        return
    if new != again:
        st.error(_("The two new passwords are not the same."))
        return
    try:
        own.choose_password(context, who, current, new, st.context.headers.get(ADDRESS.decode()) or "")
    except DashboardError as error:
        st.error(quoted_lines(str(error)))
        return
    st.success(_("Your password is changed. Sign in with it."))
    finish()
