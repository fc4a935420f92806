"""What is sent in with the areas' forms for an invented case: in the order of the work, with answers that fit the case."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from dashboard.casework.intake import form_context
from dashboard.codes import group
from dashboard.contract import Case
from dashboard.forms import Form, to_json
from dashboard.i18n import BAGHDAD
from dashboard.records.submissions import Submission
from ovtf_demo.answering import facts, found, pool
from ovtf_demo.course import hidden, moved

POOL = 60
"""Sets of answers that are invented for one form, three times as many where a form decides the level."""
NOTHING = 0.02
"""How well an assessment that found nothing fits a high or medium case, against one that found something."""
Answers = Mapping[str, Any]


@dataclass
class AreaForms:
    """Fills in the forms of all areas; an area that joins needs no line of its own here."""

    all: Sequence[tuple[str, Form]]
    rng: random.Random
    now: datetime
    weights: Mapping[str, Any]
    new_id: Callable[[], str]
    pools: dict[tuple[str, ...], list[dict[str, Any]]] = field(default_factory=dict)
    fitting: dict[tuple[str, ...], tuple[list[dict[str, Any]], list[float]]] = field(default_factory=dict)

    def forms(self, case: Case) -> Iterator[Submission]:
        """Yield what is sent in: what decides the level at the time of the decision, the rest of an area one by one after
        it, none in the future.
        """
        begun = case.risk_decided_at or case.opened_at
        upto: dict[str, datetime] = {}
        sent: dict[str, Answers] = {}
        for area, form in self.all:
            decides = "risk_level" in form.sets
            if not self._is_sent(form, case, sent):
                continue
            at = begun if decides else upto.get(area, begun) + timedelta(hours=self.rng.uniform(1, 60))
            answers = self._answers(area, form, case)
            if answers is None or at >= self.now:
                continue
            upto[area] = at
            sent[form.name] = moved(answers, at - self.now, begun.astimezone(BAGHDAD).date())
            yield self._submission(area, form, case, at, sent[form.name])

    def _is_sent(self, form: Form, case: Case, sent: Mapping[str, Answers]) -> bool:
        """Whether a form is sent in: an assessment with each decided level, others after what must come before them."""
        if "risk_level" in form.sets:
            return case.risk_level is not None
        if self.rng.random() > self.weights["forms"].get(form.name, 0.55):
            return False
        said = dict(self.weights["after"].get(form.name, {}))
        before, types = said.pop("form", None), said.pop("types", [case.primary_violence_type])
        if before is None:
            return True
        answers = sent.get(before, {})
        return case.primary_violence_type in types and all(answers.get(name) in mine for name, mine in said.items())

    def _submission(self, area: str, form: Form, case: Case, at: datetime, answers: Answers) -> Submission:
        return Submission(
            id=self.new_id(),
            case_key=case.key,
            area=area,
            form=form.name,
            form_version=form.version,
            answers=to_json(form, {**answers, **hidden(form, case), **_same(form, case)}),
            at=at,
            by=case.case_manager,
        )

    def _answers(self, area: str, form: Form, case: Case) -> Answers | None:
        """Return random answers to a form that fit the case's level and type, None when there are none."""
        asks_place = any(question.name == "governorate" for question in form.questions)
        region = group("governorate", case.governorate) if asks_place else ""
        key = (area, form.name, case.stream, region)
        if key not in self.pools:
            self.pools[key] = self._pool(form, case)
        if "risk_level" not in form.sets:
            return self.rng.choice(self.pools[key]) if self.pools[key] else None
        candidates, upto = self._fitting(form, key, case)
        return self.rng.choices(candidates, cum_weights=upto)[0] if candidates else None

    def _pool(self, form: Form, case: Case) -> list[dict[str, Any]]:
        if "risk_level" not in form.sets:
            return pool(form, form_context(case), self.rng, POOL, self.now)
        chances = self.weights["found"]
        given = lambda: found(form, chances, self.rng)  # noqa: E731
        return pool(form, form_context(case), self.rng, POOL * 3, self.now, given)

    def _fitting(self, form: Form, key: tuple[str, ...], case: Case) -> tuple[list[dict[str, Any]], list[float]]:
        """Return the assessments that end in the case's level, and how well each fits its type, added up."""
        kind = (*key, case.risk_level or "", case.primary_violence_type)
        if kind not in self.fitting:
            level, suggestion = form.sets["risk_level"], form.sets["suggested_level"]
            candidates = [answers for answers in self.pools[key] if answers.get(level) == case.risk_level]
            weights = [
                self._fit(answers, case) * (1 if answers.get(suggestion) == case.risk_level else 0.05)
                for answers in candidates
            ]
            self.fitting[kind] = candidates, list(accumulate(weights))
        return self.fitting[kind]

    def _fit(self, answers: Answers, case: Case) -> float:
        """Return how well an assessment fits: it found what goes with the type, and in a high or medium case something."""
        dangers = facts(answers) & self.weights["found"].keys()
        fits = self.weights["fits"].get(case.primary_violence_type, {})
        weight = 1.0
        for danger in dangers:
            weight *= fits.get(danger, 1)
        kinds = [danger for danger in dangers if not danger.startswith(("source_", "self_"))]
        return weight if kinds or case.risk_level == "normal" else weight * NOTHING


def _same(form: Form, case: Case) -> dict[str, str]:
    """Return the answers in which a form repeats what the case says: which type, on which platform."""
    own = {"violence_type": case.primary_violence_type, "platform": case.primary_platform}
    return {question.name: own[question.name] for question in form.questions if question.name in own}
