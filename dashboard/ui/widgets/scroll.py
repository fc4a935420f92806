"""Bring a part of the page to the top of the window: Streamlit leaves the page where it was scrolled to."""

import json
from uuid import uuid4

import streamlit as st


def ask(name: str) -> None:
    """Ask, in a callback, for the part that calls `here` under this name in the next run."""
    st.session_state[f"{name}.scroll"] = True


def here(name: str) -> None:
    """Draw the place that was asked for, and go there once."""
    with st.container(key=f"{name}.here"):
        if not st.session_state.pop(f"{name}.scroll", False):
            return
        place = json.dumps(f".st-key-{name.replace('.', '-')}-here")
        st.html(
            f"<script>/* {uuid4()} */ requestAnimationFrame(() => "
            f"document.querySelector({place})?.scrollIntoView({{block: 'start'}}));</script>",
            unsafe_allow_javascript=True,
        )
