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
    expect(visit.page.get_by_role("heading", name=re.compile("Cases by governorate of service: "))).to_be_visible()
    visit.page.get_by_role("button", name="Show all cases again").click()
    expect(visit.page).to_have_url(re.compile("only=all"))
    expect(visit.page.get_by_role("heading", name="Map of new cases")).to_be_visible()
    visit.refresh()
    assert visit.outside() == []


def test_a_chart_is_saved_with_title_source_and_release_and_a_printed_page_has_nothing_to_press(visit):
    visit.sign_in("dilan")
    visit.open("Places")
    visit.refresh()
    with visit.page.expect_download() as saved:
        visit.widget("places.map").locator(".ovtf-picture[data-format=svg]").click()
    picture = saved.value.path().read_text("utf-8")
    assert saved.value.suggested_filename.endswith("-places.map.svg")
    assert "Map of new cases" in picture and "fingerprint" in picture and "not a measure" in picture
    with visit.page.expect_download() as saved:
        visit.widget("places.map").locator(".ovtf-picture[data-format=png]").click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    visit.page.emulate_media(media="print")
    for pressed in ("stDownloadButton", "stPopover", "stSelectbox"):
        assert not any(each.is_visible() for each in visit.page.get_by_test_id(pressed).all())
    expect(visit.page.get_by_role("heading", name="Map of new cases")).to_be_visible()
    assert visit.outside() == []
