"""A case manager's first case, from sign-in to a high-risk assessment that is due in 24 hours."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import answers, steps

pytestmark = pytest.mark.journey


def open_a_case(visit) -> str:
    visit.open("New case")
    visit.page.get_by_label("Age in whole years").fill("24")
    visit.page.keyboard.press("Tab")
    visit.refresh()
    visit.choose("Gender", "Female")
    visit.choose("Disability", "No disability")
    visit.pick("Displacement status", "Resident")
    visit.pick("Governorate where she is served", "Erbil")
    visit.choose("Was this already reported to someone else?", "No")
    visit.choose("Types of online violence", "Sexual extortion")
    visit.pick("Where did it happen?", "Instagram")
    visit.choose("Does she agree to receive services?", "Yes")
    visit.choose("May this case be counted in anonymised statistics?", "Yes")
    visit.page.get_by_role("button", name="Save and send in").click()
    heading = visit.page.get_by_role("heading", name=re.compile("Case OV-"))
    expect(heading).to_be_visible()
    return heading.inner_text().removeprefix("Case ")


def test_a_first_case_from_sign_in_to_high_risk_due_in_24_hours(visit):
    visit.sign_in("a01.cm2")  # of amal's cases some thirty are due before one that is opened now
    key = open_a_case(visit)
    expect(visit.page.get_by_text("Risk not assessed")).to_be_visible()

    visit.widget(f"case.{key}.safety.risk_assessment.start").get_by_role("button").click()
    steps.fill(visit, answers.RISK)
    expect(visit.page.get_by_text("act within 24 hours")).to_be_visible()
    visit.choose("Which level do you decide?", "High")
    visit.page.get_by_role("button", name="Save and send in").click()

    expect(visit.page.get_by_text("▲ High risk", exact=True)).to_be_visible()
    expect(visit.page.get_by_text(re.compile(r"Act by tomorrow .* 23 h 5\d min left"))).to_be_visible()

    visit.open("My work")
    card = visit.widget(f"my_work.{key}")
    expect(card).to_be_visible()
    assert visit.outside() == []


def test_what_was_typed_survives_a_reload(visit):
    visit.sign_in("a02.cm1")
    visit.open("New case")
    visit.page.get_by_label("Age in whole years").fill("33")
    visit.page.keyboard.press("Tab")
    visit.refresh()
    visit.choose("Gender", "Female")
    visit.page.reload()
    expect(visit.page.get_by_label("Age in whole years")).to_have_value("33")
    expect(visit.page.get_by_role("radiogroup", name="Gender").get_by_role("radio", name="Female")).to_be_checked()


def test_quick_exit_leaves_for_a_neutral_page_and_ends_the_session(visit):
    visit.sign_in("a03.cm1")
    visit.page.get_by_role("button", name="Leave quickly").click()
    expect(visit.page).to_have_title("Notes")
    visit.page.goto(visit.site)
    expect(visit.page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_escape_three_times_leaves_too(visit):
    visit.sign_in("a04.cm1")
    for _time in range(3):
        visit.page.keyboard.press("Escape")
    expect(visit.page).to_have_title("Notes")


def test_the_case_page_fits_a_phone_and_shows_next_steps_first(phone):
    phone.sign_in("amal")
    phone.page.locator("[class*='st-key-my_work-'] button:visible").first.click()
    steps = phone.page.get_by_role("heading", name="Next steps")
    expect(steps).to_be_visible()
    tabs = phone.page.get_by_role("tab", name="Safety")
    expect(tabs).to_be_visible()
    assert steps.bounding_box()["y"] < tabs.bounding_box()["y"]
    width = phone.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 380
