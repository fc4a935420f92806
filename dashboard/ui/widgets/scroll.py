"""Bring a part of the page to the top of the window: Streamlit leaves the page where it was scrolled to."""

import json
from functools import cache
from pathlib import Path
from uuid import uuid4

import streamlit as st

SCRIPT = Path(__file__).parents[1] / "theme" / "scroll.js"


def ask(name: str) -> None:
    """Ask, in a callback, for the part that calls `here` under this name in the next run."""
    st.session_state[f"{name}.scroll"] = True


def here(name: str) -> None:
    """Mark this place; if it was asked for, scroll to it at once and again when the page is drawn to its end."""
    with st.container(key=f"{name}.here"):
        if not st.session_state.pop(f"{name}.scroll", False):
            return
        place = json.dumps(f".st-key-{name.replace('.', '-')}-here")
        st.html(f"<script>/* {uuid4()} */ ({_script()})({place});</script>", unsafe_allow_javascript=True)


@cache
def _script() -> str:
    return SCRIPT.read_text("utf-8").strip()
