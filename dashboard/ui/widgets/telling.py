"""Values with which the server fills a field: told to the browser again, until it surely has them.

Streamlit sends such a value once, with the run that sets it. When the next message arrives before that run has reached
the browser, what was not sent yet is thrown away: the field would stand empty there, and soon the answer would be gone.
"""

from typing import Any

import streamlit as st

from dashboard.ui.widgets.sheet import Sheet

RUNS = 2
"""Whole runs with which a value is told: the end of one can be thrown away too, when the next message is waiting."""


def fill(sheet: Sheet, key: str, value: Any) -> None:
    """Fill the field that is drawn next under `key`."""
    st.session_state[key] = value
    if value not in (None, "", [], ()):  # an empty field is empty also without being told
        st.session_state.setdefault(sheet.key("untold"), {})[key] = RUNS


def again(sheet: Sheet, key: str) -> None:
    """Tell the value of a field once more that the browser may not have."""
    if key in st.session_state.get(sheet.key("untold"), {}):
        st.session_state[key] = st.session_state[key]


def done(sheet: Sheet) -> None:
    """Say that the form was drawn to its end."""
    untold = st.session_state.get(sheet.key("untold"), {})
    st.session_state[sheet.key("untold")] = {key: runs - 1 for key, runs in untold.items() if runs > 1}
