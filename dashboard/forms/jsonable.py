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
    """Return the answers to some questions, those of a form or of one row of a repeat, as JSON values."""
    by_name = {question.name: question for question in questions}
    data: dict[str, Any] = {}
    for name, answer in answers.items():
        question = by_name.get(name)
        if question is None or answer in (None, "", (), []):
            continue
        if question.row is not None:
            data[name] = [_outward(question.row.questions, row_answers) for row_answers in answer]
        else:
            data[name] = KINDS[question.kind].to_json(answer)
    return data


def from_json(form: Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return typed answers from JSON values, without those that this version of the form does not take any more."""
    return _inward(form.questions, data)


def _inward(questions: Iterable[Question], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the typed answers to some questions, those of a form or of one row of a repeat."""
    answers = {question.name: _typed(question, data.get(question.name)) for question in questions}
    return {name: answer for name, answer in answers.items() if answer is not None}


def _typed(question: Question, stored: Any) -> Any:
    """Return the typed answer for a JSON value, None when the question does not take it.

    What was typed and cannot be read, such as 17.6 for a whole number, stays as it is: it is shown with what is wrong.
    """
    if question.row is not None:
        return tuple(_inward(question.row.questions, row_answers) for row_answers in rows_of(stored)) or None
    try:
        return question.read(stored)
    except NotAnAnswer:
        return stored if KINDS[question.kind].typed_in else None


def misfits(form: Form, data: Mapping[str, Any]) -> list[str]:
    """Return the names of answers that a draft holds and this version of the form does not take any more.

    "children.2.age" is the answer `age` in the second row of the repeat `children`.
    """
    return list(_misfits(form.questions, data, ""))


def _misfits(questions: Iterable[Question], data: Mapping[str, Any], prefix: str) -> Iterator[str]:
    """Yield the names of answers that no question takes; `prefix` is "children.2." in the second row of `children`."""
    by_name = {question.name: question for question in questions}
    for name, stored in data.items():
        question = by_name.get(name)
        if question is None or (question.is_answered_by(stored) and _typed(question, stored) is None):
            yield prefix + name
        elif question.row is not None:
            for number, row_answers in enumerate(rows_of(stored), 1):
                yield from _misfits(question.row.questions, row_answers, f"{prefix}{name}.{number}.")
