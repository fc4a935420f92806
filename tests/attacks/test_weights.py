"""Requests that weigh too much, last too long or are too many, from sockets that need no session."""

import socket
import stat
import time
from contextlib import ExitStack

import pytest

from tests.attacks.conftest import Door
from tests.attacks.wire import ask, handshake, heard, raw

PLACES = (
    ("POST", "/session/start"),
    ("POST", "/session/used"),
    ("POST", "/session/end"),
    ("GET", "/"),
    ("GET", "/quiet"),
    ("PUT", "/_stcore/upload_file/a/b"),
    ("GET", "/_stcore/health"),
)


def head(door: Door, method: str, path: str, *lines: str) -> bytes:
    """Return the bytes of a header, and nothing of a body."""
    first = (f"{method} {path} HTTP/1.1", f"Host: {door.host}", f"Origin: http://{door.host}")
    return "\r\n".join((*first, *lines, "", "")).encode()


@pytest.mark.parametrize(("method", "path"), PLACES)
def test_300_megabytes_are_refused_before_the_first_byte_of_them(door: Door, method: str, path: str):
    told = heard(raw(door.port, head(door, method, path, "Content-Length: 300000000")))
    assert told.startswith(b"HTTP/1.1 413 ") and b"connection: close" in told


@pytest.mark.parametrize(("method", "path"), PLACES)
def test_a_body_that_does_not_say_its_length_is_refused_before_the_first_byte(door: Door, method: str, path: str):
    told = heard(raw(door.port, head(door, method, path, "Transfer-Encoding: chunked")))
    assert told.startswith(b"HTTP/1.1 411 ")


def test_a_ticket_is_no_longer_than_a_ticket(door: Door):
    origin = f"http://{door.host}"
    assert ask(door.host, "POST", "/session/start", b"x" * 65, Origin=origin).status == 413
    assert ask(door.host, "POST", "/session/start", b"x" * 64, Origin=origin).status == 401


@pytest.mark.parametrize("where", ["a header", "many headers", "the address"])
def test_headers_have_a_limit_together(door: Door, where: str):
    lines = {
        "a header": ("X-Long: " + "x" * 20_000,),
        "many headers": tuple(f"X-{n}: {'x' * 100}" for n in range(180)),
        "the address": (),
    }[where]
    path = "/?" + "x" * 20_000 if where == "the address" else "/"
    assert heard(raw(door.port, head(door, "GET", path, *lines)))[:13] in (b"HTTP/1.1 400 ", b"HTTP/1.1 431 ")


def test_a_socket_s_headers_have_a_limit_too(door: Door):
    long = handshake(door.host, Origin=f"http://{door.host}", X_Long="x" * 20_000)
    assert heard(raw(door.port, long)).partition(b"\r\n")[0].split()[1] in (b"400", b"403")


BEGUN = {
    "nothing": b"",
    "half a header": b"GET / HTTP/1.1\r\nHost: 127",
    "a header without an end": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
}


@pytest.mark.parametrize("begun", BEGUN)
def test_a_request_that_does_not_go_on_is_ended(door: Door, begun: str):
    at = time.monotonic()
    heard(raw(door.port, BEGUN[begun]))
    assert time.monotonic() - at < 4


def test_a_byte_now_and_then_buys_no_time(door: Door):
    at, opened = time.monotonic(), raw(door.port, BEGUN["a header without an end"])
    opened.settimeout(0.2)
    ended = False
    while not ended and time.monotonic() - at < 6:
        try:
            opened.sendall(b"x")
            ended = opened.recv(1) == b""
        except TimeoutError:
            pass
        except OSError:
            ended = True
    opened.close()
    assert ended


def test_the_next_request_of_a_connection_is_waited_for_no_longer_than_the_first(door: Door):
    at, opened = time.monotonic(), raw(door.port, head(door, "GET", "/healthz"))
    assert b" 200 " in opened.recv(65536)
    opened.sendall(BEGUN["half a header"])
    heard(opened)
    assert time.monotonic() - at < 4


def test_who_opens_every_connection_has_them_for_a_moment_only(door: Door):
    with ExitStack() as opened:
        for _n in range(60):
            opened.enter_context(raw(door.port, b""))
        full = opened.enter_context(raw(door.port, head(door, "GET", "/healthz")))
        assert _answer(full) == b"", "more than the settings allow"
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with raw(door.port, head(door, "GET", "/healthz")) as again:
            if b" 200 " in _answer(again):
                return
    pytest.fail("nobody is served any more")


def _answer(opened: socket.socket) -> bytes:
    try:
        return opened.recv(65536)
    except ConnectionError:
        return b""


def test_nobody_else_on_the_machine_reads_a_file_of_the_workspace(door: Door):
    ask(door.host, "POST", "/session/start", door.ticket("one"), Origin=f"http://{door.host}")
    files = [path for path in door.workspace.rglob("*") if path.is_file()]
    assert {"dashboard.log", "records.db-wal", "projection.duckdb"} <= {path.name for path in files}
    assert not [path.name for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077]
