"""The language of a window, also in runs that draw only a part of it (fragments, callbacks) and skip ui/shell.py."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.i18n import language, otherwise, use

SPOKEN = "shell.spoken"


def speak(code: str) -> None:
    """Make `code` the language of this run, and of every fragment and callback until the next run of the whole page."""
    use(code)
    st.session_state[SPOKEN] = language()


@otherwise
def _spoken() -> str:
    """Return the language of the window in which a fragment or a callback runs; "" outside a run of Streamlit."""
    return str(st.session_state.get(SPOKEN, "")) if get_script_run_ctx(suppress_warning=True) else ""
