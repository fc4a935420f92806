"""What somebody who is not signed in can learn and do at the addresses of the server, and in a window."""

from contextlib import ExitStack

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import WebSocketException

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
        for _n in range(STRANGERS):
            opened.enter_context(window(door.host, ""))
        with pytest.raises(WebSocketException):
            opened.enter_context(window(door.host, ""))
        hers = opened.enter_context(window(door.host, door.cookie("one")))
        assert "Sign out" in hers.run()
    with window(door.host, "") as again:  # places are free again
        assert "Forgot your password" in again.run()
