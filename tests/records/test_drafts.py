from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from dashboard.errors import RecordError
from dashboard.records import Records, drafts
from dashboard.records.drafts import Draft
from dashboard.records.tables import drafts as table


def start(
    records: Records,
    at: datetime,
    person: str = "person-1",
    case_key: str | None = "OV-AAAA-2222",
    form: str = "plan",
    answers: dict[str, Any] | None = None,
) -> Draft:
    with records.write() as tx:
        return drafts.open(tx, person=person, case_key=case_key, area="safety", form=form, answers=answers or {}, at=at)


def test_what_was_typed_survives_a_restart(records: Records, database_url: str, t0: datetime) -> None:
    draft, later = start(records, t0), t0 + timedelta(minutes=1)
    with records.write() as tx:
        drafts.save(tx, draft.id, {"where": "half a sent"}, later)
    records.close()
    reopened = Records.open(database_url)
    again = start(reopened, later, answers={"ignored": True})
    assert (again.id, again.answers, again.started_at, again.saved_at) == (
        draft.id,
        {"where": "half a sent"},
        t0,
        later,
    )
    reopened.close()


def test_a_person_has_one_open_draft_of_a_form_of_a_case(records: Records, t0: datetime) -> None:
    first = start(records, t0)
    others = [start(records, t0, **other) for other in ({"person": "person-2"}, {"case_key": None}, {"form": "other"})]
    assert start(records, t0).id == first.id
    assert start(records, t0, case_key=None).id == others[1].id
    assert len({first.id, *(each.id for each in others)}) == 4
    assert others[1].case_key is None


def test_the_database_itself_refuses_a_second_open_draft(records: Records, t0: datetime) -> None:
    draft = start(records, t0)
    row = {
        "person": draft.person,
        "case_key": draft.case_key,
        "area": draft.area,
        "form": draft.form,
        "answers": {},
        "started_at": t0,
        "saved_at": t0,
    }
    with records.write() as tx:
        tx.execute(insert(table).values(id="sent-before", outcome="sent", **row))
    with pytest.raises(DBAPIError), records.write() as tx:
        tx.execute(insert(table).values(id="second", outcome="open", **row))


def test_a_sent_draft_is_gone_and_the_next_one_is_new(records: Records, t0: datetime) -> None:
    draft = start(records, t0, answers={"where": "here"})
    with records.write() as tx:
        drafts.finish(tx, draft.id, t0)
        assert drafts.get(tx, draft.id) is None
        assert drafts.for_person(tx, "person-1") == []
    assert start(records, t0).id != draft.id


@pytest.mark.parametrize("end", [drafts.finish, drafts.discard])
def test_nothing_typed_stays_behind_in_an_ended_draft(records: Records, t0: datetime, end: object) -> None:
    draft = start(records, t0, answers={"where": "a hiding place"})
    with records.write() as tx:
        end(tx, draft.id, t0)  # type: ignore[operator]
        assert tx.execute(table.select().where(table.c.id == draft.id)).one().answers == {}


def test_saving_into_an_ended_draft_is_told(records: Records, t0: datetime) -> None:
    draft = start(records, t0)
    with records.write() as tx:
        drafts.discard(tx, draft.id, t0)
    with pytest.raises(RecordError, match="already sent in or put aside"), records.write() as tx:
        drafts.save(tx, draft.id, {"where": "here"}, t0)


def test_a_draft_ends_only_once(records: Records, t0: datetime) -> None:
    draft = start(records, t0)
    with records.write() as tx:
        drafts.finish(tx, draft.id, t0)
        drafts.discard(tx, draft.id, t0 + timedelta(hours=1))
        row = tx.execute(table.select().where(table.c.id == draft.id)).one()
    assert (row.outcome, row.ended_at) == ("sent", t0)


def test_a_person_sees_their_own_drafts_newest_first(records: Records, t0: datetime) -> None:
    old = start(records, t0)
    new = start(records, t0 + timedelta(hours=1), case_key="OV-BBBB-3333")
    start(records, t0, person="person-2")
    with records.read() as tx:
        assert drafts.for_person(tx, "person-1") == [new, old]
        assert drafts.for_person(tx, "person-1", "OV-AAAA-2222") == [old]
        assert drafts.get(tx, old.id) == old
