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
    """Return twelve hex digits that change with the names, kinds, choices and rules of a form's questions.

    They stay when labels, hints, messages, notes, appearance or the order of questions change: answers that were given
    before still mean the same.
    """
    meanings = sorted(json.dumps(meaning) for meaning in _meanings(form))
    return hashlib.sha256("\n".join(meanings).encode()).hexdigest()[:12]


def names_its_version(form: Form) -> bool:
    """Whether the author chose the form's version; otherwise it is made from the text and changes with the text."""
    return form.version != version_of(form.source)


def _meanings(form: Form) -> Iterator[list[Any]]:
    """Yield for each question what decides its meaning, the repeat and the conditions of the groups around it too."""
    repeats = {
        inner.name: question.name for question in form.questions if question.row for inner in question.row.questions
    }
    conditions = {group.name: group.relevant for group in form.all_groups}
    for question in form.all_questions:
        if question.kind != "note":
            around = [conditions[group] for group in question.groups if conditions[group]]
            meaning = [getattr(question, column) for column in _MEANING]
            yield [*meaning, repeats.get(question.name), around, _choices(question)]


def _choices(question: Question) -> Any:
    """Return the choices with the columns that the choice_filter reads; for a code list or a file only its name."""
    if not question.choices or any("audience" in choice.columns for choice in question.choices):
        return question.list_name
    filter_columns = set(re.findall(r"[\w-]+", question.choice_filter))
    return sorted(
        [choice.name, sorted((column, text) for column, text in choice.columns.items() if column in filter_columns)]
        for choice in question.choices
    )
