"""A TCP proxy between browser and server whose line can be cut, or go dead without a word, and be mended again."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, Self


class Line:
    """A proxy on `port` of this machine in front of the port `server`; `cut`, `die` and `mend` may be called at any
    time.
    """

    def __init__(self, server: int, port: int) -> None:
        self.server, self.port = server, port
        self._state, self._writers = "up", set[asyncio.StreamWriter]()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._listening = self._run(asyncio.start_server(self._join, "127.0.0.1", self.port))
        return self

    def __exit__(self, *_error: object) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._listening.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._run(self._set("cut"))

    def die(self) -> None:
        """Swallow every byte in both directions; no side is told. New connections open and are never answered."""
        self._run(self._set("dead"))

    def mend(self) -> None:
        """Let new connections through. Those that were cut, or went dead, are broken."""
        self._run(self._set("up"))

    def _run(self, task: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(task, self._loop).result(10)

    async def _set(self, state: str) -> None:
        self._state = state
        if state != "dead":
            for writer in list(self._writers):
                writer.transport.abort()

    async def _join(self, from_browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        if self._state == "cut":
            to_browser.transport.abort()
            return
        try:
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self.server)
        except OSError:  # the server is being started again
            to_browser.transport.abort()
            return
        self._writers |= {to_browser, to_server}
        await asyncio.gather(self._pass(from_browser, to_server), self._pass(from_server, to_browser))
        self._writers -= {to_browser, to_server}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                if self._state == "up":
                    writer.write(data)
                    await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()
