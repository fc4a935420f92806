"""The fingerprint of a form: changed whenever its questions ask or decide something else under the same version."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from dashboard.forms import Form, Question
from dashboard.forms.xlsform import version_of

_MEANING = ("name", "kind", "required", "relevant", "constraint", "calculation", "default", "choice_filter")


def fingerprint(form: Form) -> str:
    """Return what identifies the questions of a form: names, kinds, choices, rules, in any order.

    Labels, hints, messages, notes, appearance and the order of questions may change within a version: an old entry
    means the same.
    """
    meanings = sorted(json.dumps(meaning) for meaning in _meanings(form))
    return hashlib.sha256("\n".join(meanings).encode()).hexdigest()[:12]


def names_its_version(form: Form) -> bool:
    """Whether the author chose the version; any other form has a new one with every change of its text."""
    return form.version != version_of(form.source)


def _meanings(form: Form) -> Iterator[list[Any]]:
    repeats = {
        inner.name: question.name for question in form.questions if question.row for inner in question.row.questions
    }
    rules = {group.name: group.relevant for group in form.all_groups}
    for question in form.all_questions:
        if question.kind != "note":
            around = [rules[group] for group in question.groups if rules[group]]
            meaning = [getattr(question, name) for name in _MEANING]
            yield [*meaning, repeats.get(question.name), around, _choices(question)]


def _choices(question: Question) -> Any:
    """Return the choices with what their filter looks at; of a code list or a file, which the form only names, its name."""
    if not question.choices or any("audience" in choice.columns for choice in question.choices):
        return question.list_name
    looked_at = set(re.findall(r"[\w-]+", question.choice_filter))
    return sorted(
        [choice.name, sorted((column, text) for column, text in choice.columns.items() if column in looked_at)]
        for choice in question.choices
    )
