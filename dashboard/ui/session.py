"""Who is in front of the screen, looked up anew on every run."""

from typing import Any

import streamlit as st

from dashboard.access import Principal, sessions
from dashboard.actions.context import Context
from dashboard.ui import scripts


def session_id() -> str | None:
    """Return the id of the session that the gate (ui/door/gate.py) found when this window connected, or None.

    Streamlit hands the gate's header on as the user's "email" (dashboard/.streamlit/config.toml).
    """
    user: Any = st.user
    session = user.get("email")
    return str(session) if session else None


def current(context: Context) -> Principal | None:
    """Return the signed-in person with role and agency as they are now, or None."""
    session = session_id()
    return sessions.resolve(context.records, session, context.now(), context.limits) if session else None


def belongs_to(who: Principal | None) -> None:
    """Load the window anew when it was another person's, or another session's: what it holds belongs to that one.

    So it is when she has another role or agency now.

    Signed in, what is typed counts as use of the session: a long text reaches us only when its field is left.
    """
    # Hashed once more: the page need not hold the id under which we know the session.
    mark = sessions.digest(f"{who.session} {who.role} {who.agency}")[:16] if who else ""
    scripts.run("session", mark)


def begin(ticket: str) -> None:
    """Let the browser exchange a one-time ticket for a session cookie and load the page again, signed in."""
    scripts.run("post", {"path": "/session/start", "body": ticket})


def finish() -> None:
    """End the session of this browser and load the page again, signed out."""
    scripts.run("post", {"path": "/session/end", "body": ""})
