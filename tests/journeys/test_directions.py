"""Lines of an Arabic page run from right to left, whatever word they begin with."""

import re
from importlib.resources import files

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import new_agency

pytestmark = pytest.mark.journey
RIGHT_EDGE = """() => [...document.querySelectorAll("p, li")].map(each => {
  const first = document.createTreeWalker(each, NodeFilter.SHOW_TEXT).nextNode(), range = document.createRange();
  range.selectNodeContents(first);
  return each.getBoundingClientRect().right - range.getBoundingClientRect().right;
})"""


def test_a_line_that_begins_with_a_latin_word_follows_the_page(browser):
    css = (files("dashboard.ui") / "theme" / "rtl.css").read_text("utf-8")
    lines = "<p><b>StopNCII</b>: للصور التي عمرها فيها 18 أو أكثر.</p><ul><li>Take It Down للصور من قبل 18.</li></ul><p>شكرًا.</p>"
    page = browser.new_page()
    page.set_content(f'<html dir="rtl"><style>{css}</style><div data-testid="stMarkdownContainer">{lines}</div></html>')
    assert [round(gap) for gap in page.evaluate(RIGHT_EDGE)] == [0, 0, 0]
    page.close()


def test_a_part_in_english_runs_from_left_to_right_on_an_arabic_page(browser):
    css = (files("dashboard.ui") / "theme" / "rtl.css").read_text("utf-8")
    lines = "<p>Do this first.</p><ul><li>Then this.</li></ul>"
    part = f'<div lang="en" dir="ltr"><div data-testid="stMarkdownContainer">{lines}</div></div>'
    page = browser.new_page()
    page.set_content(f'<html dir="rtl"><style>{css}</style>{part}</html>')
    assert [round(gap) for gap in page.evaluate(RIGHT_EDGE)] != [0, 0]
    directions = "() => [...document.querySelectorAll('p, li')].map(each => getComputedStyle(each).direction)"
    assert page.evaluate(directions) == ["ltr", "ltr"]
    page.close()


def test_a_form_stays_in_its_language_when_an_answer_is_given(visit, running_demo):
    name, password = new_agency(running_demo[1], "A81").manager
    visit.sign_in(name, password)
    visit.speak("العربية")
    visit.page.get_by_test_id("stSidebarNav").get_by_text("حالة جديدة", exact=True).click()
    gender = visit.page.get_by_role("radiogroup", name="الجنس")
    gender.get_by_text("أنثى", exact=True).click()
    # The answer, and the day of the report: it is filled in, and counts once the page has been drawn again.
    expect(visit.page.get_by_text(re.compile("^أُجيب عن 2 من"))).to_be_visible()
    visit.refresh()
    expect(gender.get_by_role("radio", name="أنثى", exact=True)).to_be_checked()
    assert visit.page.get_by_text("Gender", exact=True).count() == 0
