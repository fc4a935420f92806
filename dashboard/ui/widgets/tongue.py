"""A part of a page in another language than the rest: it says so, and runs in its own direction."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.i18n import language, shown_in
from dashboard.languages import LANGUAGES
from dashboard.ui import scripts


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
        marks = {"lang": code, "dir": LANGUAGES[code].direction}
        scripts.run("tongue", {"place": f".st-key-{key.replace('.', '-')}", "marks": marks})
