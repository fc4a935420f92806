"""Typed answers to JSON and back."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from dashboard.forms.coerce import NotAnAnswer, coerce
from dashboard.forms.form import Form


def to_json(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as JSON values: ISO dates, UTC times, lists; empty answers are left out."""
    known = {question.name for question in form.questions}
    return {name: _plain(value) for name, value in answers.items() if name in known and value not in (None, "", (), [])}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple | set | list) else value


def from_json(form: Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return typed answers; what a later version of the form no longer takes is left out."""
    answers: dict[str, Any] = {}
    for question in form.questions:
        try:
            value = coerce(question, data.get(question.name))
        except NotAnAnswer:
            continue
        if value is not None:
            answers[question.name] = value
    return answers


def misfits(form: Form, data: Mapping[str, Any]) -> list[str]:
    """Return the names of answers that a draft holds and this version of the form does not take any more."""
    fitting = from_json(form, data)
    kept = {question.name for question in form.questions if not question.is_asked} | fitting.keys()
    return [name for name in data if name not in kept]
