"""Wrong passwords are counted where the browser really is, and the administrator sees a sealed log."""

import pytest
from playwright.sync_api import expect

from dashboard.access import throttle
from dashboard.records import Records, tries
from dashboard.records.sealing import Key
from dashboard.workspace import Workspace

pytestmark = pytest.mark.journey


def test_wrong_passwords_are_counted_for_the_address_of_the_browser(visit, running_demo):
    workspace = Workspace.open(running_demo[1])
    key, records = Key(workspace.secret("audit")), Records.open(workspace.database_url)
    visit.page.set_extra_http_headers({"X-Forwarded-For": "198.51.100.1", "X-Ovtf-Address": "198.51.100.1"})
    visit.try_to_sign_in("somebody-new", "wrong-password-1")
    expect(visit.page.get_by_text("no wait is longer than a quarter of an hour", exact=False)).to_be_visible()
    with records.read() as tx:
        counts = [
            tries.get(tx, throttle.mask(key, "somebody-new"), key.mask(f"address {address}"))
            for address in ("127.0.0.1", "198.51.100.1", "")
        ]
    records.close()
    assert [counted.tries if counted else None for counted in counts] == [1, None, None]


def test_an_administrator_checks_the_log_and_is_given_a_line_to_keep(visit):
    visit.sign_in("admin")
    visit.open("Audit")
    visit.page.get_by_role("button", name="Check the whole log").click()
    expect(visit.page.get_by_text("The log is whole", exact=False)).to_be_visible()
    line = visit.page.get_by_test_id("stCode").inner_text().split()
    assert line[0].isdigit() and len(line[2]) == 64
