"""An administrator alone never comes to read a case: whatever is made or changed that sees cases, a second person confirms.

The attacks were tried on the code of before, where the first of them was enough: make a supervisor, sign in.
"""

import json
from datetime import timedelta

import pytest

from dashboard.access import Principal, operator, sessions
from dashboard.access.opening import open_account
from dashboard.access.sign_in import sign_in
from dashboard.actions.accounts import agency_codes, asking, confirming, own
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.actions.supervisor import assigning
from dashboard.actions.work import cases
from dashboard.errors import NotAllowed, RecordError, SignInError
from dashboard.records import audit

OWN = "three words more"


def signed_in(context: Context, username: str, password: str) -> Principal | None:
    """Sign in as the page does, and return who acts then."""
    person = sign_in(context.records, context.key, username, password, context.now())
    return sessions.principal(person) if person else None


def the_only_request(context: Context, admin: Principal) -> str:
    (asked,) = asking.asked(context, admin)
    return asked.request.id


def ask_for_nadia(context: Context, admin: Principal, role: str = "case_manager", agency: str | None = "A01") -> str:
    _nadia, password = people.add_person(context, admin, username="nadia", name="Nadia", role=role, agency=agency)
    assert password == ""
    return the_only_request(context, admin)


@pytest.mark.parametrize(("role", "agency"), [("case_manager", "A01"), ("supervisor", "A01"), ("coordinator", None)])
def test_an_account_that_sees_cases_is_not_there_before_it_is_confirmed(context, person, role, agency):
    admin = person("administrator")
    person("supervisor", "A01")
    person("coordinator")
    ask_for_nadia(context, admin, role, agency)
    assert "nadia" not in {each.username for each in people.list_people(context, admin)}


@pytest.mark.parametrize("role", ["case_manager", "supervisor", "coordinator"])
def test_a_reset_changes_nothing_before_it_is_confirmed(context, role):
    agency = None if role == "coordinator" else "A01"
    nadia, before = people.add_person(context, operator(), username="nadia", name="", role=role, agency=agency)
    people.add_person(context, operator(), username="sara", name="", role="coordinator")
    admin = added(context, "administrator", None, "admin")
    assert people.reset_password(context, admin, nadia.id) == ""
    assert signed_in(context, "nadia", before)


def added(context: Context, role: str, agency: str | None, username: str) -> Principal:
    new, _password = people.add_person(context, operator(), username=username, name="", role=role, agency=agency)
    return sessions.principal(new)


def test_the_supervisor_gets_the_password_and_the_owner_chooses_her_own(context, person, open_case):
    admin, sara = person("administrator"), person("supervisor", "A01")
    key = open_case(sara)
    password = confirming.confirm(context, sara, ask_for_nadia(context, admin, "supervisor"))
    nadia = signed_in(context, "nadia", password)
    with pytest.raises(NotAllowed):
        cases.read_case(context, nadia, key)
    with pytest.raises(NotAllowed, match="password of your own"):
        cases.list_cases(context, nadia)
    own.choose_password(context, nadia, password, OWN)
    assert signed_in(context, "nadia", password) is None
    nadia = signed_in(context, "nadia", OWN)
    assigning.assign(context, sara, key, 1, nadia.person_id)
    assert cases.read_case(context, nadia, key).case.key == key


def test_nobody_confirms_their_own_account_or_another_agencys(context, person):
    admin, sara, other = person("administrator"), person("supervisor", "A01"), person("supervisor", "A02")
    colleague, manager, coordinator = (
        person("supervisor", "A01", "colleague"),
        person("case_manager", "A01"),
        person("coordinator"),
    )
    people.reset_password(context, admin, sara.person_id)
    request = the_only_request(context, admin)
    for who in (sara, other, manager, coordinator, admin):
        with pytest.raises(NotAllowed):
            confirming.confirm(context, who, request)
    assert [each.request.id for each in confirming.waiting(context, colleague)] == [request]
    assert confirming.waiting(context, other) == confirming.waiting(context, sara) == []
    assert confirming.confirm(context, colleague, request)
    with pytest.raises(RecordError, match="does not wait"):
        confirming.confirm(context, colleague, request)


def test_who_moves_to_an_agency_is_confirmed_there_and_gets_a_new_password(context, person):
    """Or a supervisor of an agency that was made up would keep the password of somebody who then comes back."""
    admin, here, there = person("administrator"), person("supervisor", "A01"), person("supervisor", "A02")
    nadia = person("case_manager", "A01")
    people.change_person(context, admin, nadia.person_id, agency="A02")
    request = the_only_request(context, admin)
    with pytest.raises(NotAllowed):
        confirming.confirm(context, here, request)
    assert confirming.confirm(context, there, request)


