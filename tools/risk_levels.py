"""python -m tools.risk_levels: write docs/risk-levels.md, what every answer of the risk assessment does to the level."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from dashboard import codes
from dashboard.forms import Form
from dashboard.registry import Registry

DOC = Path(__file__).parents[1] / "docs" / "risk-levels.md"
WEIGHED: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
"""By question: its answers from better to worse, and why an answer changes nothing."""
DECIDED = ("level", "override_reason", "next_review")
"""What a person decides after the suggestion; it does not go into it."""
LEVELS = ("normal", "medium", "high")
ADULT, CHILD = {"stream": "tfgbv"}, {"stream": "tf_csea"}
WITH_MATERIAL = CHILD | {"child_material": "yes"}
TOGETHER: tuple[tuple[Mapping[str, Any], Mapping[str, str]], ...] = (
    ({"likelihood": "possible", "imminence": "days"}, ADULT),
    ({"likelihood": "likely", "imminence": "weeks"}, ADULT),
    ({"likelihood": "likely", "imminence": "days"}, ADULT),
)
_COLUMNS = "| Question | Answer | Level | Reason that is shown, or why there is none |\n|---|---|---|---|\n"
_HEAD = """# What each answer does to the risk level

Written by `make documents` from the form, answer by answer; a test compares. Each row is one answer, while every other question
has its best one. The rules suggest and the case manager decides; when she decides otherwise she says why.

The highest level that an answer leads to is suggested, so no worse answer lowers it (a test tries many at once). High risk is
suggested as soon as one answer leads to it, a lower level only when all questions that must be answered are. What could not be
asked or is not known counts at least as the middle answer. A guardian whom the case's record calls unsafe counts as possible,
and one whom an incident names as the perpetrator as the one who harms, whatever is answered. The
levels are the guide's, *Assess Risk Levels*.
"""
_MATERIAL = """## A child with abuse material on record

Abuse material, live-streaming or self-generated content, whatever type was chosen. Before anything is answered, abuse offline is
not known, so high risk is suggested at once.

"""
_TOGETHER = "## How likely and how soon, together\n\n"


class Effect(NamedTuple):
    """What an answer leads to: the suggested level, "" when none is suggested yet, and the codes of the reasons."""

    level: str
    reasons: tuple[str, ...]


@cache
def form() -> Form:
    """Return the form in which the risk level is decided."""
    registry = Registry.load()
    return next(form for area, form in registry.forms() if area == registry.risk_area and "risk_level" in form.sets)


def effect(answers: Mapping[str, Any], context: Mapping[str, str]) -> Effect:
    """Return what answers lead to."""
    said = form().examine(answers, context=context, now=datetime(2026, 11, 24, tzinfo=UTC)).answers
    return Effect(said.get("suggested_level", ""), tuple(said.get("reasons", "").split()))


def best() -> dict[str, Any]:
    """Return the best answer to each question."""
    return {name: as_answer(name, weighed["order"][0]) for name, weighed in WEIGHED.items()}


def as_answer(question: str, code: str) -> Any:
    """Return a choice as the answer to its question, which may be one that takes several."""
    return (code,) if WEIGHED[question].get("several") else code


def context_of(question: str) -> Mapping[str, str]:
    """Return the kind of case in which a question is asked."""
    return CHILD if WEIGHED[question].get("child") else ADULT


def write() -> str:
    """Return the text of docs/risk-levels.md."""
    every = [f"## {section}\n\n{_COLUMNS}{rows}" for section, rows in _sections()]
    material = (_row(name, code, WITH_MATERIAL) for name, code in _answers() if WEIGHED[name].get("child"))
    together = (_together(answers, context) for answers, context in TOGETHER)
    return "\n".join(
        [_HEAD, *every, _MATERIAL + _COLUMNS + "".join(material), _TOGETHER + _COLUMNS + "".join(together)]
    )


def _sections() -> Iterator[tuple[str, str]]:
    """Yield (heading, rows) for each section of the form that has questions which are weighed."""
    labels = {group.name: group.label for group in form().groups}
    rows: dict[str, str] = {}
    for name, code in _answers():
        section = labels[form().question(name).groups[-1]]
        rows[section] = rows.get(section, "") + _row(name, code, context_of(name))
    yield from rows.items()


def _answers() -> Iterator[tuple[str, str]]:
    """Yield (question, choice) for every answer that can be given before the level is decided."""
    for question in form().questions:
        if question.is_choice and question.name not in DECIDED:
            yield from ((question.name, choice.name) for choice in question.choices)


def _row(name: str, code: str, context: Mapping[str, str]) -> str:
    question = form().question(name)
    answer = next(choice.label for choice in question.choices if choice.name == code)
    led_to = effect(best() | {name: as_answer(name, code)}, context)
    why = WEIGHED[name].get("why", {}).get(code, "") or "The best answer."
    return f"| {question.label} | {answer} | {led_to.level} | {_words(led_to.reasons) or why} |\n"


def _together(answers: Mapping[str, Any], context: Mapping[str, str]) -> str:
    led_to = effect({**best(), **answers}, context)
    labels = [
        choice.label for name in answers for choice in form().question(name).choices if choice.name == answers[name]
    ]
    questions = " ".join(form().question(name).label for name in answers)
    return f"| {questions} | {', '.join(labels)} | {led_to.level} | {_words(led_to.reasons)} |\n"


def _words(reasons: tuple[str, ...]) -> str:
    return "; ".join(codes.label("risk_reason", reason, "en") for reason in reasons)


if __name__ == "__main__":
    DOC.write_text(write(), "utf-8")
