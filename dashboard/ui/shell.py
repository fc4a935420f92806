"""The shell around every page: settings of the window, language, sign-in, navigation, banner, quick exit."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.i18n import gettext as _
from dashboard.ui import account, frame, line, navigation, signin
from dashboard.ui.context import the_context
from dashboard.ui.session import belongs_to, current
from dashboard.ui.spoken import speak


def main() -> None:
    """Draw the window, on every run of Streamlit: the sign-in page, or the page that the signed-in person opened."""
    st.set_page_config(page_title="Dashboard", page_icon=frame.icon(), layout="wide", initial_sidebar_state="auto")
    context = the_context()
    context.switch()
    who = current(context)
    speak(frame.chosen_language(who))
    frame.dress()
    belongs_to(who)
    if who is None:
        _signed_out(context)
    else:
        _signed_in(context, who)


def _signed_out(context: Context) -> None:
    """Draw the sign-in page and leave the address as it is, so that the page at this address opens after signing in."""
    page = navigation.sign_in_only(lambda: signin.render(context))
    frame.banner(context)
    page.run()


def _signed_in(context: Context, who: Principal) -> None:
    page = navigation.for_person(context, who)
    frame.sidebar(context, who)
    frame.banner(context)
    frame.quick_exit(_("Leave quickly"))
    line.watch()
    account.notices(context, who)
    if who.must_change:
        account.choose_first(context, who)
        return
    if page.url_path == "":  # her first page
        account.waiting(context, who)
        for note in frame.untranslated(context, who.language):
            st.caption(note)
        frame.clock_behind(context, who)
    page.run()
