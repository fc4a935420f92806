"""What is typed or pasted stays on the screen, also after a reload, with what is wrong beside the question."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.forms.kinds import LONGEST
from tests.journeys import steps
from tests.journeys.test_adult_case import INTAKE, PLAN

pytestmark = pytest.mark.journey
TOO_LONG = re.compile("This text is too long")


def test_numbers_in_any_digits_and_a_pasted_text_that_is_too_long_are_kept(visit, running_demo):
    visit.sign_in(*steps.new_agency(running_demo[1], "A82").manager)
    visit.open("New case")
    for typed, wrong in (("17.6", "Give a whole number."), ("200", "Give an age between 0 and 110")):
        age = visit.page.get_by_label(re.compile("^Age in whole years"))
        age.fill(typed)
        age.press("Tab")
        expect(visit.page.get_by_text(wrong)).to_be_visible()
        visit.refresh()
        visit.page.reload()
        expect(age).to_have_value(typed)
        expect(visit.page.get_by_text(wrong)).to_be_visible()
    visit.open("My work")
    key = steps.open_case(visit, INTAKE | {"Age in whole years": "٢٢"})
    steps.tab(visit, "Facts")
    expect(visit.page.get_by_text("22", exact=True).first).to_be_visible()
    steps.tab(visit, "Safety")
    steps.start(visit, key, "safety.safety_plan")
    steps.fill(visit, dict([*PLAN.items()][:1]))
    a_pasted_text(visit)


def a_pasted_text(visit):
    note = visit.page.get_by_label(re.compile("^A word for yourself"))
    note.click()
    visit.page.keyboard.insert_text("word " * LONGEST)  # as a paste: all at once
    note.press("Tab")
    expect(visit.page.get_by_text(TOO_LONG)).to_be_visible()
    expect(note).to_have_value(re.compile(f"(word ){{{LONGEST - 1}}}"))
