"""Answers that a step names: in `recorded_by` those that mark it as done, in a Decision those that make it needless."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from dashboard.errors import ContractError

Answers = Mapping[str, Any]
"""The answers of an entry, by question."""
_WRITTEN = re.compile(r"(?:(?P<area>\w+)\.)?(?P<form>\w+)(?:\[(?P<question>\w+)(?:=(?P<answer>\w+))?\])?")


@dataclass(frozen=True)
class Recorded:
    """That a form of an area is sent in.

    With `question` only when that question is answered, with `answer` only when that answer is chosen.
    """

    area: str
    form: str
    question: str = ""
    answer: str = ""

    @classmethod
    @lru_cache(maxsize=2000)
    def parse(cls, text: str, area: str = "") -> Self:
        """Read "form", "form[question]", "form[question=answer]" or any of them after "area.".

        `area` is the area of the step: a form without an area before it is one of this area.

        Raises ContractError for anything else.
        """
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise ContractError(
                f"{text!r} names no answer. Write a form's name, or form[question], or form[question=answer]."
            )
        parts = {field: written or "" for field, written in match.groupdict().items()}
        return cls(**(parts | {"area": parts["area"] or area}))

    def is_met(self, area: str, form: str, answers: Answers) -> bool:
        """Whether this is the form, and these are answers to it, that are named here."""
        if (area, form) != (self.area, self.form):
            return False
        if not self.question:
            return True
        answer = answers.get(self.question)
        if not self.answer:
            return bool(answer)
        return self.answer in answer if isinstance(answer, list | tuple) else answer == self.answer

    def is_held(self, newest: Mapping[tuple[str, str], Answers]) -> bool:
        """Whether the newest entry of the form, by (area, form), has this answer."""
        answers = newest.get((self.area, self.form))
        return answers is not None and self.is_met(self.area, self.form, answers)
