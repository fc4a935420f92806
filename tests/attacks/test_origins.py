"""Pages elsewhere, and names that are not ours, against a real server whose resolver swallows every question."""

import time

import pytest

from tests.attacks.conftest import NAME, Door
from tests.attacks.wire import ask, handshake, raw


def answered(door: Door, sent: bytes) -> bytes:
    """Return the first line that the server says."""
    with raw(door.port, sent) as opened:
        return opened.recv(65536).partition(b"\r\n")[0]


FOREIGN = ("http://evil.example", "http://localhost:1", "http://127.0.0.1", "null", f"https://{NAME}", "https://[::1")


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_window_of_another_site_is_refused_at_once_and_nobody_is_asked_for_an_address(door: Door, origin: str):
    begun = time.monotonic()
    opened = raw(door.port, handshake(door.host, Origin=origin))
    assert ask(door.host, "GET", "/healthz").status == 200, "somebody else is served meanwhile"
    assert b" 403 " in opened.recv(65536)
    opened.close()
    assert time.monotonic() - begun < 1
    assert door.asked.read_text() == ""


def test_a_socket_that_does_not_say_where_it_comes_from_is_refused(door: Door):
    assert b" 403 " in answered(door, handshake(door.host))


def test_our_own_pages_get_their_socket(door: Door):
    for host in (door.host, f"localhost:{door.port}"):
        assert b" 101 " in answered(door, handshake(host, Origin=f"http://{host}"))
    assert b" 101 " in answered(door, handshake(NAME, Origin=f"https://{NAME}"))


def test_over_http_beyond_this_machine_no_window_opens(door: Door):
    assert b" 403 " in answered(door, handshake(NAME, Origin=f"http://{NAME}"))


REBOUND = ("evil.example", "localhost", "localhost:1", "127.0.0.1.evil.example", f"{NAME}.evil.example", f"x@{NAME}")


@pytest.mark.parametrize("host", REBOUND)
def test_a_name_that_was_let_point_here_opens_nothing(door: Door, host: str):
    for path in ("/", "/healthz", "/quiet", "/_stcore/health", "/_stcore/host-config", "/static/js/x.js"):
        assert ask(door.host, "GET", path, Host=host).status == 421
    # Under its own name such a page is of the same origin.
    assert b" 403 " in answered(door, handshake(host, Origin=f"http://{host}"))
    assert b" 403 " in answered(door, handshake(host, Origin=f"http://{host}", X_Forwarded_Host=door.host))
    assert door.asked.read_text() == ""


def test_two_hosts_are_none(door: Door):
    twice = f"GET / HTTP/1.1\r\nHost: {door.host}\r\nHost: evil.example\r\n\r\n".encode()
    assert b" 400 " in answered(door, twice) or b" 421 " in answered(door, twice)


@pytest.mark.parametrize("path", ["/session/start", "/session/used", "/session/end"])
def test_no_other_site_starts_uses_or_ends_a_session(door: Door, path: str):
    cookie = door.cookie("one")
    for origin in ("http://evil.example", "null", f"http://localhost:{door.port}"):
        answer = ask(door.host, "POST", path, Origin=origin, Cookie=f"ovtf_session={cookie}")
        assert answer.status == 403 and "set-cookie" not in answer.headers
    assert ask(door.host, "POST", path).status == 403
    here = ask(door.host, "POST", "/session/used", Origin=f"http://{door.host}", Cookie=f"ovtf_session={cookie}")
    assert here.status == 204


def test_beyond_this_machine_the_cookie_goes_over_tls_only_and_browsers_are_told_to_stay_there(door: Door):
    far = ask(door.host, "POST", "/session/start", door.ticket("one"), Host=NAME, Origin=f"https://{NAME}")
    assert far.status == 204 and "Secure" in far.headers["set-cookie"]
    assert "max-age" in far.headers["strict-transport-security"] and f"wss://{NAME};" in policy(far)
    near = ask(door.host, "POST", "/session/start", door.ticket("one"), Origin=f"http://{door.host}")
    assert near.status == 204 and "Secure" not in near.headers["set-cookie"]
    assert "strict-transport-security" not in near.headers


def policy(answer) -> str:
    return answer.headers["content-security-policy"]
