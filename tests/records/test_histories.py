"""Random histories: whatever is done in whatever order, the record tells what a plain model tells."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dashboard.contract import Case
from dashboard.errors import RecordError
from dashboard.records import Records, audit, audit_check, cases, changes, checklists, drafts, risk, submissions
from dashboard.records.checklists import ItemEvent
from dashboard.records.risk import RiskDecision
from dashboard.records.sealing import Key
from dashboard.records.submissions import Submission
from tests.tries import tries

KEY = Key(b"the key of this test")
LEVELS = st.sampled_from(["high", "medium", "normal"])
STATES = st.sampled_from(["done", "declined", "pending"])
FORMS = st.sampled_from(["plan", "assessment"])
GOVERNORATES = st.sampled_from(["IQ-AR", "IQ-BG", "IQ-NI"])


class Undo(Exception):
    """Something went wrong in the middle of a transaction."""


class Histories(RuleBasedStateMachine):
    make_records: Callable[[], Records]
    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.records = type(self).make_records()
        self.now = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
        self.count = 0
        self.lines = 0
        self.cases: dict[str, Case] = {}
        self.versions: dict[str, list[str]] = {}
        self.sent: dict[str, list[Submission]] = {}
        self.items: dict[str, dict[tuple[str, str, str], str]] = {}
        self.levels: dict[str, list[str]] = {}
        self.drafts: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
        self.mark, self.followed = 0, dict[str, Case | None]()

    def tick(self) -> datetime:
        self.count += 1
        self.now += timedelta(minutes=7)
        return self.now

    def note(self, tx: Any, action: str) -> None:
        audit.append(tx, KEY, at=self.now, actor="person-1", role="case_manager", agency="A01", action=action)
        self.lines += 1

    @rule(target=keys, governorate=GOVERNORATES, agency=st.sampled_from(["A01", "A02"]))
    def open_case(self, governorate: str, agency: str) -> str:
        at = self.tick()
        with self.records.write() as tx:
            new = Case(
                key=cases.new_key(tx),
                agency=agency,
                case_manager="person-1",
                opened_at=at,
                report_date=date(2026, 11, 2),
                governorate=governorate,
                stream="tfgbv",
                age=None,
                age_band="18_24",
                gender="female",
                disability="no",
                displacement="idp",
                violence_types=("doxing",),
                primary_violence_type="doxing",
                platforms=(),
                primary_platform="none",
                consent_services=True,
                consent_reporting=False,
            )
            cases.add(tx, new, by="person-1", at=at)
            self.note(tx, "case.open")
        self.cases[new.key], self.versions[new.key] = new, [governorate]
        self.sent[new.key], self.items[new.key], self.levels[new.key] = [], {}, []
        return new.key

    @rule(key=keys, governorate=GOVERNORATES, behind=st.sampled_from([0, 0, 1]))
    def correct(self, key: str, governorate: str, behind: int) -> None:
        at, seen = self.tick(), self.cases[key].version - behind
        try:
            with self.records.write() as tx:
                self.cases[key] = cases.amend(tx, key, seen, {"governorate": governorate}, by="person-2", at=at)
            assert not behind
            self.versions[key].append(governorate)
        except RecordError:
            assert behind

    @rule(key=keys, level=LEVELS)
    def decide(self, key: str, level: str) -> None:
        at = self.tick()
        with self.records.write() as tx:
            risk.decide(
                tx,
                RiskDecision(
                    id=f"r{self.count}",
                    case_key=key,
                    level=level,
                    suggested=None,  # type: ignore[arg-type]
                    reasons=(),
                    override_reason="",
                    at=at,
                    by="person-1",
                ),
            )
            self.note(tx, "risk.decide")
            self.cases[key] = _must(cases.get(tx, key))
        self.levels[key].append(level)
        assert (self.cases[key].risk_level, self.cases[key].risk_decided_at) == (level, at)
        assert self.cases[key].first_action_at is None

    @rule(key=keys)
    def act(self, key: str) -> None:
        at, before = self.tick(), self.cases[key]
        with self.records.write() as tx:
            risk.first_action(tx, key, at)
            self.cases[key] = _must(cases.get(tx, key))
        assert self.cases[key].first_action_at == (at if before.risk_decided_at else None)

    @rule(key=keys, item=st.sampled_from(["password", "backup"]), state=STATES)
    def step(self, key: str, item: str, state: Any) -> None:
        with self.records.write() as tx:
            checklists.mark(
                tx,
                ItemEvent(
                    id=f"e{self.count}-{key}-{self.tick()}"[:36],
                    case_key=key,
                    area="digital",
                    checklist="accounts",
                    item=item,
                    state=state,
                    at=self.now,
                    by="person-1",
                ),
            )
        self.items[key]["digital", "accounts", item] = state

    @rule(key=keys, form=FORMS, text=st.text(st.characters(codec="utf-8"), max_size=9))
    def type_in(self, key: str, form: str, text: str) -> None:
        at = self.tick()
        with self.records.write() as tx:
            draft = drafts.open(tx, person="person-1", case_key=key, area="safety", form=form, answers={}, at=at)
            drafts.save(tx, draft.id, {"q": text}, at)
        known = self.drafts.get((key, form))
        assert known is None or known == (draft.id, draft.answers)
        self.drafts[key, form] = draft.id, {"q": text}

    @rule(key=keys, form=FORMS, times=st.integers(1, 3))
    def send(self, key: str, form: str, times: int) -> None:
        if (key, form) not in self.drafts:
            return
        at, (draft_id, answers) = self.tick(), self.drafts.pop((key, form))
        sent = Submission(
            id=draft_id, case_key=key, area="safety", form=form, form_version="1", answers=answers, at=at, by="person-1"
        )
        for n in range(times):
            with self.records.write() as tx:
                assert submissions.submit(tx, sent) is (n == 0)
                drafts.finish(tx, draft_id, at)
        self.sent[key].insert(0, sent)

    @rule(key=keys, level=LEVELS)
    def fail_half_way(self, key: str, level: str) -> None:
        lines, before = self.lines, self.cases[key]
        with pytest.raises(Undo), self.records.write() as tx:
            risk.decide(
                tx,
                RiskDecision(
                    id="never",
                    case_key=key,
                    level=level,
                    suggested=None,
                    reasons=(),  # type: ignore[arg-type]
                    override_reason="",
                    at=self.tick(),
                    by="person-1",
                ),
            )
            cases.amend(tx, key, before.version, {"governorate": "IQ-BA"}, by="person-1", at=self.now)
            self.note(tx, "risk.decide")
            raise Undo
        self.lines = lines

    @rule()
    def restart(self) -> None:
        url = self.records.engine.url.render_as_string()
        self.records.close()
        self.records = Records.open(url)

    @invariant()
    def the_record_tells_what_happened(self) -> None:
        with self.records.read() as tx:
            assert {each.key: each for each in cases.every(tx)} == self.cases
            for key in self.cases:
                history = cases.history(tx, key)[::-1]
                assert [each.values["governorate"] for each in history] == self.versions[key]
                assert [each.version for each in history] == list(range(1, len(history) + 1))
                assert submissions.for_case(tx, key) == self.sent[key]
                assert {name: each.state for name, each in checklists.states(tx, key).items()} == self.items[key]
                assert [each.level for each in risk.history(tx, key)][::-1] == self.levels[key]
            assert {
                (each.case_key, each.form): (each.id, each.answers) for each in drafts.for_person(tx, "person-1")
            } == self.drafts

    @invariant()
    def the_audit_holds(self) -> None:
        with self.records.read() as tx:
            found = audit_check.verify(tx, KEY)
        assert (found.ok, found.rows) == (True, self.lines)

    @invariant()
    def following_the_changes_is_enough_to_stay_up_to_date(self) -> None:
        with self.records.read() as tx:
            new = changes.since(tx, self.mark)
            assert [each.seq for each in new] == list(range(self.mark + 1, changes.last(tx) + 1))
            self.followed |= {each.ref: cases.get(tx, each.ref) for each in new if each.kind == "case"}
            self.mark = changes.last(tx)
        assert self.followed == self.cases

    def teardown(self) -> None:
        self.records.close()


def _must(case: Case | None) -> Case:
    assert case is not None
    return case


def test_the_record_agrees_with_a_plain_model_after_any_history(make_records: Callable[[], Records]) -> None:
    machine = type("Machine", (Histories,), {"make_records": staticmethod(make_records)})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine, settings=tries(25, stateful_step_count=25)
    )
