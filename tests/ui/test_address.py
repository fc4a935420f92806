"""Where a browser is: the gate says it, and nobody can say it for themselves."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.ui.door.gate import ADDRESS, HEADER, Gate


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_client_cannot_say_where_it_is(kind, context, show, monkeypatch):  # noqa: ARG001
    monkeypatch.setenv("OVTF_WORKSPACE", str(context.workspace.path))
    seen = []

    async def behind(scope, _receive, _send):
        seen.extend(scope["headers"])

    async def nothing(*_message):
        return {"type": "websocket.connect"}

    scope = {
        "type": kind,
        "path": "/" if kind == "http" else "/_stcore/stream",
        "raw_path": b"/",
        "query_string": b"",
        "server": ("127.0.0.1", 80),
        "method": "GET",
        "client": ("203.0.113.7", 5000),
        "headers": [
            (b"host", b"localhost"),
            (b"origin", b"http://localhost"),
            (ADDRESS, b"198.51.100.1"),
            (HEADER, b"x"),
            (b"x-forwarded-for", b"198.51.100.1"),
        ],
    }
    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have an event loop in this one
        thread.submit(asyncio.run, Gate(behind)(scope, nothing, nothing)).result()
    assert [value for name, value in seen if name == ADDRESS] == [b"203.0.113.7"]
    assert HEADER not in dict(seen)
