"""My account: a new password, and everything that was ever changed about the account."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.accounts import own
from dashboard.actions.context import Context
from dashboard.i18n import gettext as _
from dashboard.ui.account import choose_password
from dashboard.ui.widgets import account_changes


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("My account"), anchor=False)
    st.subheader(_("Change your password"), anchor=False)
    choose_password(context, who)
    st.subheader(_("What was changed"), anchor=False)
    changes = own.history(context, who)
    if not changes:
        st.info(_("Nothing was changed about your account."))
    for change in changes:
        st.markdown(account_changes.told(change))
