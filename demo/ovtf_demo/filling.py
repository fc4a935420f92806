"""Filling an empty workspace: people, cases, and what was done in each area."""

import dataclasses
import random
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Protocol
from uuid import UUID

from dashboard.casework.core_forms import core_relations
from dashboard.casework.intake import form_context
from dashboard.casework.order import ItemKey
from dashboard.casework.recording import settled_by
from dashboard.contract import Case, ItemState
from dashboard.forms import Form, to_json
from dashboard.records import Records, Tx, audit, bulk, submissions
from dashboard.records.checklists import ItemEvent
from dashboard.records.reviews import Review
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission
from dashboard.registry import Registry
from ovtf_demo.answering import pool
from ovtf_demo.course import Course
from ovtf_demo.inventing import Inventor
from ovtf_demo.people import ACCOUNTS, COUNT, PASSWORD, hire

__all__ = ["ACCOUNTS", "PASSWORD", "fill"]
STATES: tuple[ItemState, ...] = ("done", "not_needed", "declined", "unsafe_now", "unavailable")
MONTHS, BATCH, POOL, RECENT = 24, 1000, 60, 24
FRESH = timedelta(days=8)
FIRST_ACTION = ("safety", "protection", "first_action")
"""Why the clock of an invented case stands still."""


class Place(Protocol):
    """What filling needs of a context."""

    records: Records
    registry: Registry


def fill(
    context: Place,
    *,
    cases: int,
    now: datetime,
    progress: Callable[[float, str], None],
    seed: int = 7,
    agencies: int = COUNT,
) -> None:
    """Fill an empty workspace; the same seed and time give the same cases."""
    rng = random.Random(seed)
    weights = tomllib.loads((files("ovtf_data") / "demo.toml").read_text("utf-8"))
    progress(0.0, "Inventing people")
    served = {code: weight for code, weight in weights["governorates"].items() if code not in weights["unserved"]}
    with context.records.write() as tx:
        staff = hire(tx, rng, served, now - timedelta(days=MONTHS * 31), agencies)
        _declare(tx, context.registry, now - timedelta(days=MONTHS * 31))
    inventor = Inventor(rng, weights, staff, now)
    writer = _Writer(context.registry, rng, now, weights["forms"])
    invented = sorted(_cases(inventor, cases), key=lambda case: case.opened_at)
    for at in range(0, len(invented), BATCH):
        progress(0.1 + 0.9 * at / len(invented), "Inventing cases")
        with context.records.write() as tx:
            writer.write(tx, invented[at : at + BATCH])


def _cases(inventor: Inventor, count: int) -> Iterator[Case]:
    for _n in range(count - RECENT):
        yield inventor.case(inventor.moment(MONTHS))
    mine = inventor.agencies[0]
    for number in range(RECENT):  # so that the demo's case manager has something to do today
        opened = inventor.now - timedelta(hours=2 + number * 7)
        case = inventor.case(opened, staff=mine)
        yield dataclasses.replace(case, case_manager=mine.managers[0], status="open")


def _declare(tx: Tx, registry: Registry, at: datetime) -> None:
    for area, form in (*registry.forms(), *core_relations()):
        submissions.declare(tx, area, form.name, form.version, form.source, at)
    audit.append(tx, at=at, actor="operator", role="administrator", agency="", action="demo.fill")


