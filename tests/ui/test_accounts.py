"""The pages of accounts: what waits, who confirms, what is shown once, and what its owner is told."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import operator, sessions
from dashboard.access.sign_in import sign_in
from dashboard.actions.accounts import asking, confirming, own
from dashboard.actions.administration import people
from tests.access.test_accounts_attacked import KNOWN, of_version_0_1
from tests.ui.conftest import texts


def draw_notices(path: str, who: dict) -> None:
    """The script of a test: what stands above every page."""
    import os

    from dashboard.access import Principal
    from dashboard.ui import account
    from dashboard.ui.context import the_context
    from ovtf_kit.pages import register

    os.environ["OVTF_WORKSPACE"] = path
    register()
    who = Principal(**who)
    account.notices(the_context(), who)
    if who.must_change:
        account.choose_first(the_context(), who)


@pytest.fixture
def above(context, show, person):
    """Return a function that draws what stands above every page; `show` has the workspace of the test opened."""
    show("my_account", person("administrator", None, "somebody"))

    def one(who, must_change=False) -> AppTest:
        names = ("person_id", "username", "name", "role", "agency", "language")
        values = {name: getattr(who, name) for name in names} | {"must_change": must_change}
        test = AppTest.from_function(draw_notices, args=(str(context.workspace.path), values), default_timeout=30)
        test.run()
        assert not test.exception, test.exception
        return test

    return one


def test_an_account_goes_from_the_administrator_to_a_supervisor_who_gets_the_password(show, person, context):
    admin, sara = person("administrator"), person("supervisor", "A01")
    page = show("people", admin)
    page.text_input(key="people.username").set_value("nadia")
    page.selectbox(key="people.new.role").set_value("case_manager").run()
    page.button(key="people.add").click().run()
    assert not page.exception and not page.code and "waits below" in page.info[0].value
    assert f"Can be confirmed by: {sara.name}" in texts(page)

    request = asking.asked(context, admin)[0].request.id
    page = show("accounts", sara)
    page.button(key=f"accounts.{request}.confirm").click().run()
    password = page.code[0].value
    assert "Give it to her yourself" in page.success[0].value
    assert sign_in(context.records, context.key, "nadia", password, context.now())
    page.run()
    assert password not in texts(page) and not page.code


def test_a_supervisor_refuses_and_an_administrator_withdraws(show, person, context):
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A01")
    people.reset_password(context, admin, nadia.person_id)
    page = show("accounts", sara)
    page.button(key=f"accounts.{asking.asked(context, admin)[0].request.id}.refuse").click().run()
    assert "Refused" in page.success[0].value and not asking.asked(context, admin)
    people.reset_password(context, admin, nadia.person_id)
    page = show("people", admin)
    page.button(key=f"people.{asking.asked(context, admin)[0].request.id}.withdraw").click().run()
    assert not page.exception and not asking.asked(context, admin)


def test_an_agency_without_a_supervisor_needs_two_codes_each_shown_once(show, person, context):
    admin, coordinator = person("administrator"), person("coordinator")
    people.add_person(context, admin, username="nadia", name="", role="supervisor", agency="A02")
    page = show("people", admin)
    page.button(key=f"people.{asking.asked(context, admin)[0].request.id}.code").click().run()
    first = page.code[0].value
    page = show("accounts", coordinator)
    page.selectbox(key="accounts.agency").set_value("A02")
    page.button(key="accounts.make_code").click().run()
    assert page.code[0].value != first and "a code can be used until" in texts(page)
    page.run()
    assert not page.code


def test_its_owner_reads_what_was_done_to_her_account_until_she_says_so(above, person, context):
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A01")
    people.reset_password(context, admin, nadia.person_id)
    confirming.confirm(context, sara, asking.asked(context, admin)[0].request.id)
    page = above(nadia)
    assert f"Asked for by {admin.name}, confirmed by {sara.name}" in texts(page) and "tell a supervisor" in texts(page)
    assert "Made on the server" in texts(page)
    page.button(key="account.read").click().run()
    assert not texts(page) and not texts(above(nadia))


def test_who_was_handed_a_password_chooses_her_own_before_anything_else(above, person, context):
    nadia = person("case_manager", "A01")
    first = people.reset_password(context, operator(), nadia.person_id)
    page = above(nadia, must_change=True)
    page.text_input(key="account.current").set_value(first)
    page.text_input(key="account.new").set_value("three words more")
    page.text_input(key="account.again").set_value("three words less")
    page.button[-1].click().run()
    assert "not the same" in page.error[0].value
    page.text_input(key="account.again").set_value("three words more")
    page.button[-1].click().run()
    assert "Your password is changed" in page.success[0].value
    person_now = sign_in(context.records, context.key, nadia.username, "three words more", context.now())
    assert person_now is not None and not person_now.must_change


def test_the_first_own_password_of_an_account_of_version_0_1_is_shown_to_the_agency(show, person, context):
    colleague = person("supervisor", "A01")
    of_version_0_1(context, "sara", "A01")
    sara = sessions.principal(sign_in(context.records, context.key, "sara", KNOWN, context.now()))
    own.choose_password(context, sara, KNOWN, "three words more")
    page = show("accounts", colleague)
    assert "sara: new password" in texts(page) and "First password of her own, chosen" in texts(page)


def test_my_account_says_what_was_changed_also_after_it_was_read(show, person):
    assert "Made on the server" in texts(show("my_account", person("case_manager", "A01")))
