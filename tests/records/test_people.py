from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.exc import DBAPIError

from dashboard.records import Records, agencies, people
from dashboard.records.agencies import Agency
from dashboard.records.people import Person


@pytest.fixture
def make_person(t0: datetime) -> Callable[..., Person]:
    def make(**given: object) -> Person:
        return Person(
            **{  # type: ignore[arg-type]
                "id": "p1",
                "username": "shno",
                "name": "Shno",
                "role": "case_manager",
                "agency": "A01",
                "language": "ckb",
                "password_hash": "$2b$12$secret",
                "created_at": t0,
            }
            | given
        )

    return make


def test_agencies_come_in_the_order_of_their_codes(records: Records, t0: datetime) -> None:
    first = Agency(code="A00", name="ئاژانس", created_at=t0)
    with records.write() as tx:
        agencies.add(tx, first)
        assert [each.code for each in agencies.every(tx)] == ["A00", "A01", "A02"]
        assert agencies.get(tx, "A00") == first
        assert agencies.get(tx, "A09") is None


def test_a_person_is_found_by_name_in_any_case(records: Records, make_person: Callable[..., Person]) -> None:
    with records.write() as tx:
        people.add(tx, make_person())
        people.add(tx, make_person(id="p2", username="admin", role="administrator", agency=None))
        assert people.by_username(tx, " Shno ") == people.get(tx, "p1") == make_person()
        assert people.by_username(tx, "nobody") is None
        assert [each.username for each in people.every(tx)] == ["admin", "shno"]


def test_changes_of_a_person_are_kept(records: Records, make_person: Callable[..., Person]) -> None:
    with records.write() as tx:
        people.add(tx, make_person())
        people.change(tx, "p1", name="Shno K.", active=False)
    with records.read() as tx:
        assert people.get(tx, "p1") == make_person(name="Shno K.", active=False)


def test_two_people_never_share_a_user_name(records: Records, make_person: Callable[..., Person]) -> None:
    with pytest.raises(DBAPIError), records.write() as tx:
        people.add(tx, make_person())
        people.add(tx, make_person(id="p2"))
    with records.read() as tx:
        assert people.every(tx) == []


def test_a_password_hash_never_shows(make_person: Callable[..., Person]) -> None:
    assert "secret" not in repr(make_person())