class _Writer:
    """Writes cases with their forms, decisions and steps."""

    def __init__(self, registry: Registry, rng: random.Random, now: datetime, often: Mapping[str, float]) -> None:
        self.registry, self.rng, self.now, self.often = registry, rng, now, often
        self.pools: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        self.course = Course(rng, now, self._id)

    def write(self, tx: Tx, cases: Sequence[Case]) -> None:
        """Write a batch."""
        sent = {case.key: [*self._forms(case), *self.course.forms(case)] for case in cases}
        bulk.add_cases(tx, cases)
        agreed = [self.course.consents(case, sent[case.key]) for case in cases]
        submitted = [
            *(form for form, _rows in agreed),
            *(submission for case in cases for submission in sent[case.key]),
        ]
        bulk.add_submissions(tx, sorted(submitted, key=lambda submission: submission.at))
        bulk.add_consents(tx, [row for _form, rows in agreed for row in rows])
        bulk.add_decisions(tx, [self._decision(case, sent[case.key]) for case in cases if case.risk_level])
        events = [event for case in cases for event in self._steps(case, sent[case.key])]
        bulk.add_items(tx, sorted(events, key=lambda each: each.at))
        bulk.add_reviews(tx, [each for case in cases for each in self._reviews(case, sent[case.key])])

    def _reviews(self, case: Case, sent: Sequence[Submission]) -> Iterator[Review]:
        reviewed = {(area, form.name) for area, form in self.registry.forms() if form.review} | {("core", "closure")}
        asked = [submission for submission in sent if (submission.area, submission.form) in reviewed]
        fresh = self.now - case.opened_at < FRESH
        return self.course.reviews(asked, waiting=case.status == "open" and fresh)

    def _id(self) -> str:
        return str(UUID(int=self.rng.getrandbits(128), version=4))

    def _forms(self, case: Case) -> Iterator[Submission]:
        for area, form in self.registry.forms():
            decides = "risk_level" in form.sets
            if decides != bool(case.risk_level) if decides else self.rng.random() > self.often.get(form.name, 0.55):
                continue
            answers = self._answers(area, form, case)
            at = case.risk_decided_at if decides else case.opened_at + timedelta(hours=self.rng.uniform(1, 90))
            if answers is not None and at is not None and at < self.now:
                yield Submission(
                    id=self._id(),
                    case_key=case.key,
                    area=area,
                    form=form.name,
                    form_version=form.version,
                    answers=to_json(form, answers),
                    at=at,
                    by=case.case_manager,
                )

    def _answers(self, area: str, form: Form, case: Case) -> Mapping[str, Any] | None:
        key = (area, form.name, case.stream)
        if key not in self.pools:
            self.pools[key] = pool(form, form_context(case), self.rng, POOL * (3 if form.sets else 1), self.now)
        level = form.sets.get("risk_level")
        if level is None:
            return self.rng.choice(self.pools[key]) if self.pools[key] else None
        fitting = [answers for answers in self.pools[key] if answers.get(level) == case.risk_level]
        agreeing = [answers for answers in fitting if answers.get(form.sets["suggested_level"]) == case.risk_level]
        choice = agreeing if agreeing and self.rng.random() < 0.95 else fitting
        return self.rng.choice(choice) if choice else None

    def _decision(self, case: Case, sent: Sequence[Submission]) -> RiskDecision:
        source = next((submission for submission in sent if submission.at == case.risk_decided_at), None)
        answers = source.answers if source else {}
        assert case.risk_level and case.risk_decided_at
        return RiskDecision(
            id=self._id(),
            case_key=case.key,
            level=case.risk_level,
            suggested=answers.get("suggested_level"),
            reasons=tuple(str(answers.get("reasons", "")).split()),
            override_reason=str(answers.get("override_reason") or ""),
            at=case.risk_decided_at,
            by=case.case_manager,
            submission_id=source.id if source else None,
        )

    def _steps(self, case: Case, sent: Sequence[Submission]) -> Iterator[ItemEvent]:
        for plugin in self.registry.active:
            recorded = {
                key: submission.at
                for submission in sent
                for key in settled_by(
                    plugin.checklists,
                    plugin.name,
                    submission.area,
                    submission.form,
                    submission.answers,
                    child=case.is_child,
                )
            }
            yield from (self._event(case, key, "done", at) for key, at in recorded.items())
            for checklist in plugin.checklists:
                for number, item in enumerate(checklist.for_stream(case.is_child)):
                    key = (plugin.name, checklist.name, item.name)
                    at = case.opened_at + timedelta(hours=2 + number * self.rng.uniform(1, 30))
                    if item.stops_clock and plugin.name == "safety":
                        at = case.first_action_at or self.now
                    if case.first_action_at and key == FIRST_ACTION:
                        yield self._event(case, key, "done", at)
                    elif at < self.now and key not in recorded and self.rng.random() < 0.62:
                        yield self._event(case, key, self.rng.choices(STATES, (80, 9, 6, 2, 3))[0], at)

    def _event(self, case: Case, key: ItemKey, state: ItemState, at: datetime) -> ItemEvent:
        area, checklist, item = key
        return ItemEvent(
            id=self._id(),
            case_key=case.key,
            area=area,
            checklist=checklist,
            item=item,
            state=state,
            at=at,
            by=case.case_manager,
        )
