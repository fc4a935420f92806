"""Files that are sent in and taken out: only in the session to which their address was given."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.ui.door.files import Given
from tests.attacks.conftest import Door
from tests.attacks.windows import Window, window
from tests.attacks.wire import Answer, ask, heard, raw

BOUNDARY = "b"
TABLE = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\ncase\r\n--{BOUNDARY}--\r\n'
UPLOAD, SESSION = re.compile(r'upload_url: "([^"]+)"'), re.compile(r'session_id: "([0-9a-f-]{36})"')


@contextmanager
def at(door: Door, page: str, cookie: str) -> Iterator[Window]:
    """Open a window at a page."""
    with window(door.host, cookie) as opened:
        opened.run(page=page)
        yield opened


def places_for(opened: Window) -> list[str]:
    """Ask for a place to send a file to, and return what the server gives."""
    request = BackMsg()
    request.file_urls_request.request_id = "r"
    request.file_urls_request.session_id = SESSION.findall(opened.text)[0]
    request.file_urls_request.file_names.append("f.csv")
    return UPLOAD.findall(opened.say(request))


def send(door: Door, path: str, cookie: str = "", method: str = "PUT") -> Answer:
    """Send a file as a browser does, with the token that it gets from the server."""
    token = (
        ask(door.host, "GET", "/_stcore/health").headers["set-cookie"].partition("_streamlit_xsrf=")[2].split(";")[0]
    )
    return ask(
        door.host,
        method,
        path,
        TABLE,
        Origin=f"http://{door.host}",
        Cookie=f"_streamlit_xsrf={token}; ovtf_session={cookie}",
        X_Xsrftoken=token,
        Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
    )


def test_a_file_is_taken_only_in_the_session_that_was_given_a_place_for_it(door: Door):
    hers, other = door.cookie("one"), door.cookie("two")
    with at(door, "import", hers) as opened, at(door, "import", other):
        path = places_for(opened)[0]
        for cookie in ("", other, "x"):
            assert send(door, path, cookie).status == 404
            assert send(door, path, cookie, "DELETE").status == 404
        place = path.rpartition("/")[0]
        for name in ("mine", "mine.png", "mine.svg", "../x", ".png"):
            assert send(door, f"{place}/{name}").status == 404
            assert send(door, f"{place}/{name}", hers).status == 404
        assert send(door, path, hers).status == 204
        head = (
            f"PUT {path} HTTP/1.1\r\nHost: {door.host}\r\nOrigin: http://{door.host}\r\nContent-Length: 6291457\r\n\r\n"
        )
        assert b" 413 " in heard(raw(door.port, head.encode()))


def test_another_session_of_the_same_person_is_another_session(door: Door):
    hers, at_home = door.cookie("one"), door.cookie("one")
    with at(door, "import", hers) as opened, at(door, "import", at_home):
        assert send(door, places_for(opened)[0], at_home).status == 404


def test_only_the_page_of_imports_takes_a_file(door: Door):
    with at(door, "team", door.cookie("one")) as opened:
        assert places_for(opened) == []
    with at(door, "import", "") as stranger:
        assert places_for(stranger) == []


def test_a_session_has_three_files_at_a_time(door: Door):
    hers = door.cookie("one")
    with at(door, "import", hers) as opened:
        places = [places_for(opened)[0] for _n in range(4)]
        assert [send(door, path, hers).status for path in places] == [404, 204, 204, 204]


def test_a_place_for_a_file_outlives_a_broken_line_and_ends_with_her_session(door: Door):
    hers = door.cookie("one")
    with at(door, "import", hers) as opened:
        path, streamlits = places_for(opened)[0], SESSION.findall(opened.text)[0]
    with window(door.host, hers, streamlits) as again:  # the line broke: Streamlit has kept what was in the window
        again.run()
        assert send(door, path, hers).status == 204
        door.end(hers)
        assert send(door, path, hers).status == 404


@pytest.mark.parametrize("how", ["for long", "for a moment"])
def test_what_was_given_is_forgotten_when_no_window_came_back(how: str):
    async def lines() -> None:
        given = Given()
        with given.window("hers"):
            given.listen("hers", message("/media/0a.csv"))
        assert given.has("hers", "/media/0a.csv")
        if how == "for a moment":
            with given.window("hers"):
                await asyncio.sleep(0.01)
                assert given.has("hers", "/media/0a.csv")
        await asyncio.sleep(0.01)
        assert not given.has("hers", "/media/0a.csv")

    kept = config.get_option("server.disconnectedSessionTTL")
    config.set_option("server.disconnectedSessionTTL", 0)
    try:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, lines()).result()
    finally:
        config.set_option("server.disconnectedSessionTTL", kept)


def message(url: str) -> bytes:
    """Return what the server sends to a window with a button to download something."""
    sent = ForwardMsg()
    sent.delta.new_element.download_button.url = url
    return sent.SerializeToString()


def test_a_download_opens_only_in_the_session_that_was_shown_it_and_is_not_kept_by_the_browser(door: Door):
    hers, other = door.cookie("one"), door.cookie("two")
    with at(door, "import", hers) as opened:
        path = re.findall(r"/media/[0-9a-f]+\.\w+", opened.text)[0]
        answer = ask(door.host, "GET", path, Cookie=f"ovtf_session={hers}")
        assert answer.status == 200 and "no-store" in answer.headers["cache-control"]
        for cookie in ("", other, door.cookie("one")):
            assert ask(door.host, "GET", path, Cookie=f"ovtf_session={cookie}").status == 404
    door.end(hers)
    assert ask(door.host, "GET", path, Cookie=f"ovtf_session={hers}").status == 404
