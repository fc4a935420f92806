"""Tickets and sessions that are over are removed, and a clock that goes back makes none live for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.access import sessions
from dashboard.actions.administration import people
from tests.conftest import ADMIN

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIMITS = sessions.Limits()


@pytest.fixture
def rana(context):
    return people.add_person(context, ADMIN, username="rana", name="Rana", role="coordinator")[0]


def begin(context, person, at=NOW) -> str:
    return sessions.redeem(context.records, sessions.issue_ticket(context.records, person.id, at), at)


def count(context, table) -> int:
    with context.records.read() as tx:
        return tx.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()


def test_at_each_sign_in_what_is_over_is_removed(context, rana):
    for _time in range(3):
        sessions.revoke(context.records, sessions.digest(begin(context, rana)), NOW)
    begin(context, rana)
    begin(context, rana, NOW + timedelta(minutes=31))
    sessions.issue_ticket(context.records, rana.id, NOW)
    kept = begin(context, rana, NOW + timedelta(minutes=32))
    assert (count(context, "sessions"), count(context, "tickets")) == (2, 0)
    assert sessions.lookup(context.records, kept, NOW + timedelta(minutes=33))


def test_when_the_server_starts_what_is_over_is_removed_and_what_lives_stays(context, rana):
    begin(context, rana)
    alive = begin(context, rana, NOW + timedelta(minutes=20))
    sessions.issue_ticket(context.records, rana.id, NOW)
    sessions.tidy(context.records, NOW + timedelta(minutes=45), LIMITS)
    assert (count(context, "sessions"), count(context, "tickets")) == (1, 0)
    assert sessions.lookup(context.records, alive, NOW + timedelta(minutes=45))


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=365)])
def test_a_session_from_before_the_clock_was_set_back_ends(context, rana, back):
    token = begin(context, rana)
    assert sessions.lookup(context.records, token, NOW - timedelta(minutes=1)), "a clock that is put right by a minute"
    assert sessions.lookup(context.records, token, NOW - back) is None
    sessions.tidy(context.records, NOW - back, LIMITS)
    assert count(context, "sessions") == 0


def test_a_ticket_from_before_the_clock_was_set_back_opens_nothing(context, rana):
    ticket = sessions.issue_ticket(context.records, rana.id, NOW)
    assert sessions.redeem(context.records, ticket, NOW - timedelta(days=365)) is None
