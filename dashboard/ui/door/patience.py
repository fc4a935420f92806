"""How long the server waits for a request, and how many connections it keeps.

uvicorn waits for ever for the end of a header or of a body that was begun: a few machines that send half a request
each would take every connection.
"""

import asyncio
from ipaddress import IPv4Network, IPv6Network
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from dashboard.ui.door.hosts import is_shared

BODY = 300.0
"""Seconds from the end of a header to that of the body: 5 MB at 20 kB a second take 260."""

SOCKET_HEADERS, SOCKET_LINES = 8000, 100
"""Bytes and lines of a header that opens a window: websockets takes 8,192 in a line, and 128 lines."""


class Patience(H11Protocol):
    """One connection. It ends when its request is not complete in time, or when there are too many."""

    most, most_of_one, header = 1000, 250, 10.0
    """As in the settings (settings.py, Server); seconds from the connection, or the first byte of a later request."""
    proxies: ClassVar[tuple[IPv4Network | IPv6Network, ...]] = ()
    """Through these everybody comes: they have no limit of their own."""

    _watched: Any = None
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or end it at once when there are too many."""
        super().connection_made(transport)
        if self._is_one_too_many():
            transport.abort()
        else:
            self._watch()

    def data_received(self, data: bytes) -> None:
        """Read what came; a byte now and then buys no time."""
        super().data_received(data)
        self._watch()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Open a window's socket, unless its headers are more than the reader of sockets takes: it would say nothing
        and keep the connection.
        """
        weight = len(event.target) + sum(len(key) + len(value) for key, value in self.headers)
        if weight > SOCKET_HEADERS or len(self.headers) > SOCKET_LINES:
            self.send_400_response("The headers are too large.")
        else:
            super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        super().connection_lost(exc)
        self._stop()

    def _is_one_too_many(self) -> bool:
        address = self.client[0] if self.client else ""
        if len(self.connections) > self.most:
            return True
        if is_shared(address, self.proxies):
            return False
        theirs = [one for one in self.connections if (getattr(one, "client", None) or ("",))[0] == address]
        return len(theirs) > self.most_of_one

    def _watch(self) -> None:
        state = self.conn.their_state
        if state is self._watched:
            return
        self._stop()
        self._watched = state
        seconds = {h11.IDLE: self.header, h11.SEND_BODY: BODY}.get(state)
        self._timer = self.loop.call_later(seconds, self.transport.abort) if seconds else None

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
