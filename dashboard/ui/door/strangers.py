"""The windows in which nobody is signed in: how many there are at a time, of how many addresses, and for how long."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from starlette.types import Message, Receive

from dashboard.access import throttle
from dashboard.ui.door import messages

LONGEST = 600.0
"""Seconds until such a window ends. A browser opens it again by itself, and a password half typed is still there."""
SHARE, FEWEST = 10, 4
"""One address may have a tenth of the windows, but this many: a person opens more than one."""


class Stranger:
    """One open window in which nobody is signed in. It is heard until it is ended, or its time is over."""

    def __init__(self, address: str, receive: Receive, seconds: float) -> None:
        self.address, self._receive = address, receive
        self._until = asyncio.get_running_loop().time() + seconds
        self._waits: asyncio.Timeout | None = None

    async def receive(self) -> Message:
        """Hear only what the sign-in page needs; at the end, that the window was closed."""
        while True:
            message = await self._next()
            sent = messages.read(message.get("bytes"))
            if message["type"] != "websocket.receive" or sent is None or messages.kind(sent) in messages.STRANGERS:
                return message

    def end(self) -> None:
        """End the window now, also while it waits for a message."""
        self._until = 0.0
        if self._waits is not None:
            with suppress(RuntimeError):  # its time was over at this very moment
                self._waits.reschedule(0.0)

    async def _next(self) -> Message:
        try:
            async with asyncio.timeout_at(self._until) as self._waits:
                return await self._receive()
        except TimeoutError:
            return {"type": "websocket.disconnect", "code": 1001}
        finally:
            self._waits = None


class Strangers:
    """The open windows of strangers, the oldest first.

    Nobody is refused: silent sockets of one machine would keep everybody from signing in. Whoever has too many loses
    the oldest of them.
    """

    def __init__(self, seconds: float = LONGEST) -> None:
        self._seconds, self._open = seconds, list[Stranger]()

    @contextmanager
    def window(self, address: str, receive: Receive, most: int, *, is_shared: bool) -> Iterator[Stranger]:
        """Count a window from an address until the block ends; `is_shared`: many browsers come from this address."""
        stranger = Stranger(throttle.network(address), receive, self._seconds)
        share = most if is_shared else max(most // SHARE, FEWEST)
        self._make_room(stranger.address, share, most)
        self._open.append(stranger)
        try:
            yield stranger
        finally:
            self._leave(stranger)

    def _make_room(self, address: str, share: int, most: int) -> None:
        """End the oldest window of an address that has its share; when all are taken, of the one that has most."""
        held = Counter(stranger.address for stranger in self._open)
        if held[address] >= share:
            self._end_oldest(address)
        elif len(self._open) >= most:
            self._end_oldest(held.most_common(1)[0][0])  # of equals the one that was there first

    def _end_oldest(self, address: str) -> None:
        oldest = next(stranger for stranger in self._open if stranger.address == address)
        self._leave(oldest)
        oldest.end()

    def _leave(self, stranger: Stranger) -> None:
        with suppress(ValueError):  # it was ended before
            self._open.remove(stranger)
