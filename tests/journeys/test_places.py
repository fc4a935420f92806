"""A coordinator narrows a page by a click on the map, goes back, and takes a picture with her."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_a_click_on_the_map_narrows_the_page_and_one_click_leads_back_without_any_request_outside(visit):
    visit.sign_in("dilan")
    visit.open("Places")
    marks = visit.widget("places.map").locator(".scatterlayer .trace").last.locator("path")
    expect(marks).to_have_count(19)
    marks.first.click(force=True)
    expect(visit.page).to_have_url(re.compile("only=governorate%3AIQ-"))
    expect(visit.page.get_by_role("heading", name=re.compile("Cases by governorate and type: "))).to_be_visible()
    visit.page.get_by_role("button", name="Show all cases again").click()
    expect(visit.page).to_have_url(re.compile("only=all"))
    expect(visit.page.get_by_role("heading", name="Map of new cases")).to_be_visible()
    visit.refresh()
    assert visit.outside() == []