def test_an_account_that_an_administrator_made_ready_gets_a_new_password(context, person):
    """He made Nadia an administrator, gave her a password, and asked for her old place again."""
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A01")
    people.change_person(context, admin, nadia.person_id, role="administrator", agency=None)
    known = people.reset_password(context, admin, nadia.person_id)
    assert signed_in(context, nadia.username, known)
    people.change_person(context, admin, nadia.person_id, role="case_manager", agency="A01")
    assert signed_in(context, nadia.username, known).role == "administrator"
    confirming.confirm(context, sara, the_only_request(context, admin))
    assert signed_in(context, nadia.username, known) is None


def test_a_ticket_of_before_opens_no_account_of_after(context, person):
    """He signs in where he may, holds the ticket for its 30 seconds, and is confirmed somewhere else meanwhile."""
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A02")
    people.change_person(context, admin, nadia.person_id, agency="A01")
    ticket = sessions.issue_ticket(context.records, nadia.person_id, context.now())
    confirming.confirm(context, sara, the_only_request(context, admin))
    assert sessions.redeem(context.records, ticket, context.now()) is None


def test_a_password_that_was_compared_before_the_change_opens_nothing_after_it(context, person):
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A02")
    people.change_person(context, admin, nadia.person_id, agency="A01")
    before = next(each for each in people.list_people(context, admin) if each.id == nadia.person_id)
    confirming.confirm(context, sara, the_only_request(context, admin))
    ticket = sessions.issue_ticket(context.records, nadia.person_id, context.now(), before)
    assert sessions.redeem(context.records, ticket, context.now()) is None


def test_an_account_cannot_be_made_ready_while_it_is_switched_off(context, person):
    admin, nadia = person("administrator"), person("administrator", None, "nadia")
    people.change_person(context, admin, nadia.person_id, active=False)
    people.change_person(context, admin, nadia.person_id, role="supervisor", agency="A01")
    assert [asked.with_codes for asked in asking.asked(context, admin)] == [False]
    assert {each.role for each in people.list_people(context, admin)} == {"administrator"}


def test_what_was_asked_for_before_another_change_is_not_carried_out(context, person):
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A01")
    people.change_person(context, admin, nadia.person_id, role="supervisor")
    people.change_person(context, operator(), nadia.person_id, active=False)
    with pytest.raises(RecordError, match="changed since"):
        confirming.confirm(context, sara, the_only_request(context, admin))


def test_taking_access_away_needs_nobody_and_is_shown(context, person):
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A01")
    people.change_person(context, admin, nadia.person_id, active=False)
    assert asking.asked(context, admin) == []
    (change,) = [each for each in confirming.lately(context, sara) if each.decision.request.what == "change"]
    assert (change.asked_by, change.decision.way) == (admin.name, "alone")


def test_a_supervisor_does_not_confirm_a_coordinator(context, person):
    """With an agency that he made up, and its supervisor, an administrator would have codes for every agency."""
    admin, sara, coordinator = person("administrator"), person("supervisor", "A01"), person("coordinator")
    request = ask_for_nadia(context, admin, "coordinator", None)
    with pytest.raises(NotAllowed):
        confirming.confirm(context, sara, request)
    assert confirming.confirm(context, coordinator, request)


def test_without_another_coordinator_it_is_done_on_the_server(context, person):
    admin = person("administrator")
    with pytest.raises(RecordError, match="ovtf user add nadia"):
        ask_for_nadia(context, admin, "coordinator", None)


@pytest.mark.parametrize("name", ["operator", "unknown"])
def test_nobody_is_called_like_the_server_in_the_audit(context, person, name):
    with pytest.raises(RecordError, match="already a person"):
        people.add_person(context, person("administrator"), username=name, name="", role="administrator")


def both_codes(context: Context, admin: Principal, coordinator: Principal) -> tuple[str, str]:
    request = ask_for_nadia(context, admin, "supervisor", "A02")
    return asking.first_code(context, admin, request), agency_codes.make(context, coordinator, "A02")


def test_the_first_supervisor_opens_her_account_with_two_codes_and_a_password_of_her_own(context, person):
    first, second = both_codes(context, person("administrator"), person("coordinator"))
    open_account(context.records, context.key, " Nadia", first.upper(), second, OWN, context.now())
    assert signed_in(context, "nadia", OWN).must_change is False
    with pytest.raises(SignInError):
        open_account(context.records, context.key, "nadia", first, second, OWN, context.now())


