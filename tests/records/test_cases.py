import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.contract import Case
from dashboard.errors import RecordError
from dashboard.records import Records, cases, risk
from dashboard.records.risk import RiskDecision


def test_a_case_comes_back_as_it_went_in(records: Records, case: Case) -> None:
    with records.read() as tx:
        assert cases.get(tx, case.key) == case
        assert cases.get(tx, "OV-ZZZZ-9999") is None


def test_times_come_back_in_utc(records: Records, make_case: Callable[..., Case]) -> None:
    baghdad = datetime.fromisoformat("2026-11-02T23:15:00.000001+03:00")
    with records.write() as tx:
        cases.add(tx, make_case(opened_at=baghdad), by="person-1", at=baghdad)
        stored = cases.get(tx, "OV-AAAA-2222")
    assert stored is not None
    assert stored.opened_at == baghdad
    assert stored.opened_at.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(records: Records, make_case: Callable[..., Case], t0: datetime) -> None:
    with pytest.raises(Exception, match="naive time"), records.write() as tx:
        cases.add(tx, make_case(opened_at=t0.replace(tzinfo=None)), by="person-1", at=t0)


def test_a_new_key_can_be_read_out_loud_and_says_nothing(records: Records) -> None:
    with records.read() as tx:
        keys = {cases.new_key(tx) for _ in range(200)}
    assert len(keys) == 200
    assert all(re.fullmatch(r"OV-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", key) for key in keys)


def test_amending_keeps_both_versions(records: Records, case: Case, t0: datetime) -> None:
    later = t0 + timedelta(hours=1)
    with records.write() as tx:
        after = cases.amend(
            tx, case.key, 1, {"governorate": "IQ-BG", "platforms": ("telegram", "tiktok")}, by="person-2", at=later
        )
    assert (after.version, after.governorate, after.platforms) == (2, "IQ-BG", ("telegram", "tiktok"))
    with records.read() as tx:
        assert cases.get(tx, case.key) == after
        newest, oldest = cases.history(tx, case.key)
    assert (newest.version, newest.by, newest.at, newest.values["governorate"]) == (2, "person-2", later, "IQ-BG")
    assert (oldest.version, oldest.by, oldest.at, oldest.values["governorate"]) == (1, "person-1", t0, "IQ-AR")


def test_the_second_of_two_corrections_is_told_and_not_saved(records: Records, case: Case, t0: datetime) -> None:
    with records.write() as tx:
        cases.amend(tx, case.key, 1, {"gender": "male"}, by="person-1", at=t0)
    with pytest.raises(RecordError, match="Someone else changed this case"), records.write() as tx:
        cases.amend(tx, case.key, 1, {"gender": "other"}, by="person-2", at=t0)
    with records.read() as tx:
        stored = cases.get(tx, case.key)
        assert stored is not None
        assert (stored.gender, stored.version, len(cases.history(tx, case.key))) == ("male", 2, 2)


def test_amending_what_is_not_there_is_told(records: Records, t0: datetime) -> None:
    with pytest.raises(RecordError, match="no case with this key"), records.write() as tx:
        cases.amend(tx, "OV-ZZZZ-9999", 1, {"gender": "male"}, by="person-1", at=t0)


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "OV-BBBB-3333"},
        {"agency": "A02"},
        {"version": 9},
        {"risk_level": "normal"},
        {"first_action_at": None},
        {"name_of_survivor": "x"},
    ],
)
def test_identity_and_clocks_cannot_be_amended(
    records: Records, case: Case, t0: datetime, changes: dict[str, object]
) -> None:
    with pytest.raises(RecordError, match="cannot be corrected"), records.write() as tx:
        cases.amend(tx, case.key, 1, changes, by="person-1", at=t0)
    with records.read() as tx:
        assert cases.get(tx, case.key) == case


def test_a_correction_does_not_undo_a_risk_decision(records: Records, case: Case, t0: datetime) -> None:
    with records.write() as tx:
        risk.decide(
            tx,
            RiskDecision(
                id="r1",
                case_key=case.key,
                level="high",
                suggested=None,
                reasons=(),
                override_reason="",
                at=t0,
                by="person-1",
            ),
        )
        after = cases.amend(tx, case.key, 1, {"gender": "male"}, by="person-1", at=t0)
    assert (after.risk_level, after.risk_decided_at) == ("high", t0)


@given(keys=st.sets(st.text(cases.ALPHABET, min_size=4, max_size=4), min_size=1, max_size=30), size=st.integers(1, 7))
def test_pages_of_all_cases_meet_every_case_once(
    keys: set[str], size: int, make_records: Callable[[], Records], make_case: Callable[..., Case], t0: datetime
) -> None:
    records, seen, last = make_records(), [], ""
    with records.write() as tx:
        for key in keys:
            cases.add(tx, make_case(key=f"OV-{key}-2222"), by="person-1", at=t0)
        while page := cases.every(tx, last, size):
            seen += [each.key for each in page]
            last = seen[-1]
    assert seen == sorted(f"OV-{key}-2222" for key in keys)
