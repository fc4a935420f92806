"""An open window without a browser: Streamlit's socket, what a page sent over it, and what a click sends back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.sync.client import ClientConnection, connect

VALUES = {
    "button": {"trigger_value": True},
    "checkbox": {"bool_value": True},
    "text_input": {"string_value": "a new text"},
    "text_area": {"string_value": "a new text"},
    "selectbox": {"string_value": "done"},
    "number_input": {"double_value": 17.0},
    "expandable": {"bool_value": True},
}
"""What a click or an answer sends, by the kind of widget; another kind sends a text."""


@dataclass
class Window:
    """What one window showed since it was last asked: texts, the ids of widgets with their kinds, and of fragments."""

    socket: ClientConnection
    text: str = ""
    widgets: dict[str, str] = field(default_factory=dict)
    fragments: set[str] = field(default_factory=set)

    def run(self, page: str = "", query: str = "", fragment: str = "", used: str = "", tab: str = "") -> str:
        """Ask for a run, as the browser does at each click, and return what came until it had ended.

        `used` is the id of a widget that was clicked or answered, `tab` the one to which somebody turned.
        """
        kind = self.widgets.get(used, "")
        states = [WidgetState(id=used, **VALUES.get(kind, {"string_value": tab or "x"}))] if used else []
        asked = ClientState(
            page_name=page, query_string=query, fragment_id=fragment, widget_states=WidgetStates(widgets=states)
        )
        self.socket.send(BackMsg(rerun_script=asked).SerializeToString())
        return self.listen()

    def say(self, message: BackMsg) -> str:
        """Send any message, and return what the server answers to it and to those before."""
        self.socket.send(message.SerializeToString())
        self.socket.send(BackMsg(app_heartbeat=True).SerializeToString())
        heard = ""
        while "heartbeat_ack" not in heard:
            heard += str(ForwardMsg.FromString(self.socket.recv(timeout=30)))
        return heard

    def listen(self) -> str:
        """Return the texts of what comes until a run has ended."""
        heard, is_over = [], False
        while not is_over:
            message = ForwardMsg.FromString(self.socket.recv(timeout=30))
            heard.append(str(message))
            self._remember(message)
            # The end of a script is told before its thread takes the next request.
            is_over = message.WhichOneof("type") == "session_status_changed" and (
                not message.session_status_changed.script_is_running
            )
        self.text = "\n".join(heard)
        return self.text

    def _remember(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") != "delta":
            return
        if message.delta.fragment_id:
            self.fragments.add(message.delta.fragment_id)
        for part in (message.delta.new_element, message.delta.add_block):
            kind = part.WhichOneof("type") or ""
            if id_ := getattr(getattr(part, kind, None), "id", ""):
                self.widgets[id_] = kind


@contextmanager
def window(host: str, cookie: str, *again: str) -> Iterator[Window]:
    """Open a window with the cookie of a session; `again`: the id that Streamlit gave to one whose line broke."""
    with connect(
        f"ws://{host}/_stcore/stream",
        additional_headers={"Cookie": f"ovtf_session={cookie}"},
        subprotocols=["streamlit", "none", *again],
        origin=f"http://{host}",
        max_size=None,
        open_timeout=30,
    ) as socket:
        yield Window(socket)
