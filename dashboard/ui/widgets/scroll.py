"""Bring a part of the page to the top of the window: Streamlit leaves the page where it was scrolled to."""

from uuid import uuid4

import streamlit as st

from dashboard.ui import scripts


def ask(name: str) -> None:
    """Ask, in a callback, that the next run scrolls to the place that `here` marks with this name."""
    st.session_state[f"{name}.scroll"] = True


def here(name: str) -> None:
    """Mark this place with a name. If `ask` was called with it, scroll here now and again when the page is complete."""
    with st.container(key=f"{name}.here"):
        if not st.session_state.pop(f"{name}.scroll", False):
            return
        # The name of the moment makes the browser run it once more.
        scripts.run("scroll", {"place": f".st-key-{name.replace('.', '-')}-here", "moment": str(uuid4())})
