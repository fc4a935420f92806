"""The shell around every page: settings of the window, language, sign-in, navigation, banner, quick exit."""

from pathlib import Path

import streamlit as st

from dashboard.access import Principal
from dashboard.desk.house import House
from dashboard.i18n import gettext as _
from dashboard.ui import frame, navigation, signin
from dashboard.ui.house import the_house
from dashboard.ui.session import current
from dashboard.ui.spoken import speak

ICON = str(Path(__file__).parent / "theme" / "icon.png")


def main() -> None:
    """Draw one run for whoever is in front of the screen."""
    st.set_page_config(page_title="Dashboard", page_icon=ICON, layout="wide", initial_sidebar_state="auto")
    house = the_house()
    house.switch()
    who = current(house)
    speak(frame.chosen_language(who))
    frame.dress()
    if who is None:
        _signed_out(house)
    else:
        _signed_in(house, who)


def _signed_out(house: House) -> None:
    """Keep the wanted address while the sign-in page is shown in its place."""
    page = navigation.sign_in_only(house, lambda: signin.render(house))
    frame.banner(house)
    page.run()


def _signed_in(house: House, who: Principal) -> None:
    page = navigation.for_person(house, who)
    frame.sidebar(house, who)
    frame.banner(house)
    frame.quick_exit(_("Leave quickly"))
    page.run()
