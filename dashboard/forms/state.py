"""What answers come to, and what is known on the way there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.forms.values import Choice

Lists = Mapping[str, Sequence[Choice]]
"""Choices of lists that come from a file, by its name."""


@dataclass(frozen=True)
class FormState:
    """What answers come to: `answers` without the irrelevant, with calculations; problems by question name.

    `rows` holds the state of each row of a repeat, in the order in which the rows were given; a problem in one is
    also in `problems`, under "repeat.number.question" (the first row is 1). A row without any answer is dropped.
    """

    answers: dict[str, Any]
    relevant: frozenset[str]
    required: frozenset[str]
    choices: dict[str, tuple[Choice, ...]]
    problems: dict[str, str]
    answered: int
    applicable: int
    rows: dict[str, tuple["FormState", ...]] = field(default_factory=dict)


@dataclass
class Run:
    """What is known while one set of answers is examined; in a row of a repeat `xpath` begins with what is around it."""

    given: Mapping[str, Any]
    context: Mapping[str, str]
    answers: dict[str, Any]
    xpath: dict[str, Any]
    relevant: set[str]
    lists: Lists
    choices: dict[str, tuple[Choice, ...]]
    problems: dict[str, str]
    rows: dict[str, tuple[FormState, ...]]

    def row(self, given: Mapping[str, Any]) -> "Run":
        """Return the run of a row of a repeat."""
        return Run(given, self.context, {}, dict(self.xpath), set(), self.lists, {}, {}, {})
