"""Valid random answers to any form, so that every area's data pass the same checks as real ones."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dashboard.forms import Form, FormState, Question

MILD = {
    "no",
    "none",
    "unlikely",
    "later",
    "same",
    "better",
    "mitigates",
    "mild",
    "as_before",
    "given",
    "yes",
    "private",
    "threatened_only",
    "basic",
    "protective",
}
"""Choices that speak of little danger."""
ROUNDS = 40


def answer(
    form: Form, context: Mapping[str, str], rng: random.Random, *, mildness: float, now: datetime
) -> dict[str, Any] | None:
    """Return answers without a problem, or None when chance did not find any; `mildness` is a probability."""
    answers: dict[str, Any] = {}
    before: list[str] = []
    for _round in range(ROUNDS):
        state = form.examine(answers, context=context, now=now)
        todo = wrong = _open(form, state)
        if not wrong or wrong == before:  # what stays wrong may hang on a question that needs no answer
            todo = [*wrong, *_optional(form, state, answers, rng)]
        if not todo:
            return state.answers
        before = wrong
        # a question in a row of a repeat is "repeat.question": all rows of the repeat are invented anew
        for name in dict.fromkeys(path.partition(".")[0] for path in todo):
            answers[name] = _pick(form, form.question(name), state, rng, mildness, now)
    return None


def _open(form: Form, state: FormState) -> list[str]:
    """Return the questions with a problem; the risk level is decided last, when all the rest is known."""
    level = form.sets.get("risk_level")
    return [name for name in state.problems if name != level] or list(state.problems)


def _optional(form: Form, state: FormState, answers: dict[str, Any], rng: random.Random) -> list[str]:
    """Answer some of the questions that need no answer, once; free text never."""
    fresh = [
        q.name
        for q in form.questions
        if q.is_asked and q.kind != "text" and q.name in state.relevant and q.name not in answers
    ]
    return [name for name in fresh if rng.random() < 0.6 or answers.setdefault(name)]


def _pick(form: Form, question: Question, state: FormState, rng: random.Random, mildness: float, now: datetime) -> Any:
    level = form.sets.get("risk_level")
    if question.name == level:
        suggested = state.answers.get(form.sets["suggested_level"], "normal")
        return suggested if rng.random() < 0.93 else rng.choice(["high", "medium", "normal"])
    if question.row is not None:
        asked = [inner for inner in question.row.questions if inner.is_asked]
        rows = [{q.name: _pick(form, q, state, rng, mildness, now) for q in asked} for _n in range(rng.randint(1, 3))]
        return tuple({name: value for name, value in row.items() if value is not None} for row in rows)
    names = [choice.name for choice in state.choices.get(question.name, question.choices)]
    if question.kind == "select_multiple":
        return tuple(rng.sample(names, min(len(names), rng.choice((1, 1, 2, 3)))))
    if names:
        mild = [name for name in names if name in (MILD if level is None else MILD - {"yes"})]
        return rng.choice(mild if mild and rng.random() < mildness else names)
    values = {
        "acknowledge": True,
        "integer": rng.randint(1, 5),
        "decimal": 1.0,
        "date": (now + timedelta(days=rng.choice((-45, -9, -6, -3, -1, 0, 2, 5, 9, 14)))).date(),
        "datetime": now,
    }
    return values.get(question.kind)


def pool(form: Form, context: Mapping[str, str], rng: random.Random, size: int, now: datetime) -> list[dict[str, Any]]:
    """Return answer sets from very mild to grave."""
    attempts = (
        answer(form, context, rng, mildness=rng.choice((0.995, 0.98, 0.93, 0.85, 0.6)), now=now) for _n in range(size)
    )
    return [answers for answers in attempts if answers is not None]
