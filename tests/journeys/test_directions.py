"""Lines of an Arabic page run from right to left, whatever word they begin with."""

from importlib.resources import files

import pytest

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
