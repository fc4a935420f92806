"""`recorded_by` of a step: the forms or answers that mark it as done, so that nothing is asked twice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from dashboard.errors import ContractError

_WRITTEN = re.compile(r"(?:(?P<area>\w+)\.)?(?P<form>\w+)(?:\[(?P<question>\w+)(?:=(?P<answer>\w+))?\])?")


@dataclass(frozen=True)
class Recorded:
    """What marks a step as done: that a form of an area is sent in.

    With `question` it does so only when that question is answered, with `answer` only when that answer is chosen.
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
                f"recorded_by has {text!r}. Write a form's name, or form[question], or form[question=answer]."
            )
        parts = {field: written or "" for field, written in match.groupdict().items()}
        return cls(**(parts | {"area": parts["area"] or area}))

    def is_met(self, area: str, form: str, answers: Mapping[str, Any]) -> bool:
        """Whether sending in this form with these answers marks the step as done."""
        if (area, form) != (self.area, self.form):
            return False
        if not self.question:
            return True
        answer = answers.get(self.question)
        if not self.answer:
            return bool(answer)
        return self.answer in answer if isinstance(answer, list | tuple) else answer == self.answer
