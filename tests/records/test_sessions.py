from datetime import datetime, timedelta

import pytest

from dashboard.records import Records, people, sessions
from dashboard.records.people import Person
from dashboard.records.sessions import Session

LIFE = timedelta(seconds=30)


@pytest.fixture
def signed_up(records: Records, t0: datetime) -> Records:
    with records.write() as tx:
        for name in ("p1", "p2"):
            people.add(
                tx,
                Person(
                    id=name,
                    username=name,
                    name=name,
                    role="coordinator",
                    agency=None,
                    language="en",
                    password_hash="x",
                    created_at=t0,
                ),
            )
    return records


def test_a_ticket_works_once(signed_up: Records, t0: datetime) -> None:
    with signed_up.write() as tx:
        sessions.add_ticket(tx, "hash", "p1", t0 + timedelta(seconds=30))
    with signed_up.write() as tx:
        assert sessions.use_ticket(tx, "hash", t0, LIFE) == "p1"
    with signed_up.write() as tx:
        assert sessions.use_ticket(tx, "hash", t0, LIFE) is None


def test_a_ticket_that_is_too_old_or_unknown_is_nobody(signed_up: Records, t0: datetime) -> None:
    with signed_up.write() as tx:
        sessions.add_ticket(tx, "hash", "p1", t0 + timedelta(seconds=30))
        assert sessions.use_ticket(tx, "hash", t0 + timedelta(seconds=30), LIFE) is None
        assert sessions.use_ticket(tx, "another", t0, LIFE) is None


def test_a_session_is_kept_seen_and_ended(signed_up: Records, t0: datetime) -> None:
    later = t0 + timedelta(minutes=5)
    with signed_up.write() as tx:
        sessions.add(tx, "hash", "p1", t0)
        sessions.seen(tx, "hash", later)
        assert sessions.get(tx, "hash") == Session(token_hash="hash", person_id="p1", created_at=t0, seen_at=later)
        sessions.revoke(tx, "hash", later)
        sessions.revoke(tx, "hash", later + timedelta(hours=1))
        ended = sessions.get(tx, "hash")
        assert sessions.get(tx, "unknown") is None
    assert ended is not None
    assert ended.revoked_at == later


def test_ending_a_persons_sessions_leaves_other_people_signed_in(signed_up: Records, t0: datetime) -> None:
    with signed_up.write() as tx:
        for token, person in (("a", "p1"), ("b", "p1"), ("c", "p2")):
            sessions.add(tx, token, person, t0)
        sessions.revoke_person(tx, "p1", t0)
        ended = {token: (found := sessions.get(tx, token)) and found.revoked_at for token in "abc"}
    assert ended == {"a": t0, "b": t0, "c": None}
