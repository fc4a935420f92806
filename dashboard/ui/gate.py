"""The gate in front of Streamlit: finds the session of a cookie, closes addresses, adds security headers to answers."""

from collections.abc import MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access import sessions
from dashboard.ui.context import limits, the_context

COOKIE = "ovtf_session"
HEADER = b"x-ovtf-session"
CLOSED = ("/_stcore/metrics", "/_stcore/upload_file", "/media/", "/_stcore/script-health-check")
"""Addresses that answer only for a live session (uploads, downloads) or for nobody (metrics)."""
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; frame-src 'self'; frame-ancestors 'self'; "
    "base-uri 'self'; form-action 'self'; object-src 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Gate:
    """ASGI middleware: tells Streamlit the live session in a trusted header, and drops that header where a client
    sent it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        session = session_of(scope) if scope["type"] == "websocket" or _is_closed(scope) else None
        if scope["type"] == "http" and _is_closed(scope) and (session is None or "metrics" in scope["path"]):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        headers = [(key, value) for key, value in scope["headers"] if key != HEADER]
        if session:
            headers.append((HEADER, session.encode()))
        await self.app({**scope, "headers": headers}, receive, _with_headers(send))


def _is_closed(scope: Scope) -> bool:
    path = str(scope["path"])
    return path.startswith(CLOSED) and not path.endswith((".png", ".svg"))  # icon and logo are ours


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


def session_of(scope: MutableMapping[str, Any]) -> str | None:
    """Return the id (a hash) of the live session behind a request, or None."""
    token = token_of(scope)
    if not token:
        return None
    context = the_context()
    who = sessions.lookup(context.records, token, context.now(), limits(context))
    return sessions.digest(token) if who else None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *HEADERS]
        await send(message)

    return sending
