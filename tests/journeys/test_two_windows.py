"""Two windows of one browser: signing out in one ends the other, and nothing goes to whoever signs in next."""

import json
import re
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from dashboard.access import sessions
from dashboard.records import sessions as table
from tests.attacks.test_open_windows import site
from tests.browser import Visit
from tests.journeys.steps import fill, sign_out

AGE = "Age in whole years"
pytestmark = pytest.mark.journey
__all__ = ["site"]


@pytest.fixture
def windows(browser, site):
    """Two windows of one browser in which the case manager is signed in, and who she is."""
    cookie, who = site.sign_in("case_manager")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    _hold(context, site, cookie)
    yield [Visit(context.new_page(), f"http://{site.host}") for _window in range(2)], who
    context.close()


def _hold(context, site, cookie):
    context.add_cookies([{"name": "ovtf_session", "value": cookie, "url": f"http://{site.host}"}])


def _begin(visit):
    """Begin a new case, and give the first answers."""
    visit.page.goto(f"{visit.site}/new-case")
    fill(visit, {"Gender": "Female", AGE: "24"})
    expect(visit.page.get_by_text(re.compile(r"^3 of \d+ answered"))).to_be_attached()  # with the day; all are kept now


def _age(visit):
    return visit.page.get_by_role("spinbutton", name=AGE).or_(visit.page.get_by_label(re.compile(f"^{AGE}"))).first


def _drafts(site):
    with sqlite3.connect(site.record) as record:
        rows = record.execute("SELECT person, answers FROM drafts WHERE form = 'intake'").fetchall()
    return {person: json.loads(answers) for person, answers in rows}


def test_typing_after_signing_out_in_the_other_window_changes_nothing(site, windows):
    (form, other), who = windows
    _begin(form)
    other.page.goto(f"{other.site}/services")
    _age(form).fill("17")  # not sent: the field is not left yet
    sign_out(other)
    form.page.keyboard.press("Tab")
    expect(form.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert form.page.get_by_text("answered").count() == 0 and "/new-case" in form.page.url
    assert _drafts(site)[who.person_id]["age"] == 24


def test_whoever_signs_in_next_gets_nothing_that_was_typed(site, windows):
    (form, other), who = windows
    _begin(form)
    _age(form).fill("17")
    cookie, next_one = site.sign_in("supervisor")
    _hold(other.page.context, site, cookie)
    sessions.revoke(site.context.records, who.session, site.context.now())
    form.page.keyboard.press("Tab")
    expect(form.page.get_by_test_id("stSidebar").get_by_text(next_one.name)).to_be_attached()
    expect(_age(form)).to_have_value("")
    drafts = _drafts(site)
    assert drafts[who.person_id]["age"] == 24 and "age" not in drafts[next_one.person_id]


def test_typing_a_long_text_keeps_the_session(site, windows):
    (form, _other), who = windows
    _begin(form)
    earlier = datetime.now(UTC) - timedelta(minutes=20)
    with site.context.records.write() as tx:
        table.seen(tx, who.session, earlier)
    form.page.evaluate("window.ovtfTyping -= 61000")  # as if the last minute had passed
    with form.page.expect_response("**/session/used") as answer:
        _age(form).press("1")
    assert answer.value.status == 204
    with site.context.records.read() as tx:
        assert table.get(tx, who.session).seen_at > earlier
