"""A coordinator's overview."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_the_overview_shows_the_newest_release_and_nothing_leaves_the_machine(visit):
    visit.sign_in("dilan")
    expect(visit.page.get_by_role("heading", name="Overview", level=1)).to_be_visible()
    expect(visit.page.get_by_text(re.compile("not a measure of how common")).first).to_be_visible()
    expect(visit.page.get_by_role("heading", name="Cases by governorate of service", exact=True)).to_be_visible()
    expect(visit.page.get_by_text("too few").locator("visible=true").first).to_be_visible()
    expect(visit.page.get_by_text("Invented demonstration data", exact=False)).to_be_visible()
    visit.refresh()
    assert visit.outside() == []


def test_a_coordinator_cannot_open_a_case_by_its_address(visit):
    visit.sign_in("dilan")
    visit.page.goto(f"{visit.site}/cases")
    expect(visit.page.get_by_role("heading", name="Overview", level=1)).to_be_visible()
    expect(visit.page.get_by_text("OV-")).to_have_count(0)


def test_right_to_left_in_arabic(visit):
    visit.sign_in("dilan")
    visit.speak("العربية")
    expect(visit.page.locator("html")).to_have_attribute("dir", "rtl")
    expect(visit.page.locator("html")).to_have_attribute("lang", "ar")
    expect(visit.page.get_by_role("button", name="تسجيل الخروج")).to_be_visible()
    box = visit.page.get_by_role("heading", level=1).bounding_box()
    sidebar = visit.page.get_by_test_id("stSidebar").bounding_box()
    assert sidebar["x"] > box["x"]
    visit.speak("English")
    expect(visit.page.locator("html")).to_have_attribute("dir", "ltr")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Risk and timeliness", "Not offered: timeliness by governorate"),
        ("Service gaps", "What the directory offers"),
        ("Look closer", "Only what a release holds can be chosen"),
        ("Who reported", "An agency reports by confirming"),
        ("Indicators", "What a release cannot answer, and why"),
        ("Releases", "Every decision"),
        ("Digital", "What came of reports and removal requests"),
    ],
)
def test_each_question_has_a_page(visit, title, words):
    visit.sign_in("dilan")
    visit.open(title)
    expect(visit.page.get_by_text(words, exact=False).first).to_be_visible()
    assert visit.outside() == []


def test_a_choice_stays_from_page_to_page_and_a_link_to_it_opens_the_same(visit):
    visit.sign_in("dilan")
    visit.open("Compare")
    visit.page.get_by_text("Two governorates").click()
    visit.pick("Period", "2026 Q2")
    expect(visit.page).to_have_url(re.compile("period=2026-Q2.*compare=places"))
    address = visit.page.url
    visit.open("Service gaps")
    expect(visit.page.get_by_text(re.compile("Release 2026 Q2")).first).to_be_visible()
    visit.page.goto(address)
    expect(visit.page.get_by_text(re.compile("Release 2026 Q2")).first).to_be_visible()
    expect(visit.page.get_by_role("radio", name="Two governorates")).to_be_checked()


def test_a_download_holds_codes_and_labels_and_is_in_the_audit(visit, running_demo):
    before = exports(running_demo[1])
    visit.sign_in("dilan")
    visit.open("Service gaps")
    with visit.page.expect_download() as found:
        visit.page.get_by_role("button", name="Download", exact=True).first.click()
    text = found.value.path().read_text("utf-8-sig")
    assert text.startswith("Period,Code,Name,Number") and "not a measure of how common" in text
    one = exports(running_demo[1])
    with visit.page.expect_download() as found:
        visit.widget("gaps.workbook").get_by_role("button").click()
    assert found.value.suggested_filename.endswith("-gaps.xlsx")
    assert before < one < exports(running_demo[1])  # a line for each release of which numbers are in it


def exports(workspace) -> int:
    with sqlite3.connect(f"file:{workspace / 'records.db'}?mode=ro", uri=True) as file:
        return file.execute("SELECT count(*) FROM audit WHERE action = 'release.export'").fetchone()[0]
