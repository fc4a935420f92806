"""The language of a window, also in the runs that draw only a part of it: those do not pass through the shell."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.i18n import language, otherwise, use

SPOKEN = "shell.spoken"


def speak(code: str) -> None:
    """Make `code` the language of this run, and of what the window draws until the next whole one."""
    use(code)
    st.session_state[SPOKEN] = language()


@otherwise
def _spoken() -> str:
    """Return the language of the window in which a fragment or a callback runs."""
    return str(st.session_state.get(SPOKEN, "")) if get_script_run_ctx(suppress_warning=True) else ""
