"""Under which addresses the dashboard is reached, and whether a request comes from one of its own pages.

A page elsewhere may make a browser send us anything, with the person's cookie: under our name (it is foreign then by
its Origin), or under its own name, which it lets point to us (DNS rebinding: it is foreign by its Host).
"""

from collections.abc import Collection
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import urlsplit

from starlette.types import Scope

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine for itself: nothing that is sent under them can be overheard."""


def one(scope: Scope, name: bytes) -> str | None:
    """Return a header of a request; None when it is missing or there twice, which no browser sends."""
    values = [value for key, value in scope["headers"] if key == name]
    return values[0].decode("latin-1") if len(values) == 1 else None


def is_loopback(host: str) -> bool:
    """Whether an address with or without a port is this machine's own."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name in {loopback.strip("[]") for loopback in LOOPBACK}


def is_shared(address: str, proxies: Collection[IPv4Network | IPv6Network]) -> bool:
    """Whether many people's browsers come from this one address: a proxy that was named, or else from this machine."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in proxies) if proxies else parsed.is_loopback


def is_ours(host: str | None, port: int, allowed: Collection[str]) -> bool:
    """Whether the dashboard, served on this port, is reached under this Host: as this machine, or as the settings say.

    What a proxy says about itself (X-Forwarded-Host) is not asked: anybody can send it.
    """
    return host in allowed or host in {f"{name}:{port}" for name in LOOPBACK} or (port == 80 and host in LOOPBACK)


def is_from_here(scope: Scope, host: str) -> bool:
    """Whether a request comes from a page of ours. Only reading needs no Origin; a browser names it for the rest.

    Beyond this machine pages come over https: over http no socket opens, so that nobody types a password there.
    """
    named = any(key == b"origin" for key, _value in scope["headers"])
    if not named:
        return scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
    # Exactly as the Host is written: what Streamlit does not find equal, it looks up on the network.
    schemes = ("https", "http") if is_loopback(host) else ("https",)
    return one(scope, b"origin") in {f"{scheme}://{host}" for scheme in schemes}
