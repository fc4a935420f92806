"""A decision behind a button: it is made and the page drawn anew, or the page says why it was not."""

from collections.abc import Callable

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.ui.quoting import quoted


def carry_out(action: Callable[[], object]) -> None:
    """Do what a button says, and draw the page anew; where that is refused, say why and leave the page as it is."""
    try:
        action()
    except DashboardError as error:
        st.error(quoted(str(error)))
        return
    st.rerun()
