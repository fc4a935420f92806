"""Who is in front of the screen, looked up anew on every run."""

import json
from typing import Any

import streamlit as st

from dashboard.access import Principal, sessions
from dashboard.actions.context import Context
from dashboard.ui.context import limits


def session_id() -> str | None:
    """Return the session that the gate vouched for when this window connected."""
    user: Any = st.user
    found = user.get("email")
    return str(found) if found else None


def current(context: Context) -> Principal | None:
    """Return the signed-in person with role and agency as they are now, or None."""
    found = session_id()
    return sessions.resolve(context.records, found, context.now(), limits(context)) if found else None


def begin(ticket: str) -> None:
    """Let the browser turn a ticket into its cookie and load the page anew as somebody."""
    _post("/session/start", ticket)


def finish() -> None:
    """End the session of this browser and load the page anew as nobody."""
    _post("/session/end", "")


def _post(path: str, body: str) -> None:
    st.html(
        f"<script>fetch({json.dumps(path)}, {{method: 'POST', credentials: 'same-origin', body: {json.dumps(body)}}})"
        ".finally(() => window.location.reload())</script>",
        unsafe_allow_javascript=True,
    )
