"""Cross-site scripting, tried in a real browser: every page of every role, in two languages, on a poisoned workspace."""

import os
import re
import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from dashboard.ui.every_page import PAGES
from ovtf_demo.people import ACCOUNTS
from tests.attacks import poison
from tests.browser import Visit
from tests.fresh import ROOT
from tests.server import OVTF, free_port, serving

pytestmark = pytest.mark.journey
BY_ROLE = {role: [spec.slug for spec in PAGES if role in spec.roles] for role, _name in ACCOUNTS}
PARAMETERS = ("key", "period", "table", "place", "governorate", "for", "lang")
"""What an address may say."""
AREA_PAGE = {"coordinator": ["area-odd"]}


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory, made_demo):
    """A running demo, poisoned: its address, its folder and the case that holds a poisoned note."""
    folder, port = tmp_path_factory.mktemp("poisoned"), free_port()
    shutil.copytree(made_demo, folder / "ws")
    poison.plugin(folder / "site")
    key = poison.workspace(folder / "ws")
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(folder / "site"), str(ROOT)))}
    command = [OVTF, "serve", "-w", str(folder / "ws"), "--port", str(port)]
    with serving(command, f"http://127.0.0.1:{port}", folder / "server.log", env):
        yield f"http://127.0.0.1:{port}", folder / "ws", key


def unfold(visit: Visit) -> None:
    """Open everything that is folded away on a page."""
    visit.page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach(line => line.click())")
    visit.refresh()


def harmless(visit: Visit, dialogs: list[str]) -> bool:
    """Check that nothing on the page came alive; return whether a payload was shown."""
    found = visit.page.evaluate(poison.FOUND)
    assert (found["pwned"], found["elements"], found["scripts"]) == (None, [], []), visit.page.url
    assert not dialogs and not visit.outside() and not [url for url in visit.requests if url.endswith("/x")]
    return bool(found["shown"])


def look(visit: Visit, dialogs: list[str], slug: str, **query: str) -> bool:
    """Open a page by its address, unfold it, and check it."""
    asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    visit.page.goto(f"{visit.site}/{slug}?{asked}")
    expect(visit.page.get_by_role("heading", level=1).first).to_be_visible()
    visit.refresh()
    unfold(visit)
    return harmless(visit, dialogs)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("role", "name"), ACCOUNTS)
def test_no_text_of_somebody_else_comes_alive(browser, poisoned, role, name, language):
    site, folder, key = poisoned
    poison.language(folder, "en")
    window = browser.new_context(viewport={"width": 1280, "height": 900})
    visit, dialogs = Visit(window.new_page(), site), list[str]()
    visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    visit.sign_in(name)
    poison.language(folder, language)
    seen = [slug for slug in [*BY_ROLE[role], *AREA_PAGE.get(role, [])] if look(visit, dialogs, slug)]
    look(visit, dialogs, BY_ROLE[role][0], **dict.fromkeys(PARAMETERS, poison.POISON))
    if "case" in BY_ROLE[role]:
        seen += [slug for slug in ("plan", "case") if look(visit, dialogs, slug, key=key)]
        seen += [tab for tab in range(_tabs(visit)) if _turn(visit, dialogs, tab)]
    assert len(seen) >= {"administrator": 2, "coordinator": 3}.get(role, 5), seen
    window.close()


def _tabs(visit: Visit) -> int:
    return visit.page.get_by_role("tab").count()


def _turn(visit: Visit, dialogs: list[str], tab: int) -> bool:
    visit.page.get_by_role("tab").nth(tab).click()
    visit.refresh()
    unfold(visit)
    return harmless(visit, dialogs)


def test_a_file_with_a_hostile_name_is_only_named(browser, poisoned):
    site, folder, _key = poisoned
    poison.language(folder, "en")
    window = browser.new_context()
    visit, dialogs = Visit(window.new_page(), site), list[str]()
    visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    visit.sign_in("sara")
    visit.open("Import")
    for content in (b"", f"{poison.POISON},a\n{poison.POISON},b\n".encode()):
        file = {"name": f"{poison.POISON.replace('/', '_')}.csv", "mimeType": "text/csv", "buffer": content}
        visit.page.locator("input[type=file]").set_input_files(file)
        expect(visit.page.get_by_test_id("stAlert").first).to_be_visible()
        visit.refresh()
        assert harmless(visit, dialogs)
    window.close()


def test_the_search_for_what_came_alive_finds_it(browser):
    page = browser.new_page()
    page.set_content(f"<body>{poison.POISON}</body>")
    page.wait_for_function("window.pwned === 1")
    found = page.evaluate(poison.FOUND)
    assert len(found["elements"]) == 2 and found["scripts"] and found["shown"]
    assert re.search("evil", poison.POISON)
    page.close()
