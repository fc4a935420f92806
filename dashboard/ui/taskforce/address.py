"""The choices on a page are kept in its address as codes, so that a link shows the same in every language."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.ui.quoting import quoted

_KEPT, _WRITTEN = "taskforce.kept", "taskforce.written"


def pick(
    label: str, name: str, options: Sequence[str], say: Callable[[str], str], *, widget: Any = None, **more: Any
) -> str:
    """Draw a choice among `options` (names of releases and views, nothing else) and return the one that is chosen.

    `name` is the parameter of the address that holds it; `say` returns the words for an option. The choice is kept
    from page to page. Where the address names none of the options, the first one is chosen.
    """
    key = f"taskforce.{name}"
    _take_over(name, key, options, say)
    chosen: str = (widget or st.selectbox)(label, options, format_func=say, key=key, **more)
    st.session_state.setdefault(_KEPT, {})[name] = chosen
    st.session_state.setdefault(_WRITTEN, {})[name] = chosen
    if st.query_params.get(name) != chosen:
        st.query_params[name] = chosen
    return chosen


def _take_over(name: str, key: str, options: Sequence[str], say: Callable[[str], str]) -> None:
    """Set the widget to the option in the address where we did not write it there, else to the one chosen before.

    Who writes an address by hand writes what the page shows, "2025" for 2025-Y: that is taken too.
    """
    asked = st.query_params.get(name)
    is_new = asked is not None and asked != st.session_state.get(_WRITTEN, {}).get(name)
    if is_new and asked not in options:
        asked = next((option for option in options if say(option) == asked), asked)
    if asked is not None and is_new and asked not in options:
        st.toast(_("There is no {name} here, so the first choice is shown.").format(name=quoted(repr(asked[:20]))))
    kept = st.session_state.get(_KEPT, {}).get(name)
    choice = asked if is_new else st.session_state.get(key, kept)
    st.session_state[key] = choice if choice in options else options[0]
