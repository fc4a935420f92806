"""Which addresses there are, what may be sent to each, and who may open it. All others answer 404."""

import re
from dataclasses import dataclass

from dashboard.ui.every_page import PAGES

READ, UPLOAD = ("GET", "HEAD"), "/_stcore/upload_file/"
SOCKET = "/_stcore/stream"
MEBIBYTE = 2**20
FILE_MOST = 6 * MEBIBYTE
"""Bytes of an upload: a table of 5 MB (maxUploadSize) and what a browser puts around it."""
TICKET_MOST = 64
"""Bytes of a ticket: 43 letters."""


@dataclass(frozen=True)
class Place:
    """An address: the methods that it takes, how many bytes a body may have, whether it is a file that was given to
    one session.
    """

    methods: tuple[str, ...] = READ
    body: int = 0
    is_given: bool = False


OPEN = Place()
EXACT = {
    **{path: OPEN for path in ("/", "/favicon.png", "/manifest.json", "/quiet", "/healthz", "/sign-in")},
    **{path: OPEN for path in ("/api/openapi.json", "/api/releases")},
    **{path: OPEN for path in ("/_stcore/health", "/_stcore/host-config")},  # the browser asks both before it connects
    **{f"/{spec.slug}": OPEN for spec in PAGES},
    "/session/start": Place(("POST",), TICKET_MOST),
    "/session/used": Place(("POST",)),
    "/session/end": Place(("POST",)),
}
PATTERNS = (
    (re.compile(r"/area-[a-z0-9_-]{1,64}"), OPEN),  # whether there is such an area is not said
    (re.compile(r"/api/releases/[0-9A-Z-]{5,8}/tables/[a-z0-9_]{1,80}"), OPEN),
    (re.compile(r"/static/(css|js|media)/[\w.-]+"), OPEN),
    (re.compile(r"/media/[0-9a-f]+\.[a-z0-9]+"), Place(is_given=True)),
    (re.compile(UPLOAD + r"[\w-]+/[\w-]+"), Place(("PUT", "DELETE"), FILE_MOST, is_given=True)),
)


def place(path: str) -> Place | None:
    """Return what is known of an address, None when there is nothing."""
    return EXACT.get(path) or next((known for pattern, known in PATTERNS if pattern.fullmatch(path)), None)
