"""A part of a page in another language than the rest: it says so, and runs in its own direction."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.i18n import language, shown_in
from dashboard.languages import LANGUAGES
from dashboard.ui.quoting import in_script


@contextmanager
def of(code: str, name: str) -> Iterator[None]:
    """Draw what follows as text in the language `code`; `name` tells this part of the page from others.

    Nothing is marked where the page is in that language anyway.
    """
    if code not in LANGUAGES or code == shown_in(language()):
        yield
        return
    key = f"tongue.{name}"
    with st.container(key=key):
        yield
        place = in_script(f".st-key-{key.replace('.', '-')}")
        marks = in_script({"lang": code, "dir": LANGUAGES[code].direction})
        st.html(
            f"<script>Object.assign(document.querySelector({place}) ?? {{}}, {marks});</script>",
            unsafe_allow_javascript=True,
        )
