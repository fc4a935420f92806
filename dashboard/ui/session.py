"""Who is in front of the screen, looked up anew on every run."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.access import Principal, sessions
from dashboard.actions.context import Context
from dashboard.ui.quoting import in_script

SCRIPT = Path(__file__).parent / "theme" / "session.js"


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
    return sessions.resolve(context.records, session, context.now(), context.limits) if session else None


def belongs_to(who: Principal | None) -> None:
    """Load the window anew when it was another person's, or another session's: what it holds belongs to that one.

    So it is when she has another role or agency now.

    Signed in, what is typed counts as use of the session: a long text reaches us only when its field is left.
    """
    # Hashed once more: the page need not hold the id under which we know the session.
    mark = sessions.digest(f"{who.session} {who.role} {who.agency}")[:16] if who else ""
    st.html(f"<script>({_script()})({in_script(mark)});</script>", unsafe_allow_javascript=True)


@cache
def _script() -> str:
    return SCRIPT.read_text("utf-8").strip()


def begin(ticket: str) -> None:
    """Let the browser exchange a one-time ticket for a session cookie and load the page again, signed in."""
    _post("/session/start", ticket)


def finish() -> None:
    """End the session of this browser and load the page again, signed out."""
    _post("/session/end", "")


def _post(path: str, body: str) -> None:
    st.html(
        f"<script>fetch({in_script(path)}, {{method: 'POST', credentials: 'same-origin', body: {in_script(body)}}})"
        ".finally(() => window.location.reload())</script>",
        unsafe_allow_javascript=True,
    )
