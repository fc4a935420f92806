from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.contract import Case
from dashboard.records import Records, cases, changes, submissions
from dashboard.records.submissions import Declaration, Submission
from tests.tries import tries


@pytest.fixture
def sent(case: Case, t0: datetime) -> Callable[..., Submission]:
    first = Submission(
        id="s1",
        case_key=case.key,
        area="safety",
        form="plan",
        form_version="1",
        answers={"where": "ھەولێر", "risks": ["a", "b"], "n": 2},
        at=t0,
        by="person-1",
    )
    return lambda **given: Submission(**vars(first) | given)


def test_sending_twice_saves_once(records: Records, case: Case, sent: Callable[..., Submission]) -> None:
    with records.write() as tx:
        assert submissions.submit(tx, sent()) is True
    with records.write() as tx:
        before = changes.last(tx)
        assert submissions.submit(tx, sent(answers={"where": "elsewhere"})) is False
        assert changes.last(tx) == before
    with records.read() as tx:
        assert submissions.for_case(tx, case.key) == [sent()]
        assert submissions.get(tx, "s1") == sent()


def test_a_cases_submissions_come_newest_first_and_by_form(
    records: Records, case: Case, sent: Callable[..., Submission], t0: datetime
) -> None:
    many = [
        sent(),
        sent(id="s2", form="assessment"),
        sent(id="s3", area="legal", at=t0 + timedelta(days=1)),
        sent(id="s4", supersedes="s1"),
    ]
    with records.write() as tx:
        for each in many:
            submissions.submit(tx, each)
    with records.read() as tx:
        assert [each.id for each in submissions.for_case(tx, case.key)] == ["s4", "s3", "s2", "s1"]
        assert [each.id for each in submissions.for_case(tx, case.key, "safety")] == ["s4", "s2", "s1"]
        assert [each.id for each in submissions.for_case(tx, case.key, "safety", "plan")] == ["s4", "s1"]
        assert submissions.superseded(tx) == {"s1"}


def test_pages_of_all_submissions_meet_every_one_once(records: Records, sent: Callable[..., Submission]) -> None:
    with records.write() as tx:
        for n in range(7):
            submissions.submit(tx, sent(id=f"s{n}"))
        seen, after = [], 0
        while page := submissions.every(tx, after, limit=3):
            seen += [each.id for _, each in page]
            after = page[-1][0]
    assert seen == [f"s{n}" for n in range(7)]


def test_a_form_is_kept_as_it_was_when_a_version_was_first_used(records: Records, t0: datetime) -> None:
    with records.write() as tx:
        submissions.declare(tx, "safety", "plan", "1", "first wording", t0)
        submissions.declare(tx, "safety", "plan", "1", "changed without a new version", t0 + timedelta(days=1))
        submissions.declare(tx, "safety", "plan", "2", "second wording", t0 + timedelta(days=2))
        assert submissions.declarations(tx) == [
            Declaration(area="safety", form="plan", version="1", source="first wording", at=t0),
            Declaration(area="safety", form="plan", version="2", source="second wording", at=t0 + timedelta(days=2)),
        ]


def test_the_longest_names_of_area_and_form_are_followed_in_full(records: Records, t0: datetime) -> None:
    with records.write() as tx:
        submissions.declare(tx, "a" * 40, "f" * 40, "1", "", t0)
        assert changes.since(tx, 0)[-1].ref == f"{'a' * 40}.{'f' * 40}"


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=5,
)


@tries(60)
@given(answers=st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True), json_values, max_size=6))
def test_answers_come_back_as_they_were_sent(
    answers: dict[str, object], make_records: Callable[[], Records], make_case: Callable[..., Case], t0: datetime
) -> None:
    records = make_records()
    with records.write() as tx:
        cases.add(tx, make_case(), by="person-1", at=t0)
        submissions.submit(
            tx,
            Submission(
                id="s",
                case_key="OV-AAAA-2222",
                area="a",
                form="f",
                form_version="1",
                answers=answers,
                at=t0,
                by="person-1",
            ),
        )
    with records.read() as tx:
        stored = submissions.get(tx, "s")
    records.close()
    assert stored is not None
    assert stored.answers == answers
