from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from dashboard.contract import Case
from dashboard.records import Records, cases, changes, risk
from dashboard.records.risk import RiskDecision


@pytest.fixture
def decision(case: Case, t0: datetime) -> Callable[..., RiskDecision]:
    first = RiskDecision(
        id="r1",
        case_key=case.key,
        level="high",
        suggested="medium",
        reasons=("threat", "contact"),
        override_reason="new_threat",
        at=t0,
        by="person-1",
        submission_id=None,
    )
    return lambda **given: RiskDecision(**vars(first) | given)


def test_a_decision_is_kept_and_its_level_stands_on_the_case(
    records: Records, case: Case, decision: Callable[..., RiskDecision], t0: datetime
) -> None:
    with records.write() as tx:
        risk.decide(tx, decision())
    with records.read() as tx:
        stored = cases.get(tx, case.key)
        assert risk.history(tx, case.key) == [decision()]
        assert risk.get(tx, "r1") == decision()
        assert risk.get(tx, "r2") is None
    assert stored is not None
    assert (stored.risk_level, stored.risk_decided_at, stored.first_action_at) == ("high", t0, None)


def test_a_new_decision_starts_the_clock_anew_and_keeps_the_old_one(
    records: Records, case: Case, decision: Callable[..., RiskDecision], t0: datetime
) -> None:
    later = t0 + timedelta(hours=3)
    with records.write() as tx:
        risk.decide(tx, decision())
        risk.first_action(tx, case.key, t0 + timedelta(hours=1))
        risk.decide(tx, decision(id="r2", level="medium", at=later))
        stored = cases.get(tx, case.key)
        assert [each.id for each in risk.history(tx, case.key)] == ["r2", "r1"]
    assert stored is not None
    assert (stored.risk_level, stored.risk_decided_at, stored.first_action_at) == ("medium", later, None)


def test_the_first_action_is_what_was_put_there_last_and_the_same_again_is_no_change(
    records: Records, case: Case, decision: Callable[..., RiskDecision], t0: datetime
) -> None:
    first = t0 + timedelta(hours=1)
    with records.write() as tx:
        risk.decide(tx, decision())
        risk.first_action(tx, case.key, first)
        before = changes.last(tx)
        risk.first_action(tx, case.key, first)
        assert changes.last(tx) == before
        risk.first_action(tx, case.key, None)
        stored = cases.get(tx, case.key)
        assert changes.last(tx) > before
    assert stored is not None
    assert stored.first_action_at is None


def test_there_is_no_clock_to_stop_before_a_decision(records: Records, case: Case, t0: datetime) -> None:
    with records.write() as tx:
        risk.first_action(tx, case.key, t0)
        assert cases.get(tx, case.key) == case
