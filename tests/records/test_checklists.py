from datetime import datetime, timedelta

from dashboard.contract import Case, ItemState
from dashboard.records import Records, checklists
from dashboard.records.checklists import ItemEvent


def event(case: Case, n: int, item: str, state: ItemState, at: datetime) -> ItemEvent:
    return ItemEvent(
        id=f"e{n}",
        case_key=case.key,
        area="digital",
        checklist="accounts",
        item=item,
        state=state,
        at=at,
        by="person-1",
    )


def test_the_state_of_a_step_is_its_newest_event(records: Records, case: Case, t0: datetime) -> None:
    events = [
        event(case, 1, "password", "pending", t0),
        event(case, 2, "two_factor", "declined", t0),
        event(case, 3, "password", "done", t0 + timedelta(minutes=5)),
    ]
    with records.write() as tx:
        for each in events:
            checklists.mark(tx, each)
    with records.read() as tx:
        assert checklists.history(tx, case.key) == events[::-1]
        assert checklists.states(tx, case.key) == {
            ("digital", "accounts", "password"): events[2],
            ("digital", "accounts", "two_factor"): events[1],
        }


def test_of_two_events_at_one_time_the_later_written_counts(records: Records, case: Case, t0: datetime) -> None:
    with records.write() as tx:
        checklists.mark(tx, event(case, 2, "password", "done", t0))
        checklists.mark(tx, event(case, 1, "password", "pending", t0))
        assert checklists.states(tx, case.key)["digital", "accounts", "password"].state == "pending"


def test_a_case_without_events_has_no_states(records: Records, case: Case) -> None:
    with records.read() as tx:
        assert checklists.states(tx, case.key) == {}
        assert checklists.get(tx, "e1") is None
