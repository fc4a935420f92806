"""Typed answers to JSON and back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dashboard.forms.form import Form
from dashboard.forms.kinds import KINDS, NotAnAnswer, rows_of
from dashboard.forms.values import Question


def to_json(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as JSON values: ISO dates, UTC times, lists; empty answers are left out.

    A repeat is a list of rows, each like the answers of a form; an empty row keeps its place.
    """
    return _outward(form.questions, answers)


def _outward(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    known = {question.name: question for question in questions}
    return {
        name: [_outward(repeated.questions, row) for row in value]
        if (repeated := known[name].row)
        else KINDS[known[name].kind].to_json(value)
        for name, value in answers.items()
        if name in known and value not in (None, "", (), [])
    }


def from_json(form: Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return typed answers; what a later version of the form no longer takes is left out."""
    return _inward(form.questions, data)


def _inward(questions: Iterable[Question], data: Mapping[str, Any]) -> dict[str, Any]:
    answers = {question.name: _typed(question, data.get(question.name)) for question in questions}
    return {name: value for name, value in answers.items() if value is not None}


def _typed(question: Question, value: Any) -> Any:
    if question.row is not None:
        return tuple(_inward(question.row.questions, row) for row in rows_of(value)) or None
    try:
        return question.read(value)
    except NotAnAnswer:
        return None


def misfits(form: Form, data: Mapping[str, Any]) -> list[str]:
    """Return the names of answers that a draft holds and this version of the form does not take any more.

    "children.2.age" is the answer `age` in the second row of the repeat `children`.
    """
    return list(_misfits(form.questions, data, ""))


def _misfits(questions: Iterable[Question], data: Mapping[str, Any], before: str) -> Iterator[str]:
    known = {question.name: question for question in questions}
    for name, value in data.items():
        question = known.get(name)
        if question is None or (question.is_asked and _typed(question, value) is None):
            yield before + name
        elif question.row is not None:
            for number, row in enumerate(rows_of(value), 1):
                yield from _misfits(question.row.questions, row, f"{before}{name}.{number}.")
