"""Bring a part of the page to the top of the window: Streamlit leaves the page where it was scrolled to."""

from functools import cache
from pathlib import Path
from uuid import uuid4

import streamlit as st

from dashboard.ui.quoting import in_script

SCRIPT = Path(__file__).parents[1] / "theme" / "scroll.js"


def ask(name: str) -> None:
    """Ask, in a callback, that the next run scrolls to the place that `here` marks with this name."""
    st.session_state[f"{name}.scroll"] = True


def here(name: str) -> None:
    """Mark this place with a name. If `ask` was called with it, scroll here now and again when the page is complete."""
    with st.container(key=f"{name}.here"):
        if not st.session_state.pop(f"{name}.scroll", False):
            return
        place = in_script(f".st-key-{name.replace('.', '-')}-here")
        st.html(f"<script>/* {uuid4()} */ ({_script()})({place});</script>", unsafe_allow_javascript=True)


@cache
def _script() -> str:
    return SCRIPT.read_text("utf-8").strip()
