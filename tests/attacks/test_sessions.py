"""Attacks on sign-in and sessions, against a real server."""

import http.client
import json
import re
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from dashboard.access import sessions
from dashboard.records import Records, people
from dashboard.workspace import Workspace

HEADER = "x-ovtf-session"


@pytest.fixture(scope="module")
def server(running_demo):
    """(host:port, records) of a running demo."""
    site, folder = running_demo
    records = Records.open(Workspace.open(folder).database_url)
    yield site.removeprefix("http://"), records
    records.close()


def ask(host: str, method: str, path: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.text = answer.read().decode("utf-8", "replace")
    return answer


def cookie_for(records: Records, username: str) -> str:
    now = datetime.now(UTC)
    with records.read() as tx:
        person = people.by_username(tx, username)
    return sessions.redeem(records, sessions.issue_ticket(records, person.id, now), now)


def listen(host: str, cookie: str = "", session: str = "", **headers: str) -> tuple[str, str]:
    """Open Streamlit's socket, let it run once, and return (all that was sent to us as text, the session id)."""
    extra = {"Cookie": f"ovtf_session={cookie}"} if cookie else {}
    extra |= {name.replace("_", "-"): value for name, value in headers.items()}
    protocols = ["streamlit", "none", *([session] if session else [])]
    heard = b""
    with connect(
        f"ws://{host}/_stcore/stream",
        additional_headers=extra,
        subprotocols=protocols,
        origin=f"http://{host}",
        max_size=None,
        open_timeout=30,
    ) as socket:
        socket.send(bytes.fromhex("5a00"))  # a back message: rerun the script
        with suppress(WebSocketException):  # a session that is not taken is closed
            while not ended(frame := socket.recv(timeout=30)):
                heard += frame
    text = heard.decode("utf-8", "ignore")
    found = re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", text)
    return text, found[0] if found else ""


def ended(frame: bytes) -> bool:
    """Whether a message says that the script ran to its end."""
    message = ForwardMsg.FromString(frame)
    return (
        message.WhichOneof("type") == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


def test_a_stranger_gets_the_sign_in_page_and_nothing_else(server):
    host, _records = server
    text, _session = listen(host)
    assert "Forgot your password" in text
    assert "My work" not in text and "OV-" not in text


def test_a_signed_in_person_gets_their_pages(server):
    host, records = server
    text, _session = listen(host, cookie_for(records, "amal"))
    assert "My work" in text and "Forgot your password" not in text


def test_a_client_cannot_name_its_own_session_in_the_trusted_header(server):
    host, records = server
    digest = sessions.digest(cookie_for(records, "admin"))
    text, _session = listen(host, **{HEADER: digest})
    assert "Forgot your password" in text and "Audit" not in text


def test_a_stolen_streamlit_session_id_attaches_to_nothing(server):
    host, records = server
    token = cookie_for(records, "admin")
    with connect(
        f"ws://{host}/_stcore/stream",
        additional_headers={"Cookie": f"ovtf_session={token}"},
        subprotocols=["streamlit", "none"],
        origin=f"http://{host}",
        max_size=None,
    ) as victim:
        victim.send(bytes.fromhex("5a00"))
        heard = b""
        try:
            while b"Audit" not in heard:
                heard += victim.recv(timeout=20)
        except TimeoutError:
            pytest.fail("the victim's page did not come")
        stolen = re.search(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", heard)[0].decode()
        for cookie in ("", cookie_for(records, "amal")):
            text, mine = listen(host, cookie, stolen)
            assert "Audit" not in text and mine != stolen


def test_a_revoked_session_is_dead_at_once(server):
    host, records = server
    token = cookie_for(records, "amal")
    sessions.revoke(records, sessions.digest(token), datetime.now(UTC))
    text, _session = listen(host, token)
    assert "Forgot your password" in text and "My work" not in text


def test_a_ticket_from_another_origin_is_refused(server):
    host, records = server
    now = datetime.now(UTC)
    with records.read() as tx:
        ticket = sessions.issue_ticket(records, people.by_username(tx, "amal").id, now)
    assert ask(host, "POST", "/session/start", ticket, Origin="http://evil.example").status == 403
    assert ask(host, "POST", "/session/start", ticket).status == 403
    good = ask(host, "POST", "/session/start", ticket, Origin=f"http://{host}")
    assert good.status == 204
    cookie = good.getheader("set-cookie")
    assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower()
    assert ask(host, "POST", "/session/start", ticket, Origin=f"http://{host}").status == 401


def test_sockets_of_other_origins_are_refused(server):
    host, _records = server
    with (
        pytest.raises(WebSocketException),
        connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], origin="http://evil.example"),
    ):
        pass


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/media/0000.csv", "/_stcore/upload_file/a/b"])
def test_doors_that_need_no_stranger_are_closed(server, path):
    assert ask(server[0], "GET", path).status == 404


def test_every_answer_carries_the_headers(server):
    answer = ask(server[0], "GET", "/")
    assert "frame-ancestors 'none'" in answer.getheader("content-security-policy")
    assert (
        answer.getheader("x-content-type-options") == "nosniff" and answer.getheader("referrer-policy") == "no-referrer"
    )


def test_leaving_quietly_ends_the_session_and_says_nothing(server):
    host, records = server
    token = cookie_for(records, "a05.cm1")
    page = ask(host, "GET", "/quiet", Cookie=f"ovtf_session={token}")
    assert page.status == 200 and "OVTF" not in page.text and "violence" not in page.text.lower()
    assert sessions.lookup(records, token, datetime.now(UTC)) is None


def test_health_says_only_that_it_answers(server):
    assert json.loads(ask(server[0], "GET", "/healthz").text) == {"ok": True}
