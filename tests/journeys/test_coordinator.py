"""A coordinator's overview."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_the_overview_shows_the_newest_release_and_nothing_leaves_the_machine(visit):
    visit.sign_in("dilan")
    expect(visit.page.get_by_role("heading", name="Caseload and risk")).to_be_visible()
    expect(visit.page.get_by_text(re.compile("not a measure of how common")).first).to_be_visible()
    expect(visit.page.get_by_text("Cases by governorate of service")).to_be_visible()
    expect(visit.page.get_by_text("fewer than 10").first).to_be_visible()
    expect(visit.page.get_by_text("Invented demonstration data", exact=False)).to_be_visible()
    visit.settle()
    assert visit.outside() == []


def test_a_coordinator_cannot_open_a_case_by_its_address(visit):
    visit.sign_in("dilan")
    visit.page.goto(f"{visit.site}/cases")
    expect(visit.page.get_by_role("heading", name="Caseload and risk")).to_be_visible()
    expect(visit.page.get_by_text("OV-")).to_have_count(0)


def test_right_to_left_in_arabic(visit):
    visit.sign_in("dilan")
    visit.page.get_by_role("combobox", name=re.compile("Language")).click()
    visit.page.get_by_role("option", name="العربية").click()
    expect(visit.page.locator("html")).to_have_attribute("dir", "rtl")
    expect(visit.page.locator("html")).to_have_attribute("lang", "ar")
    expect(visit.page.get_by_role("button", name="تسجيل الخروج")).to_be_visible()
    box = visit.page.get_by_role("heading", level=1).bounding_box()
    sidebar = visit.page.get_by_test_id("stSidebar").bounding_box()
    assert sidebar["x"] > box["x"]
    visit.page.get_by_role("combobox").first.click()
    visit.page.get_by_role("option", name="English").click()
    expect(visit.page.locator("html")).to_have_attribute("dir", "ltr")
