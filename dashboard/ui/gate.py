"""The gate in front of Streamlit: finds the session of a cookie, closes addresses, adds security headers to answers.

It also stands between a window and its session: once the session has ended, nothing that the window sends is heard.
"""

import asyncio
from collections.abc import MutableMapping
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from typing import Any

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from dashboard.access import Principal, sessions
from dashboard.ui.context import the_context

COOKIE = "ovtf_session"
HEADER = b"x-ovtf-session"
ADDRESS = b"x-ovtf-address"
"""Where a browser is, for the count of wrong passwords."""
CLOSED = ("/_stcore/metrics", "/_stcore/upload_file", "/media/", "/_stcore/script-health-check")
"""Addresses that answer only for a live session (uploads, downloads) or for nobody (metrics)."""
LOOK = 5.0
"""Seconds after which an open window that nobody uses notices that its session has ended."""
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
    """ASGI middleware: tells Streamlit the live session and the browser's address in trusted headers, and drops these
    where a client sent them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        who = await who_asks(scope) if scope["type"] == "websocket" or _is_closed(scope) else None
        if scope["type"] == "http" and _is_closed(scope) and (who is None or "metrics" in scope["path"]):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        headers = [(key, value) for key, value in scope["headers"] if key not in (HEADER, ADDRESS)]
        headers.append((ADDRESS, _address(scope)))
        if who:
            headers.append((HEADER, who.session.encode()))
            receive = Window(receive, who).receive if scope["type"] == "websocket" else receive
        await self.app({**scope, "headers": headers}, receive, _with_headers(send))


def _is_closed(scope: Scope) -> bool:
    path = str(scope["path"])
    return path.startswith(CLOSED) and not path.endswith((".png", ".svg"))  # icon and logo are ours


def _address(scope: Scope) -> bytes:
    """Return where a request comes from; behind the configured proxy uvicorn has put the browser's address there."""
    client = scope.get("client")
    return str(client[0]).encode("latin-1", "replace") if client else b""


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
    return await _present(sessions.digest(token)) if token else None


async def _present(session: str, *, used: bool = True) -> Principal | None:
    """Return the person of a session as they are now, None when it has ended; `used` makes it last longer."""
    context = the_context()
    ask = sessions.resolve if used else sessions.look
    # In a thread: noting the use may have to wait for another writer, and nobody else's window shall wait with it.
    return await run_in_threadpool(ask, context.records, session, context.now(), context.limits)


class Window:
    """What one open window of a signed-in person sends, for as long as the session, her role and agency last.

    A click in an open form runs its callback, or draws a part of the page, with the person of the last whole run:
    Streamlit asks nobody anew. So every message is let through only while all is as it was when the window was
    opened. After that each becomes a request to draw the page from its beginning, without any value of a widget: the
    sign-in page. A window that nobody uses gets there by itself.
    """

    def __init__(self, receive: Receive, who: Principal) -> None:
        self._receive, self._who = receive, who
        self._place, self._ended = ClientState(), False

    async def receive(self) -> Message:
        """Return the next message of the window for Streamlit."""
        while True:
            try:
                async with asyncio.timeout(None if self._ended else LOOK):
                    message = await self._receive()
            except TimeoutError:
                if await self._is_the_same(used=False):
                    continue
                return self._end()
            if message["type"] != "websocket.receive":
                return message
            self._remember(message)
            return message if not self._ended and await self._is_the_same() else self._end()

    async def _is_the_same(self, *, used: bool = True) -> bool:
        now = await _present(self._who.session, used=used)
        return now is not None and (now.role, now.agency) == (self._who.role, self._who.agency)

    def _remember(self, message: Message) -> None:
        """Keep at which address the window is, so that signing in again leads there."""
        with suppress(DecodeError):  # Streamlit answers what is no message of its own
            sent = BackMsg.FromString(message.get("bytes") or b"")
            if sent.WhichOneof("type") == "rerun_script":
                run = sent.rerun_script
                self._place = ClientState(
                    query_string=run.query_string, page_script_hash=run.page_script_hash, page_name=run.page_name
                )

    def _end(self) -> Message:
        self._ended = True
        return {"type": "websocket.receive", "bytes": BackMsg(rerun_script=self._place).SerializeToString()}


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *HEADERS]
        await send(message)

    return sending