def test_one_code_is_not_enough_and_a_try_uses_nothing_up(context, person):
    first, second = both_codes(context, person("administrator"), person("coordinator"))
    for wrong in [(first, first), (second, second), (second, first), (first, ""), ("", second)]:
        with pytest.raises(SignInError):
            open_account(context.records, context.key, "nadia", *wrong, OWN, context.now())
    open_account(context.records, context.key, "nadia", first, second, OWN, context.now())


def test_a_code_ends_after_seven_days_with_a_new_one_and_with_her_who_made_it(context, person):
    admin, coordinator = person("administrator"), person("coordinator")
    first, second = both_codes(context, admin, coordinator)
    with pytest.raises(SignInError):
        open_account(
            context.records, context.key, "nadia", first, second, OWN, context.now() + timedelta(days=7, minutes=1)
        )
    newer = agency_codes.make(context, coordinator, "A02")
    with pytest.raises(SignInError):
        open_account(context.records, context.key, "nadia", first, second, OWN, context.now())
    people.change_person(context, admin, coordinator.person_id, active=False)
    with pytest.raises(SignInError):
        open_account(context.records, context.key, "nadia", first, newer, OWN, context.now())


def test_codes_open_nothing_where_a_supervisor_could_confirm(context, person):
    admin, coordinator = person("administrator"), person("coordinator")
    first, second = both_codes(context, admin, coordinator)
    person("supervisor", "A02")
    with pytest.raises(RecordError, match="can confirm this"):
        asking.first_code(context, admin, the_only_request(context, admin))
    with pytest.raises(SignInError):
        open_account(context.records, context.key, "nadia", first, second, OWN, context.now())


def test_the_only_supervisor_who_lost_her_password_comes_back_and_her_agency_sees_it(context, person):
    admin, coordinator = person("administrator"), person("coordinator")
    sara, nadia = person("supervisor", "A01"), person("case_manager", "A01")
    people.reset_password(context, admin, sara.person_id)
    first = asking.first_code(context, admin, the_only_request(context, admin))
    open_account(
        context.records,
        context.key,
        sara.username,
        first,
        agency_codes.make(context, coordinator, "A01"),
        OWN,
        context.now(),
    )
    assert signed_in(context, sara.username, OWN)
    for who in (sara, nadia):
        change = own.unread(context, who)[0]
        assert (change.asked_by, change.done_by, change.decision.way) == (admin.name, coordinator.name, "codes")


def test_the_owner_is_told_until_she_has_read_it(context, person):
    admin, sara, nadia = person("administrator"), person("supervisor", "A01"), person("case_manager", "A01")
    own.acknowledge(context, nadia, own.unread(context, nadia)[0].decision.seq)
    people.reset_password(context, admin, nadia.person_id)
    assert own.unread(context, nadia) == []
    confirming.confirm(context, sara, the_only_request(context, admin))
    (change,) = own.unread(context, nadia)
    assert (change.asked_by, change.done_by, change.decision.way) == (admin.name, sara.name, "confirmed")
    own.acknowledge(context, nadia, change.decision.seq)
    assert own.unread(context, nadia) == []
    assert change in own.history(context, nadia)


def test_what_was_made_on_the_server_says_so(context, person):
    nadia = person("case_manager", "A01")
    people.reset_password(context, operator(), nadia.person_id)
    assert {change.decision.way for change in own.unread(context, nadia)} == {"server"}
    with context.records.read() as tx:
        lines = audit.entries(tx, limit=10, action="person.password")
    assert [(line.actor, json.loads(line.detail)["made_on"]) for line in lines] == [("operator", "server")]


def test_only_hashes_of_codes_are_stored(context, person):
    first, second = both_codes(context, person("administrator"), person("coordinator"))
    content = b"".join(path.read_bytes() for path in context.workspace.path.glob("records.db*"))
    assert first.encode() not in content and second.encode() not in content


def test_a_password_of_ones_own_needs_the_one_of_before(context):
    _nadia, password = people.add_person(
        context, operator(), username="nadia", name="", role="case_manager", agency="A01"
    )
    nadia = signed_in(context, "nadia", password)
    for current, new in [("wrong wrong 1", OWN), (password, password), (password, "short")]:
        with pytest.raises(SignInError):
            own.choose_password(context, nadia, current, new)
    assert signed_in(context, "nadia", password)
