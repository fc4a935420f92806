"""What a form's author declares of its answers: "question=a|b" in `sets`, `refers` and `relies_on` of a Form."""

from collections.abc import Mapping
from typing import Any, Protocol

from dashboard.errors import FormError, did_you_mean
from dashboard.forms.values import Question


class Named(Protocol):
    """A form: its name, and its questions by name."""

    @property
    def name(self) -> str: ...
    def question(self, name: str) -> Question: ...


def told(setting: str, answers: Mapping[str, Any]) -> Any:
    """Return the answer to the question of a setting; for "question=a|b" whether a or b was chosen."""
    question, _equals, codes = setting.partition("=")
    answer = answers.get(question)
    if not codes:
        return answer
    chosen = answer if isinstance(answer, list | tuple) else (answer,)
    return any(code in chosen for code in codes.split("|"))


def check(form: Named, setting: str, *, coded: bool) -> None:
    """Raise FormError unless the form has the question of "question" or "question=a|b", with the choices a and b.

    `coded` says that choices must be named.
    """
    name, _equals, codes = setting.partition("=")
    if coded and not codes:
        raise FormError(f'{form.name!r} has {setting!r}, which names no answers. Write "{name}=answer|answer".')
    question = form.question(name)
    offered = {choice.name for choice in question.choices}
    for code in filter(None, codes.split("|") if question.is_choice else ()):  # what a calculation comes to has no list
        if code not in offered:
            raise FormError(
                f"{form.name!r} has {setting!r}, but the question {name!r} has no choice {code!r}."
                f"{did_you_mean(code, offered)}"
            )
