"""What a request may weigh, decided from its headers: nothing of a body is read before."""

from starlette.types import Scope

from dashboard.ui.door.hosts import one
from dashboard.ui.door.places import Place

HEADERS_MOST = 16 * 1024
"""Bytes of all headers together. Ours are a session's cookie and what a browser says of itself."""


def too_much(scope: Scope, known: Place) -> int | None:
    """Return the status with which a request is refused for its size, None when it may be read.

    A body says its length beforehand: one that comes in chunks can go on for ever.
    """
    if headers_weigh_too_much(scope):
        return 431
    if any(key == b"transfer-encoding" for key, _value in scope["headers"]):
        return 411
    length = one(scope, b"content-length") or "0"
    return None if length.isdecimal() and int(length[:12]) <= known.body else 413


def headers_weigh_too_much(scope: Scope) -> bool:
    """Whether the headers of a request, address included, are more than any browser of ours sends."""
    sent = sum(len(key) + len(value) for key, value in scope["headers"])
    return sent + len(scope["raw_path"] or b"") + len(scope["query_string"]) > HEADERS_MOST
