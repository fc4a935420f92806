"""Answers that a form let go of: on a page nobody could give them, but of a file nothing is lost in silence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dashboard.forms import FormState, NotAnAnswer, Question, rows_of


def untaken(questions: Iterable[Question], given: Mapping[str, Any], state: FormState) -> Iterator[str]:
    """Yield the questions whose answers are not among those that the form took, those in rows as "repeat.number.question"."""
    for question in questions:
        if question.name not in given:
            continue
        if question.row is None:
            if not _is_whole(question, given[question.name], state.answers.get(question.name)):
                yield question.name
        elif question.name not in state.relevant:
            yield question.name
        else:
            rows = zip(rows_of(given[question.name]), state.rows[question.name], strict=True)
            for number, (answers, inner) in enumerate(rows, 1):
                yield from (
                    f"{question.name}.{number}.{name}" for name in untaken(question.row.questions, answers, inner)
                )


def _is_whole(question: Question, given: Any, taken: Any) -> bool:
    """Whether everything that was given was taken; what cannot be read has a sentence of its own."""
    try:
        answer = question.read(given)
    except NotAnAnswer:
        return True
    return set(answer) <= set(taken or ()) if isinstance(answer, tuple) else answer in (None, taken)
