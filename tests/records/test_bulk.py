from collections.abc import Callable
from datetime import datetime
from typing import Any

from dashboard.contract import Case
from dashboard.records import Records, Tx, bulk, cases, changes, checklists, risk, submissions
from dashboard.records.checklists import ItemEvent
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission


def told(tx: Tx, key: str) -> list[Any]:
    """Return everything that the record tells of a case and of what was written."""
    return [
        cases.get(tx, key),
        cases.history(tx, key),
        submissions.for_case(tx, key),
        risk.history(tx, key),
        checklists.history(tx, key),
        {(each.kind, each.ref) for each in changes.since(tx, 0)},
    ]


def test_many_at_once_leave_what_one_at_a_time_leaves(
    make_records: Callable[[], Records], make_case: Callable[..., Case], t0: datetime
) -> None:
    key = "OV-AAAA-2222"
    sent = Submission(
        id="s", case_key=key, area="a", form="f", form_version="1", answers={"q": "ناو"}, at=t0, by="person-1"
    )
    decision = RiskDecision(
        id="r",
        case_key=key,
        level="high",
        suggested=None,
        reasons=("threat",),
        override_reason="",
        at=t0,
        by="person-1",
    )
    step = ItemEvent(id="e", case_key=key, area="a", checklist="c", item="i", state="done", at=t0, by="person-1")
    one, many = make_records(), make_records()
    with one.write() as tx:
        cases.add(tx, make_case(risk_level="high", risk_decided_at=t0), by="person-1", at=t0)
        submissions.submit(tx, sent)
        risk.decide(tx, decision)
        checklists.mark(tx, step)
    with many.write() as tx:
        bulk.add_cases(tx, [make_case(risk_level="high", risk_decided_at=t0)])
        bulk.add_submissions(tx, [sent])
        bulk.add_decisions(tx, [decision])
        bulk.add_items(tx, [step])
    with one.read() as tx, many.read() as other:
        assert told(tx, key) == told(other, key)


def test_nothing_at_once_is_nothing(records: Records) -> None:
    with records.write() as tx:
        bulk.add_cases(tx, [])
        assert changes.last(tx) == 0
