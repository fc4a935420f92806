"""An administrator adds a person, who then signs in."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_an_administrator_adds_a_person_who_can_sign_in(visit, browser, site):
    visit.sign_in("admin")
    visit.open("People")
    visit.page.get_by_text("Add a person").click()
    visit.page.get_by_label("User name", exact=True).fill("nadia")
    visit.page.get_by_label("Name", exact=True).fill("Nadia")
    visit.page.keyboard.press("Tab")
    visit.refresh()
    visit.page.get_by_role("button", name="Add", exact=True).click()
    expect(visit.page.get_by_text("Password for nadia", exact=False)).to_be_visible()
    password = visit.page.get_by_test_id("stCode").inner_text().strip()

    other = browser.new_context()
    newcomer = type(visit)(other.new_page(), site)
    newcomer.sign_in("nadia", password)
    expect(newcomer.page.get_by_role("heading", name="My work")).to_be_visible()
    other.close()


def test_a_wrong_password_gets_one_sentence_that_tells_nothing(visit):
    for name in ("amal", "nobody-has-this-name"):
        visit.try_to_sign_in(name, "wrong-password-1")
        expect(visit.page.get_by_text("The user name or the password is not right", exact=False)).to_be_visible()
