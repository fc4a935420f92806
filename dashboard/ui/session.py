"""Who is in front of the screen, looked up anew on every run."""

import json
from typing import Any

import streamlit as st

from dashboard.access import Principal, sessions
from dashboard.actions.context import Context
from dashboard.ui.context import limits


def session_id() -> str | None:
    """Return the id of the session that the gate (ui/gate.py) found when this window connected, or None.

    Streamlit hands the gate's header on as the user's "email" (ui/server.py, MUST).
    """
    user: Any = st.user
    session = user.get("email")
    return str(session) if session else None


def current(context: Context) -> Principal | None:
    """Return the signed-in person with role and agency as they are now, or None."""
    session = session_id()
    return sessions.resolve(context.records, session, context.now(), limits(context)) if session else None


def begin(ticket: str) -> None:
    """Let the browser exchange a one-time ticket for a session cookie and load the page again, signed in."""
    _post("/session/start", ticket)


def finish() -> None:
    """End the session of this browser and load the page again, signed out."""
    _post("/session/end", "")


def _post(path: str, body: str) -> None:
    st.html(
        f"<script>fetch({json.dumps(path)}, {{method: 'POST', credentials: 'same-origin', body: {json.dumps(body)}}})"
        ".finally(() => window.location.reload())</script>",
        unsafe_allow_javascript=True,
    )
