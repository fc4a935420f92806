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
from dashboard.casework.order import ItemKey
from dashboard.casework.recording import settled_by
from dashboard.contract import Case, ItemState
from dashboard.records import Records, Tx, audit, bulk, submissions
from dashboard.records.checklists import ItemEvent
from dashboard.records.reviews import Review
from dashboard.records.risk import RiskDecision
from dashboard.records.sealing import Key
from dashboard.records.submissions import Submission
from dashboard.registry import Registry
from ovtf_demo.answering import facts
from ovtf_demo.area_forms import AreaForms
from ovtf_demo.course import Course
from ovtf_demo.inventing import Inventor
from ovtf_demo.needing import Needs
from ovtf_demo.offers import Offers, open_directory
from ovtf_demo.people import ACCOUNTS, COUNT, PASSWORD, hire

__all__ = ["ACCOUNTS", "PASSWORD", "fill"]
STATES: tuple[ItemState, ...] = ("done", "not_needed", "declined", "unsafe_now", "unavailable")
MONTHS, BATCH, RECENT = 30, 1000, 24
"""Months with cases (nine whole quarters or more), cases in one transaction, newest cases (the demo case manager's)."""
FRESH = timedelta(days=8)
"""Plans and closures of open cases younger than this still wait for the supervisor."""
FIRST_ACTION = ("safety", "protection", "first_action")
"""The step (area, checklist, item) that is done when the first action on a case is taken."""


class Place(Protocol):
    """What filling needs of a context."""

    records: Records
    registry: Registry

    @property
    def key(self) -> Key: ...


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
        _declare(tx, context, now - timedelta(days=MONTHS * 31))
        offers = open_directory(tx, context.registry.active, weights["offers"], now - timedelta(days=MONTHS * 31), now)
    inventor = Inventor(rng, weights, staff, now)
    writer = _Writer(context.registry, rng, now, weights, offers)
    invented = sorted(_cases(inventor, cases), key=lambda case: case.opened_at)
    for start in range(0, len(invented), BATCH):
        progress(0.1 + 0.9 * start / len(invented), "Inventing cases")
        with context.records.write() as tx:
            writer.write(tx, invented[start : start + BATCH])


def _cases(inventor: Inventor, count: int) -> Iterator[Case]:
    for opened in inventor.moments(count - RECENT, MONTHS):
        yield inventor.case(opened)
    first_agency = inventor.agencies[0]
    for number in range(RECENT):  # so that the demo's case manager has something to do today
        opened = inventor.now - timedelta(hours=2 + number * 7)
        case = inventor.case(opened, staff=first_agency)
        yield dataclasses.replace(case, case_manager=first_agency.managers[0], status="open")


def _declare(tx: Tx, context: Place, at: datetime) -> None:
    """Record the version of every form, and in the audit log that the workspace is filled with invented cases."""
    for area, form in (*context.registry.forms(), *core_relations()):
        submissions.declare(tx, area, form.name, form.version, form.source, at)
    audit.append(tx, context.key, at=at, actor="operator", role="administrator", agency="", action="demo.fill")


class _Writer:
    """Writes cases with their forms, decisions and steps."""

    def __init__(
        self, registry: Registry, rng: random.Random, now: datetime, weights: Mapping[str, Any], offers: Offers
    ) -> None:
        self.registry, self.rng, self.now = registry, rng, now
        self.areas = AreaForms(tuple(registry.forms()), rng, now, weights, self._id)
        self.course = Course(rng, now, self._id, Needs(rng, weights, offers, now))

    def write(self, tx: Tx, cases: Sequence[Case]) -> None:
        """Write a batch of cases with everything that is on their records."""
        sent = {case.key: list(self._sent(case)) for case in cases}
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
        bulk.add_items(tx, sorted(events, key=lambda event: event.at))
        bulk.add_reviews(tx, [review for case in cases for review in self._reviews(case, sent[case.key])])

    def _sent(self, case: Case) -> Iterator[Submission]:
        """Yield all that is sent in for a case: the areas' forms, then what follows from what they found."""
        of_areas = list(self.areas.forms(case))
        decided = [submission.answers for submission in of_areas if submission.at == case.risk_decided_at]
        yield from of_areas
        yield from self.course.forms(case, facts(decided[0]) if decided else frozenset())

    def _reviews(self, case: Case, sent: Sequence[Submission]) -> Iterator[Review]:
        reviewed = {(area, form.name) for area, form in self.registry.forms() if form.review} | {("core", "closure")}
        asked = [submission for submission in sent if (submission.area, submission.form) in reviewed]
        fresh = self.now - case.opened_at < FRESH
        return self.course.reviews(asked, waiting=case.status == "open" and fresh)

    def _id(self) -> str:
        return str(UUID(int=self.rng.getrandbits(128), version=4))

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
        """Yield the steps of each area: done by a form that was sent, or else settled at random, or left open."""
        for plugin in self.registry.active:
            done_by_form = {
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
            yield from (self._event(case, key, "done", at) for key, at in done_by_form.items())
            for checklist in plugin.checklists:
                for number, item in enumerate(checklist.for_stream(case.is_child)):
                    key = (plugin.name, checklist.name, item.name)
                    at = case.opened_at + timedelta(hours=2 + number * self.rng.uniform(1, 30))
                    if item.stops_clock and plugin.name == "safety":  # never before the case's own first action
                        at = case.first_action_at or self.now
                    if case.first_action_at and key == FIRST_ACTION:
                        yield self._event(case, key, "done", at)
                    elif at < self.now and key not in done_by_form and self.rng.random() < 0.62:
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
