"""What is heard of an open window of a signed-in person."""

import asyncio

from starlette.types import Message, Receive
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from dashboard.access import Principal
from dashboard.ui.door import messages
from dashboard.ui.door.who import present

LOOK = 5.0
"""Seconds after which an open window that nobody uses notices that its session has ended."""


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
            sent = messages.read(message.get("bytes"))
            if sent is not None and not self._may_say(sent):
                continue
            return message if not self._ended and await self._is_the_same() else self._end()

    async def _is_the_same(self, *, used: bool = True) -> bool:
        now = await present(self._who.session, used=used)
        return now is not None and (now.role, now.agency) == (self._who.role, self._who.agency)

    def _may_say(self, sent: BackMsg) -> bool:
        """Whether a message is one that our pages send; also keep at which address the window is."""
        if messages.kind(sent) == "rerun_script":
            run = sent.rerun_script
            # So that signing in again leads there.
            self._place = ClientState(
                query_string=run.query_string, page_script_hash=run.page_script_hash, page_name=run.page_name
            )
        if messages.kind(sent) == "file_urls_request":
            return messages.takes_files(self._place) and len(sent.file_urls_request.file_names) == 1
        return messages.kind(sent) in messages.OF_PEOPLE

    def _end(self) -> Message:
        self._ended = True
        return {"type": "websocket.receive", "bytes": BackMsg(rerun_script=self._place).SerializeToString()}
