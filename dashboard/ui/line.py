"""The line between the browser and the server: which connection a run came over, and what is said when one was lost."""

import html
from hashlib import sha256

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.ui import scripts

LOST = "line.lost"


def number() -> str:
    """Return a name of the connection that this run came over, another one after each reconnection; "" in a test
    without a browser.
    """
    # Streamlit keeps the session, and the page in the browser, when a connection breaks. The browser chooses this
    # header anew for every web socket.
    key = st.context.headers.get("Sec-WebSocket-Key") or ""
    return sha256(key.encode()).hexdigest()[:8] if key else ""


def was_lost() -> bool:
    """Return whether the browser said that this connection follows one that broke."""
    return bool(number()) and st.session_state.get(LOST) == number()


def watch() -> None:
    """Say in the window when the connection breaks; when it is back, let the browser hand over what was typed and draw
    the page anew.
    """
    text = _("The connection is lost. Please wait: what you type or choose now is not kept.")
    st.html(f'<div class="ovtf-line" role="alert">{html.escape(text)}</div>')
    scripts.run("line")
    if st.button("…", key="line.again"):  # pressed by the script, never by a person
        st.session_state[LOST] = number()
        st.warning(_("The connection was lost for a moment. What this page shows now is what is kept."))
