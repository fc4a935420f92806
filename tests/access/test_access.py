"""Passwords, throttle and sessions; the clock is a parameter, so nothing waits."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.access import Principal, sessions, throttle
from dashboard.access.passwords import check_password, check_strength, hash_password, new_password
from dashboard.access.sign_in import sign_in
from dashboard.actions.administration import people
from dashboard.errors import RecordError, SignInError
from dashboard.records import people as people_table

ADMIN = Principal(person_id="operator", username="operator", name="Operator", role="administrator", agency=None)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def nadia(context):
    return people.add_person(context, ADMIN, username="nadia", name="Nadia", role="case_manager", agency="A01")


def signed_in(context, person, at=NOW) -> str:
    token = sessions.redeem(context.records, sessions.issue_ticket(context.records, person.id, at), at)
    assert token
    return token


def test_a_right_password_signs_in_and_a_wrong_one_does_not(context, nadia):
    person, password = nadia
    assert sign_in(context.records, context.key, "Nadia ", password, NOW).id == person.id
    assert sign_in(context.records, context.key, "nadia", password + "x", NOW) is None
    assert sign_in(context.records, context.key, "nobody", password, NOW) is None


def test_five_wrong_passwords_slow_down_and_time_heals(context, nadia):
    _person, password = nadia
    for _try in range(throttle.FREE_TRIES):
        sign_in(context.records, context.key, "nadia", "wrong", NOW)
    assert sign_in(context.records, context.key, "nadia", password, NOW) is None
    assert sign_in(context.records, context.key, "nadia", password, NOW + timedelta(minutes=16)) is not None


def test_one_persons_throttle_is_not_anothers(context, nadia):  # noqa: ARG001
    other, password = people.add_person(context, ADMIN, username="rana", name="Rana", role="coordinator")
    for _try in range(20):
        sign_in(context.records, context.key, "nadia", "wrong", NOW)
    assert sign_in(context.records, context.key, "rana", password, NOW).id == other.id


def test_a_ticket_works_once_and_for_thirty_seconds(context, nadia):
    person, _ = nadia
    ticket = sessions.issue_ticket(context.records, person.id, NOW)
    assert sessions.redeem(context.records, ticket, NOW) is not None
    assert sessions.redeem(context.records, ticket, NOW) is None
    late = sessions.issue_ticket(context.records, person.id, NOW)
    assert sessions.redeem(context.records, late, NOW + timedelta(seconds=31)) is None
    assert sessions.redeem(context.records, "made up", NOW) is None


def test_a_session_ends_after_half_an_hour_without_use(context, nadia):
    token = signed_in(context, nadia[0])
    assert sessions.lookup(context.records, token, NOW + timedelta(minutes=29))
    assert sessions.lookup(context.records, token, NOW + timedelta(minutes=58))
    assert sessions.lookup(context.records, token, NOW + timedelta(minutes=89)) is None


def test_a_session_ends_after_eight_hours_of_use(context, nadia):
    token = signed_in(context, nadia[0])
    for step in range(1, 25):
        assert sessions.lookup(context.records, token, NOW + timedelta(minutes=20 * step)), step
    assert sessions.lookup(context.records, token, NOW + timedelta(hours=8, minutes=5)) is None


@pytest.mark.parametrize("change", [{"role": "supervisor"}, {"agency": "A02"}, {"active": False}])
def test_a_new_role_agency_or_state_ends_every_session(context, nadia, change):
    token = signed_in(context, nadia[0], context.now())
    people.change_person(context, ADMIN, nadia[0].id, **change)
    assert sessions.lookup(context.records, token, context.now()) is None


def test_a_new_password_ends_every_session_and_the_old_one_is_dead(context, nadia):
    person, old = nadia
    token = signed_in(context, person, context.now())
    new = people.reset_password(context, ADMIN, person.id)
    assert sessions.lookup(context.records, token, context.now()) is None
    assert sign_in(context.records, context.key, "nadia", old, context.now()) is None
    assert sign_in(context.records, context.key, "nadia", new, context.now())


def test_role_and_agency_are_read_anew_on_every_look(context, nadia):
    token = signed_in(context, nadia[0])
    with context.records.write() as tx:
        people_table.change(tx, nadia[0].id, role="supervisor")
    assert sessions.lookup(context.records, token, NOW).role == "supervisor"


def test_only_hashes_of_tokens_are_stored(context, nadia):
    token = signed_in(context, nadia[0])
    content = b"".join(path.read_bytes() for path in context.workspace.path.glob("records.db*"))
    assert token.encode() not in content
    assert sessions.digest(token).encode() in content


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaa", "ه" * 40])
def test_weak_passwords_are_refused_with_a_reason(weak):
    with pytest.raises(SignInError):
        check_strength(weak)


def test_a_password_fits_only_its_hash_and_no_hash_fits_nothing():
    password = new_password()
    assert check_password(password, hash_password(password))
    assert not check_password(password, None)


@pytest.mark.parametrize(
    ("username", "role", "agency"),
    [
        ("x", "coordinator", None),
        ("Ünï", "coordinator", None),
        ("nadia", "case_manager", None),
        ("nadia", "case_manager", "A99"),
        ("nadia", "coordinator", "A01"),
        ("nadia", "king", None),
    ],
)
def test_people_who_make_no_sense_are_refused(context, username, role, agency):
    with pytest.raises(RecordError):
        people.add_person(context, ADMIN, username=username, name="", role=role, agency=agency)
