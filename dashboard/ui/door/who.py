"""Whose request it is: the session behind the cookie."""

from collections.abc import MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.concurrency import run_in_threadpool

from dashboard.access import Principal, sessions
from dashboard.ui.context import the_context

COOKIE = "ovtf_session"


def token_of(scope: MutableMapping[str, Any]) -> str | None:
    """Return the session cookie of a request."""
    jar: SimpleCookie = SimpleCookie()
    for key, value in scope["headers"]:
        if key == b"cookie":
            try:
                jar.load(value.decode("latin-1"))
            except CookieError:
                return None
    return jar[COOKIE].value if COOKIE in jar else None


async def who_asks(scope: MutableMapping[str, Any]) -> Principal | None:
    """Return the person whose live session is behind a request, or None. It counts as use of the session."""
    token = token_of(scope)
    return await present(sessions.digest(token)) if token else None


async def present(session: str, *, used: bool = True) -> Principal | None:
    """Return the person of a session as they are now, None when it has ended; `used` makes it last longer."""
    context = the_context()
    ask = sessions.resolve if used else sessions.look
    # In a thread: noting the use may have to wait for another writer, and nobody else's window shall wait with it.
    return await run_in_threadpool(ask, context.records, session, context.now(), context.limits)
