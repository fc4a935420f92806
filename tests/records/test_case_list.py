from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.casework.clock import running
from dashboard.contract import Case
from dashboard.records import Records, cases
from dashboard.records.need_to_know import Reader
from tests.tries import tries

KEYS = ("OV-ABCD-2345", "OV-ABCE-6789", "OV-XYZ2-ABCD", "OV-M234-5678")


@pytest.fixture
def listed(records: Records, make_case: Callable[..., Case], t0: datetime) -> Records:
    kinds: list[dict[str, Any]] = [
        {},
        {"case_manager": "person-2", "status": "closed"},
        {"stream": "tf_csea", "risk_level": "high", "risk_decided_at": t0},
        {"agency": "A02", "governorate": "IQ-BG"},
    ]
    with records.write() as tx:
        for n, (key, kind) in enumerate(zip(KEYS, kinds, strict=True)):
            cases.add(tx, make_case(key=key, opened_at=t0 + timedelta(minutes=n), **kind), by="person-1", at=t0)
    return records


def supervisor(agency: str | None) -> Reader:
    return Reader(person="person-3", agency=agency, supervises=True, at=datetime(2026, 11, 2, tzinfo=UTC))


A01 = supervisor("A01")


def found(records: Records, **filters: Any) -> list[str]:
    with records.read() as tx:
        keys = [case.key for case in cases.listing(tx, **{"reader": A01} | filters)]
        assert cases.count(tx, **{"reader": A01} | filters) == len(keys)
    return keys


def test_the_newest_case_comes_first(listed: Records) -> None:
    assert found(listed) == ["OV-XYZ2-ABCD", "OV-ABCE-6789", "OV-ABCD-2345"]


def test_another_agencys_cases_are_never_listed(listed: Records) -> None:
    assert found(listed, reader=supervisor("A02")) == ["OV-M234-5678"]


@pytest.mark.parametrize("agency", [None, ""])
def test_no_agency_means_no_cases(listed: Records, agency: str | None) -> None:
    assert found(listed, reader=supervisor(agency)) == []


def test_leaving_the_reader_out_is_a_programming_error(listed: Records) -> None:
    with listed.read() as tx, pytest.raises(TypeError):
        cases.listing(tx, search="OV")  # type: ignore[call-arg]


def test_a_filter_that_does_not_exist_is_a_programming_error(listed: Records) -> None:
    with listed.read() as tx, pytest.raises(TypeError):
        cases.count(tx, reader=A01, manager="person-1")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({"reader": replace(A01, person="person-2"), "mine": True}, ["OV-ABCE-6789"]),
        ({"mine": True}, []),
        ({"status": "open"}, ["OV-XYZ2-ABCD", "OV-ABCD-2345"]),
        ({"stream": "tf_csea"}, ["OV-XYZ2-ABCD"]),
        ({"risk": "high"}, ["OV-XYZ2-ABCD"]),
        ({"risk": "not_assessed", "status": "open"}, ["OV-ABCD-2345"]),
        ({"governorate": "IQ-BG"}, []),
        ({"status": "", "risk": None, "search": " "}, ["OV-XYZ2-ABCD", "OV-ABCE-6789", "OV-ABCD-2345"]),
    ],
)
def test_filters_narrow_the_list(listed: Records, filters: dict[str, Any], keys: list[str]) -> None:
    assert found(listed, **filters) == keys


@pytest.mark.parametrize(
    "text", ["OV-ABCD-2345", "ov abcd 2345", "OVABCD2345", "ov–abcd–2345", " cd23 ", "D-23", "ov-abcd-٢٣٤٥", "۲۳۴۵"]
)
def test_a_key_is_found_by_any_part_in_any_spelling(listed: Records, text: str) -> None:
    assert found(listed, search=text) == ["OV-ABCD-2345"]


def test_a_part_may_match_several_keys(listed: Records) -> None:
    assert found(listed, search="abcd") == ["OV-XYZ2-ABCD", "OV-ABCD-2345"]


@pytest.mark.parametrize("text", ["%", "_", "--", "OV-ABCD-2345X", "' OR 1=1 --", "\\", "%%%"])
def test_a_search_that_matches_no_key_finds_nothing(listed: Records, text: str) -> None:
    assert found(listed, search=text) == []


def test_pages_follow_each_other(listed: Records) -> None:
    with listed.read() as tx:
        pages = [cases.listing(tx, reader=A01, limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [[case.key for case in page] for page in pages] == [["OV-XYZ2-ABCD", "OV-ABCE-6789"], ["OV-ABCD-2345"], []]


minutes = st.integers(0, 60 * 24 * 5)
clocks = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["open", "open", "open", "closed"]),
        "opened": minutes,
        "level": st.sampled_from([None, "high", "medium", "normal"]),
        "decided": minutes,
        "acted": st.none() | minutes,
    }
)


@tries(60)
@given(kinds=st.lists(clocks, min_size=2, max_size=12))
def test_what_is_due_first_comes_first(
    kinds: list[dict[str, Any]], make_records: Callable[[], Records], make_case: Callable[..., Case], t0: datetime
) -> None:
    every = [clocked(make_case, t0, n, kind) for n, kind in enumerate(kinds)]
    records = make_records()
    with records.write() as tx:
        for case in every:
            cases.add(tx, case, by="person-1", at=t0)
        listed = cases.listing(tx, reader=A01, order="due")
    records.close()
    assert [each.key for each in listed] == [each.key for each in sorted(every, key=urgency)]


def clocked(make_case: Callable[..., Case], t0: datetime, n: int, kind: dict[str, Any]) -> Case:
    def moment(after: int | None) -> datetime | None:
        return None if after is None else t0 + timedelta(minutes=after)

    decided = kind["level"] is not None
    return make_case(
        key=f"OV-AAAA-{n:04}",
        status=kind["status"],
        opened_at=moment(kind["opened"]),
        risk_level=kind["level"],
        risk_decided_at=moment(kind["decided"]) if decided else None,
        first_action_at=moment(kind["acted"]) if decided else None,
    )


def urgency(case: Case) -> tuple[int, datetime, str]:
    """The order in words of casework: the clocks that run, then normal risk, then what needs nothing."""
    due = running(case)
    if case.status == "open" and case.risk_level is None:
        return 0, case.opened_at + timedelta(hours=24), case.key
    if due is not None and case.risk_level != "normal":
        return 0, due, case.key
    return (1 if due else 2), rest(case), case.key


def rest(case: Case) -> datetime:
    hours = {"high": 24, "medium": 48, None: 24}.get(case.risk_level, 0)
    return (case.risk_decided_at or case.opened_at) + timedelta(hours=hours)
