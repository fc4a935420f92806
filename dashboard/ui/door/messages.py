"""What a window may say to Streamlit: what our pages need, and nothing else that Streamlit's protocol knows.

It also knows messages that empty every cache, read the folder's git, or install things; it hears them from anybody.
"""

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.util import calc_hash

STRANGERS = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
"""What is heard of somebody who is not signed in: the sign-in page needs no more."""
OF_PEOPLE = STRANGERS | {"file_urls_request", "deferred_file", "dataframe_chunk"}
UPLOADS = ("import", "offline")
"""The pages to which a file may be sent."""
_PAGES = frozenset({*UPLOADS, *(calc_hash(slug) for slug in UPLOADS)})


def read(sent: bytes | None) -> BackMsg | None:
    """Return a message of a window, None when it is none."""
    try:
        message: BackMsg = BackMsg.FromString(sent or b"")
    except DecodeError:
        return None
    return message


def kind(message: BackMsg) -> str:
    """Return what a message asks for."""
    asked = message.WhichOneof("type") or ""
    return (message.backend_operation_request.WhichOneof("payload") or "") if "operation" in asked else asked


def takes_files(place: ClientState) -> bool:
    """Whether a window stands at a page to which a file may be sent."""
    return (place.page_script_hash or place.page_name.strip("/")) in _PAGES
