"""The gate in front of Streamlit: every request, of pages, files and windows, passes here first.

In this order, and before a byte of a body is read: is it our address, is it one of our pages that asks, is there
anything at that address, is it too much, whose is it, and may they.
"""

from functools import partial

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access import Principal
from dashboard.ui.context import the_context
from dashboard.ui.door import hosts, limits, places
from dashboard.ui.door.files import Given
from dashboard.ui.door.headers import with_headers
from dashboard.ui.door.strangers import Strangers
from dashboard.ui.door.who import present, who_asks
from dashboard.ui.door.window import Window

HEADER = b"x-ovtf-session"
ADDRESS = b"x-ovtf-address"
"""Where a browser is, for the count of wrong passwords."""
WORDS = {
    403: "Refused: this request came from another site.",
    404: "Not found",
    405: "Not done here",
    411: "The length is missing",
    413: "Too large",
    421: "The dashboard does not know this address. Its administrator can name it in config.toml: "
    'allowed_hosts = ["…"] under [server].',
    431: "The headers are too large",
}


class Gate:
    """ASGI middleware: tells Streamlit the live session and the browser's address in trusted headers, and drops these
    where a client sent them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app, self._given, self._strangers = app, Given(), Strangers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        host = hosts.one(scope, b"host") or ""
        send = with_headers(send, host) if scope["type"] == "http" else send
        if status := _foreign(scope, host) or _not_there(scope):
            await _refuse(status, scope, receive, send)
            return
        headers = [(key, value) for key, value in scope["headers"] if key not in (HEADER, ADDRESS)]
        scope = {**scope, "headers": [*headers, (ADDRESS, _address(scope).encode("latin-1", "replace"))]}
        opens = self._window if scope["type"] == "websocket" else self._page
        await opens(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = places.place(scope["path"])
        if known and known.is_given:
            who = await who_asks(scope)
            if who is None or not self._given.has(who.session, scope["path"]):
                await _refuse(404, scope, receive, send)
                return
            send = partial(_never_stored, send)
        await self.app(scope, receive, send)

    async def _window(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = await who_asks(scope)
        if who is not None:
            await self._window_of(who, scope, receive, send)
            return
        server, address = the_context().workspace.settings.server, _address(scope)
        is_shared = hosts.is_shared(address, server.proxies)
        with self._strangers.window(address, receive, server.windows_of_strangers, is_shared=is_shared) as stranger:
            await self.app(scope, stranger.receive, send)

    async def _window_of(self, who: Principal, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "websocket.send":
                self._given.listen(who.session, message.get("bytes") or b"")
            await send(message)

        scope["headers"].append((HEADER, who.session.encode()))
        with self._given.window(who.session):
            await self.app(scope, Window(receive, who).receive, sending)
        if await present(who.session, used=False) is None:
            self._given.forget(who.session)


def _address(scope: Scope) -> str:
    """Return where a request comes from; behind the configured proxy uvicorn has put the browser's address there."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def _foreign(scope: Scope, host: str) -> int | None:
    allowed = the_context().workspace.settings.server.allowed_hosts
    if not hosts.is_ours(host, scope["server"][1], allowed):
        return 421
    return None if hosts.is_from_here(scope, host) else 403


def _not_there(scope: Scope) -> int | None:
    """Return the status with which a request is refused that no page of ours sends, None for any other."""
    if scope["type"] == "websocket":
        return None if scope["path"] == places.SOCKET and not limits.headers_weigh_too_much(scope) else 404
    known = places.place(scope["path"])
    if known is None:
        return 404
    if scope["method"] not in known.methods:
        return 404 if known.is_given else 405
    return limits.too_much(scope, known)


async def _refuse(status: int, scope: Scope, receive: Receive, send: Send) -> None:
    """Say no, and end the connection: whatever else is on its way is not read."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse(WORDS[status], status, {"connection": "close"})(scope, receive, send)


async def _never_stored(send: Send, message: Message) -> None:
    """Keep a file out of the browser's cache."""
    if message["type"] == "http.response.start":
        message["headers"] = [*message["headers"], (b"cache-control", b"no-store")]
    await send(message)
