"""Valid random answers to any form, so that every area's data pass the same checks as real ones."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
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
FREE = frozenset({"no", "none", "mitigates"})
"""Choices of an assessment that speak of no danger."""
GRAVE = frozenset({"yes", "possible", "creates", "expands", "ideation", "plan", "attempt"})
"""Choices of an assessment that speak of one."""
ROUNDS = 40
"""How often the answers to a form are corrected before it is given up."""


def answer(
    form: Form,
    context: Mapping[str, str],
    rng: random.Random,
    *,
    mildness: float,
    now: datetime,
    given: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any] | None:
    """Return random answers that the form accepts, None when none were found; `mildness` is the chance of mild ones.

    `given` are answers to begin with. One that the form does not accept is drawn anew.
    """
    answers = dict(given)
    previous_faulty: list[str] = []
    for _round in range(ROUNDS):
        state = form.examine(answers, context=context, now=now)
        faulty = _faulty(form, state)
        to_answer = list(faulty)
        if not faulty or faulty == previous_faulty:  # a problem that stays may hang on a question that needs no answer
            to_answer += _optional(form, state, answers, rng)
        if not to_answer:
            return state.answers
        previous_faulty = faulty
        # a question in a row of a repeat is "repeat.question": all rows of the repeat are invented anew
        for name in dict.fromkeys(path.partition(".")[0] for path in to_answer):
            answers[name] = _pick(form, form.question(name), state, rng, mildness, now)
    return None


def _faulty(form: Form, state: FormState) -> list[str]:
    """Return the questions with a problem; the one for the risk level only when no other has a problem."""
    level = form.sets.get("risk_level")
    return [name for name in state.problems if name != level] or list(state.problems)


def _optional(form: Form, state: FormState, answers: dict[str, Any], rng: random.Random) -> list[str]:
    """Return some of the unanswered questions that need no answer; free text never.

    A question that is not drawn gets the answer None: it is not drawn again.
    """
    unanswered = [
        q.name
        for q in form.questions
        if q.is_asked and q.kind != "text" and q.name in state.relevant and q.name not in answers
    ]
    drawn = []
    for name in unanswered:
        if rng.random() < 0.6:
            drawn.append(name)
        else:
            answers[name] = None
    return drawn


def _pick(form: Form, question: Question, state: FormState, rng: random.Random, mildness: float, now: datetime) -> Any:
    """Return a random answer to a question; None when there is none for its kind."""
    level_question = form.sets.get("risk_level")
    if question.name == level_question:
        suggested = state.answers.get(form.sets["suggested_level"], "normal")
        return suggested if rng.random() < 0.93 else rng.choice(["high", "medium", "normal"])
    if question.row is not None:
        asked = [inner for inner in question.row.questions if inner.is_asked]
        rows = [
            {inner.name: _pick(form, inner, state, rng, mildness, now) for inner in asked}
            for _row in range(rng.randint(1, 3))
        ]
        return tuple({name: value for name, value in row.items() if value is not None} for row in rows)
    choices = [choice.name for choice in state.choices.get(question.name, question.choices)]
    if question.kind == "select_multiple":
        if level_question and "none" in choices and rng.random() < mildness:
            return ("none",)  # what was taken from her is a danger, too
        return tuple(rng.sample(choices, min(len(choices), rng.choice((1, 1, 2, 3)))))
    if choices:
        mild_names = MILD if level_question is None else MILD - {"yes"}  # where risk is assessed, a yes is a danger
        mild = [choice for choice in choices if choice in mild_names]
        return rng.choice(mild if mild and rng.random() < mildness else choices)
    by_kind = {
        "acknowledge": True,
        "integer": rng.randint(1, 5),
        "decimal": 1.0,
        "date": (now + timedelta(days=rng.choice((-45, -9, -6, -3, -1, 0, 2, 5, 9, 14)))).date(),
        "datetime": now,
    }
    return by_kind.get(question.kind)


def pool(
    form: Form,
    context: Mapping[str, str],
    rng: random.Random,
    size: int,
    now: datetime,
    given: Callable[[], Mapping[str, Any]] = dict,
) -> list[dict[str, Any]]:
    """Return up to `size` random sets of answers to a form, from very mild to grave; each begins with those of `given`."""
    attempts = (
        answer(form, context, rng, mildness=rng.choice((0.995, 0.98, 0.93, 0.85, 0.6)), now=now, given=given())
        for _attempt in range(size)
    )
    return [answers for answers in attempts if answers is not None]


def found(form: Form, chances: Mapping[str, Sequence[float]], rng: random.Random) -> dict[str, str]:
    """Return answers that say what an assessment found, in a grave, less grave or light case.

    `chances` has for each question how often something is found in each of the three.
    """
    gravity = rng.randrange(3)
    answers = {}
    for question in form.questions:
        if question.name in chances:
            is_found = rng.random() < chances[question.name][gravity]
            answers[question.name] = rng.choice([c.name for c in question.choices if (c.name not in FREE) == is_found])
    return answers


def facts(answers: Mapping[str, Any]) -> frozenset[str]:
    """Return the questions of an assessment by which something was found."""
    return frozenset(name for name, value in answers.items() if type(value) is str and value in GRAVE)
