"""The door in a real browser: every page draws and works under it, files go in and out."""

import pytest
from playwright.sync_api import expect

from ovtf_demo.making import ACCOUNTS
from tests.browser import Visit

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("name", [name for _role, name in ACCOUNTS])
def test_no_page_needs_what_the_policy_forbids(visit: Visit, name: str):
    complaints: list[str] = []
    visit.page.on("console", lambda said: complaints.append(said.text))
    visit.sign_in(name)
    menu = visit.page.get_by_test_id("stSidebarNavLink")
    titles = [title.strip() for title in menu.all_inner_texts()]
    assert len(titles) > 3
    for title in titles:
        menu.filter(has_text=title.splitlines()[-1]).first.click()
        visit.refresh()
        expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
    assert visit.page.evaluate("getComputedStyle(document.querySelector('.ovtf-exit')).position") == "fixed"
    assert not [said for said in complaints if "Security Policy" in said]


def test_a_supervisor_sends_a_table_in_and_another_one_after_it(visit: Visit):
    visit.sign_in(dict(ACCOUNTS)["supervisor"])
    visit.open("Import")
    for name, column in (("first.csv", "no_such_column"), ("second.csv", "nor_such_a_one")):
        table = {"name": name, "mimeType": "text/csv", "buffer": f"{column}\n1\n".encode()}
        visit.page.locator("input[type=file]").set_input_files(files=[table])
        expect(visit.page.get_by_test_id("stFileUploader").get_by_text(name)).to_be_visible()
        expect(visit.page.get_by_text(column).locator("visible=true").first).to_be_visible()
