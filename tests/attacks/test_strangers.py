"""What somebody who is not signed in can learn and do at the addresses of the server, and in a window."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from dashboard.settings import Server
from dashboard.ui.door.hosts import is_shared
from dashboard.ui.door.patience import Patience
from dashboard.ui.door.strangers import Strangers
from dashboard.ui.every_page import every_page
from tests.attacks.conftest import STRANGERS, Door
from tests.attacks.windows import window
from tests.attacks.wire import ask

CLOSED = (
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/bidi-components/x/y.js",
    "/_stcore/health/x",
    "/case/_stcore/metrics",
    "/component/extra_streamlit_components.CookieManager.cookie_manager/index.html",
    "/app/static/x.svg",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
    "/media/0000.svg",
    "/media/0000.png",
    "/static/../app.py",
    "/static/js/%2e%2e/%2e%2e/index.html",
    "/index.html",
    "//evil.example/",
    "/nobody/knows",
)


@pytest.mark.parametrize("path", CLOSED)
def test_an_address_that_the_sign_in_page_does_not_need_is_not_there(door: Door, path: str):
    answer = ask(door.host, "GET", path)
    assert answer.status == 404 and "location" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/case", "/healthz", "/_stcore/health", "/_stcore/host-config"])
def test_a_page_can_only_be_read(door: Door, method: str, path: str):
    assert ask(door.host, method, path, Origin=f"http://{door.host}").status == 405


def test_the_server_says_nothing_about_itself(door: Door):
    told = ask(door.host, "GET", "/_stcore/host-config")
    assert '"allowedOrigins":[]' in told.text and "streamlit" not in told.text
    assert "server" not in told.headers
    assert ask(door.host, "GET", "/healthz").text == '{"ok":true}'


def test_no_script_runs_that_is_not_ours_and_no_page_frames_us(door: Door):
    policy = ask(door.host, "GET", "/").headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts and "'sha256-" in scripts
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy


@pytest.mark.parametrize("path", ["/quiet", "/session/end"])
def test_leaving_makes_the_browser_forget(door: Door, path: str):
    method = "GET" if path == "/quiet" else "POST"
    answer = ask(door.host, method, path, Origin=f"http://{door.host}", Cookie=f"ovtf_session={door.cookie('one')}")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert 'ovtf_session=""' in answer.headers["set-cookie"]


def test_a_stranger_is_not_told_which_areas_there_are(door: Door, context):
    areas = [spec.slug for spec in every_page(context) if spec.slug.startswith("area-")]
    assert areas
    with window(door.host, "") as opened:
        told = opened.run()
        assert "Forgot your password" in told and not [slug for slug in areas if slug in told]
        assert not [plugin.name for plugin in context.registry.active if f"ovtf_{plugin.name}" in told]


MESSAGES = {
    "load_git_info": BackMsg(load_git_info=True),
    "clear_cache": BackMsg(clear_cache=True),
    "set_run_on_save": BackMsg(set_run_on_save=True),
    "install_skills": BackMsg(),
    "debug_shutdown_runtime": BackMsg(debug_shutdown_runtime=True),
}
MESSAGES["install_skills"].backend_operation_request.install_skills.SetInParent()


@pytest.mark.parametrize("who", ["a stranger", "one"])
@pytest.mark.parametrize("message", MESSAGES)
def test_what_our_pages_never_say_is_not_heard(door: Door, message: str, who: str):
    cookie = "" if who == "a stranger" else door.cookie(who)
    with window(door.host, cookie) as opened:
        opened.run()
        told = opened.say(MESSAGES[message]) + opened.run()
    assert "git_info_changed" not in told and "backend_operation_response" not in told
    assert "session_event" not in told


def test_strangers_cannot_take_the_windows_of_people_who_work(door: Door):
    with ExitStack() as opened:
        silent = [opened.enter_context(window(door.host, "")) for _n in range(STRANGERS)]
        hers = opened.enter_context(window(door.host, door.cookie("one")))
        assert "Sign out" in hers.run()
        last = opened.enter_context(window(door.host, ""))
        assert "Forgot your password" in last.run(), "who wants to sign in is not kept out by silent sockets"
        with pytest.raises(ConnectionClosed):
            silent[0].socket.recv(timeout=10)
        assert "Forgot your password" in silent[-1].run(), "one had to go, and no more"


class Windows:
    """A gate's windows of strangers at many addresses, and those that were ended, in the order in which they were."""

    def __init__(self, seconds: float = 600) -> None:
        self._strangers, self.ended = Strangers(seconds), list[str]()
        self._open = list[asyncio.Task[None]]()

    async def opens(self, name: str, address: str, *, is_shared: bool = False) -> None:
        self._open.append(asyncio.create_task(self._window(name, address, is_shared)))
        for _turn in range(5):
            await asyncio.sleep(0)

    async def _window(self, name: str, address: str, is_shared: bool) -> None:
        with self._strangers.window(address, asyncio.Event().wait, 100, is_shared=is_shared) as stranger:
            assert await stranger.receive() == {"type": "websocket.disconnect", "code": 1001}
        self.ended.append(name)


def run(attack: Coroutine[None, None, None]) -> None:
    """Run in a loop of its own: a browser of another test may have one in this thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, attack).result()


def test_one_machine_has_a_tenth_of_the_windows_and_takes_nobody_s_place():
    async def attack() -> None:
        windows = Windows()
        await windows.opens("hers", "198.51.100.1")
        for n in range(25):
            await windows.opens(f"his {n}", f"2001:db8::{n:x}")  # one household has all of these addresses
        assert windows.ended == [f"his {n}" for n in range(15)]

    run(attack())


def test_when_all_windows_are_taken_one_of_those_who_have_most_goes():
    async def attack() -> None:
        windows = Windows()
        await windows.opens("hers", "198.51.100.1")
        for n in range(99):
            await windows.opens(f"his {n}", f"203.0.113.{n // 10}")
        await windows.opens("another", "198.51.100.2")
        assert windows.ended == ["his 0"]

    run(attack())


def test_behind_one_proxy_all_windows_are_theirs():
    async def agency() -> None:
        windows = Windows()
        for n in range(101):
            await windows.opens(str(n), "127.0.0.1", is_shared=True)
        assert windows.ended == ["0"]

    run(agency())


def test_a_window_in_which_nobody_signs_in_comes_to_an_end():
    async def attack() -> None:
        windows = Windows(0.01)
        await windows.opens("silent", "198.51.100.1")
        await asyncio.wait_for(windows._open[0], 5)
        assert windows.ended == ["silent"]

    run(attack())


@pytest.mark.parametrize(
    ("address", "proxy", "is_many"),
    [
        ("127.0.0.1", None, True),
        ("::1", None, True),
        ("10.0.0.5", None, False),
        ("10.0.0.5", "10.0.0.5", True),
        ("10.0.1.5", "127.0.0.1, 10.0.1.0/24", True),
        ("10.0.0.6", "10.0.0.5", False),
        ("127.0.0.1", "10.0.0.5", False),
        ("", None, False),
    ],
)
def test_only_the_proxy_or_this_machine_without_one_stands_for_many(address: str, proxy: str | None, is_many: bool):
    server = Server(trusted_proxy=proxy)
    assert is_shared(address, server.proxies) == is_many
    transport = SimpleNamespace(
        client=(address, 1), connections=set(), most=1000, most_of_one=2, proxies=server.proxies
    )
    transport.connections = [SimpleNamespace(client=(address, port)) for port in range(3)]
    assert Patience._is_one_too_many(transport) is not is_many
