"""Panels that are made once for all sessions: they follow from the published file, the period and the language alone."""

from collections.abc import Callable

import streamlit as st

from dashboard.i18n import language
from dashboard.release import Releases
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.sheet import Sheet

Make = Callable[[Releases, str], Panel | None]


def once(sheet: Sheet, name: str, make: Make) -> Panel | None:
    """Return the panel that `make` makes of the releases and the period; `name` is its place on the page.

    Nothing that a person chose may be in it: what narrows a panel is done to it afterwards.
    """
    of = " ".join((sheet.releases.digest, sheet.period, language(), sheet.page, name))
    return _made(of=of, _make=lambda: make(sheet.releases, sheet.period))


@st.cache_resource(max_entries=600, show_spinner=False)
def _made(*, of: str, _make: Callable[[], Panel | None]) -> Panel | None:  # noqa: ARG001 - one text: quick to hash
    return _make()
