"""A correction in the browser: an administrator asks, a coordinator approves; and a file of releases that is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.commands import ovtf
from tests.reported import report_in

pytestmark = pytest.mark.journey


@pytest.fixture
def alone(running_demo):
    """A release by itself: those of the demo leave room for their year, which puts right what was wrong in them."""
    _address, workspace = running_demo
    config = workspace / "config.toml"
    kept = config.read_text("utf-8")
    config.write_text(kept.replace('menu = "medium"', 'menu = "whole"'), "utf-8")
    report_in(workspace, "2022-Y")
    ovtf("release", "build", "--yes", "--period", "2022-Y", "-w", str(workspace))
    config.write_text(kept, "utf-8")


@pytest.mark.usefixtures("alone")
def test_an_administrator_asks_and_a_coordinator_approves_in_her_own_session(visit, phone):
    visit.sign_in("admin")
    visit.open("Corrections")
    expect(visit.page.get_by_text("counted once more in the release of the year has no correction")).to_be_visible()
    visit.page.get_by_text("Ask for a correction").click()
    visit.pick("Reason", "An agency's cases were imported too late")
    expect(
        visit.page.get_by_text("After a correction a case that is in both versions has spent up to 1.59")
    ).to_be_visible()
    visit.page.get_by_role("button", name="Ask for it").click()
    expect(visit.page.get_by_text("Waits for a coordinator")).to_be_visible()
    expect(visit.page.get_by_role("button", name="Approve")).to_have_count(0)
    phone.sign_in("dilan")
    phone.page.goto(f"{phone.site}/corrections")
    expect(phone.page.get_by_text("asks for a correction: An agency's cases were imported too late.")).to_be_visible()
    phone.page.get_by_role("button", name="Approve").click()
    expect(phone.page.get_by_text(re.compile("Approved by .*; waits to be made"))).to_be_visible()


def test_a_lost_file_of_releases_is_said_on_the_first_page_of_a_coordinator(visit, running_demo):
    _address, workspace = running_demo
    file = workspace / "releases.duckdb"
    kept = file.rename(file.with_name("kept.duckdb"))
    try:
        visit.sign_in("dilan")
        expect(visit.page.get_by_text("The file of releases is missing or older than the record")).to_be_visible()
        expect(visit.page.get_by_text("There is no release yet")).to_have_count(0)
    finally:
        kept.rename(file)
    visit.page.reload()
    expect(visit.page.get_by_text("Cases by governorate of service").first).to_be_visible()
