"""What every answer says to the browser: whom to trust, and what to forget."""

from starlette.types import Message, Send

from dashboard.ui.context import the_context
from dashboard.ui.door.hosts import is_loopback
from dashboard.ui.scripts import hashes

ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), display-capture=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
TLS_ONLY = (b"strict-transport-security", b"max-age=31536000")
FORGET = '"cache", "storage"'
"""Clear-Site-Data where somebody leaves. Not "cookies": that would sign her out of her agency's other sites, too."""


def is_secure(host: str) -> bool:
    """Whether browsers reach this address over TLS only: every one but this machine's own, or as the settings say."""
    return not is_loopback(host) or bool(the_context().workspace.settings.session.secure_cookie)


def policy(host: str) -> str:
    """Return the Content-Security-Policy; docs/decisions/0042-the-door.md says why it is not tighter."""
    socket = f"wss://{host}" if is_secure(host) else f"ws://{host}"
    return (
        f"default-src 'none'; script-src 'self' {' '.join(hashes())}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket}; manifest-src 'self'; "
        "worker-src 'none'; frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )


def with_headers(send: Send, host: str) -> Send:
    """Return a `send` that puts the headers on the answer to a request for this host."""
    ours = [(b"content-security-policy", policy(host).encode()), *ALWAYS, *([TLS_ONLY] if is_secure(host) else [])]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *ours]
        await send(message)

    return sending
