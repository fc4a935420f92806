"""Files that go in and out: each only in the session to whose window the server gave its address.

Streamlit asks nobody who opens an address of a file: whoever knows it has it. So the door listens to what the server
sends to a window, and remembers the addresses in it.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance

from dashboard.ui.door.places import UPLOAD

DOWNLOADS, UPLOADS = 500, 3
"""How many addresses of a session are remembered, the newest: one page of tables has some twenty."""


@dataclass
class _Session:
    windows: int = 0
    downloads: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    forgets: asyncio.TimerHandle | None = None


class Given:
    """The addresses that were given to each session.

    They end when it has had no window for as long as Streamlit keeps what was in one: a line that breaks for a moment
    takes no file away.
    """

    def __init__(self) -> None:
        self._sessions: dict[str, _Session] = {}

    @contextmanager
    def window(self, session: str) -> Iterator[None]:
        """Count a window of a session as open until the block ends."""
        mine = self._sessions.setdefault(session, _Session())
        mine.windows += 1
        if mine.forgets:
            mine.forgets.cancel()
        try:
            yield
        finally:
            mine.windows -= 1
            if not mine.windows:
                seconds = config.get_option("server.disconnectedSessionTTL")
                mine.forgets = asyncio.get_running_loop().call_later(seconds, self.forget, session)

    def listen(self, session: str, sent: bytes) -> None:
        """Remember the addresses of files in a message that goes to a window of a session."""
        if b"/media/" in sent or UPLOAD.encode() in sent:  # most messages hold neither, and are not read
            with suppress(DecodeError):
                self._remember(self._sessions.setdefault(session, _Session()), ForwardMsg.FromString(sent))

    def _remember(self, mine: _Session, message: ForwardMsg) -> None:
        # Only what the server itself calls an address: a text that somebody wrote may look like one.
        mine.uploads += [urls.upload_url for urls in message.file_urls_response.file_urls]
        button, made = message.delta.new_element.download_button.url, message.backend_operation_response
        mine.downloads += [url for url in (button, made.deferred_file.url) if url]
        del mine.downloads[:-DOWNLOADS]
        while len(mine.uploads) > UPLOADS:
            _drop(mine.uploads.pop(0))

    def has(self, session: str, path: str) -> bool:
        """Whether this address was given to this session."""
        mine = self._sessions.get(session)
        return mine is not None and path in (*mine.downloads, *mine.uploads)

    def forget(self, session: str) -> None:
        """Forget what was given to a session, and drop the files that it sent in."""
        mine = self._sessions.pop(session, None)
        for path in mine.uploads if mine else ():
            _drop(path)


def _drop(upload: str) -> None:
    """Take a file that was sent in out of the server's memory."""
    session_id, file_id = upload.removeprefix(UPLOAD).split("/")
    # The one store that Streamlit has; its type does not say that it can do so.
    get_instance().uploaded_file_mgr.remove_file(  # type: ignore[attr-defined]
        session_id=session_id, file_id=file_id
    )
