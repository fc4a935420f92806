"""An administrator asks for a person, a supervisor confirms her, and she signs in with a password of her own."""

import pytest
from playwright.sync_api import expect

from tests.commands import ovtf
from tests.journeys.steps import pick

pytestmark = pytest.mark.journey


def test_a_person_whom_a_supervisor_has_confirmed_chooses_a_password_and_signs_in(visit, browser, site):
    visit.sign_in("admin")
    visit.open("People")
    visit.page.get_by_text("Add a person").click()
    visit.page.get_by_label("User name", exact=True).fill("nadia")
    visit.page.get_by_label("Name", exact=True).fill("Nadia")
    visit.page.keyboard.press("Tab")
    visit.refresh()
    visit.page.get_by_role("button", name="Add", exact=True).click()
    expect(visit.page.get_by_text("This waits below", exact=False)).to_be_visible()
    expect(visit.page.get_by_test_id("stCode")).to_have_count(0)

    hers = browser.new_context()
    supervisor = type(visit)(hers.new_page(), site)
    supervisor.sign_in("sara")
    supervisor.open("Accounts")
    supervisor.page.get_by_role("button", name="Confirm", exact=True).click()
    expect(supervisor.page.get_by_text("Password for nadia", exact=False)).to_be_visible()
    password = supervisor.page.get_by_test_id("stCode").inner_text().strip()
    hers.close()

    other = browser.new_context()
    newcomer = type(visit)(other.new_page(), site)
    newcomer.sign_in("nadia", password)
    expect(newcomer.page.get_by_role("heading", name="Choose your own password")).to_be_visible()
    expect(newcomer.page.get_by_text("Asked for by", exact=False)).to_be_visible()
    newcomer.page.get_by_label("Your password now").fill(password)
    newcomer.page.get_by_role("textbox", name="New password", exact=True).fill("three words more")
    newcomer.page.get_by_label("New password once more").fill("three words more")
    newcomer.page.get_by_role("button", name="Change password").click()
    expect(newcomer.page.get_by_role("heading", name="Sign in")).to_be_visible()
    newcomer.sign_in("nadia", "three words more")
    expect(newcomer.page.get_by_role("heading", name="My work")).to_be_visible()
    other.close()


def test_a_wrong_password_gets_one_sentence_that_tells_nothing(visit):
    for name in ("amal", "nobody-has-this-name"):
        visit.try_to_sign_in(name, "wrong-password-1")
        expect(visit.page.get_by_text("The user name or the password is not right", exact=False)).to_be_visible()


def test_an_agencys_first_supervisor_opens_her_account_with_two_codes(visit, browser, site, running_demo):
    ovtf("agency", "add", "B90", "Agency ninety", "--workspace", str(running_demo[1]))
    visit.sign_in("admin")
    visit.open("People")
    visit.page.get_by_text("Add a person").click()
    visit.page.get_by_label("User name", exact=True).fill("hana")
    visit.page.keyboard.press("Tab")
    visit.refresh()
    pick(visit, visit.page.get_by_role("combobox", name="Role").first, ("Supervisor",))
    pick(visit, visit.page.get_by_role("combobox", name="Agency").first, ("B90 · Agency ninety",))
    visit.page.get_by_role("button", name="Add", exact=True).click()
    visit.page.get_by_role("button", name="Make a code").click()
    expect(visit.page.get_by_text("Code of the administrator for hana", exact=False)).to_be_visible()
    first = visit.page.get_by_test_id("stCode").inner_text().strip()

    theirs = browser.new_context()
    coordinator = type(visit)(theirs.new_page(), site)
    coordinator.sign_in("dilan")
    coordinator.open("Accounts")
    pick(coordinator, coordinator.page.get_by_role("combobox", name="Agency"), ("B90 · Agency ninety",))
    coordinator.page.get_by_role("button", name="Make a code").click()
    expect(coordinator.page.get_by_text("Code for B90", exact=False)).to_be_visible()
    second = coordinator.page.get_by_test_id("stCode").inner_text().strip()
    theirs.close()

    hers = browser.new_context()
    hana = type(visit)(hers.new_page(), site)
    hana.page.goto(site)
    hana.page.get_by_role("button", name="I was given two codes").click()
    expect(hana.page.get_by_role("heading", name="Open my account")).to_be_visible()
    hana.refresh()
    expect(hana.page.get_by_label("Password", exact=True)).to_have_count(0)
    answers = {"User name": "hana", "Code of the administrator": first, "Code of the coordinator": second}
    for field, answer in answers.items():
        hana.page.get_by_label(field, exact=True).fill(answer)
    hana.page.get_by_role("textbox", name="New password", exact=True).fill("three words more")
    hana.page.get_by_label("New password once more").fill("three words more")
    hana.page.get_by_role("button", name="Open my account").click()
    expect(hana.page.get_by_text("Your account is open", exact=False)).to_be_visible()
    hana.sign_in("hana", "three words more")
    expect(hana.page.get_by_role("heading", name="My work")).to_be_visible()
    hers.close()
