"""What a form is made of: questions, groups, choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.forms.kinds import KINDS, KindName, NotAnAnswer


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One choice of a list; `columns` are what a choice_filter may look at."""

    name: str
    label: str
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One row of a form that holds, shows or computes something; expressions are XPath as in XLSForm.

    The answer to a "repeat" is a list of rows, and `row` is what is asked in each.
    """

    name: str
    kind: KindName
    label: str = ""
    hint: str = ""
    guidance: str = ""
    required: str = ""
    required_message: str = ""
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    calculation: str = ""
    default: str = ""
    choices: tuple[Choice, ...] = ()
    list_name: str = ""
    choice_filter: str = ""
    appearance: str = ""
    read_only: bool = False
    groups: tuple[str, ...] = ()
    row: "Row | None" = None

    @property
    def is_choice(self) -> bool:
        """Whether the answer is one or several choices of a list, which is in the form or comes from a file."""
        return KINDS[self.kind].choice

    @property
    def is_asked(self) -> bool:
        """Whether a person answers the question; notes, calculations and hidden questions are not asked."""
        return KINDS[self.kind].asked

    def read(self, value: Any) -> Any:
        """Return a typed answer, or None for an empty one; raise NotAnAnswer with what was expected."""
        return KINDS[self.kind].typed(value, [choice.name for choice in self.choices])

    def is_answered_by(self, value: Any) -> bool:
        """Return whether something was given, also when it cannot be read."""
        try:
            return self.read(value) is not None
        except NotAnAnswer:
            return True

    def as_xpath(self, value: Any) -> Any:
        """Return a typed answer as expressions see it; an empty one is the empty text."""
        return "" if value is None else KINDS[self.kind].xpath(value)


@dataclass(frozen=True, kw_only=True)
class Group:
    """A section of a form; `groups` are the sections around it."""

    name: str
    label: str = ""
    relevant: str = ""
    appearance: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is asked in each row of a repeat."""

    questions: tuple[Question, ...]
    groups: tuple[Group, ...] = ()


MOST_ROWS = 50
"""How many rows a repeat may have; what needs more is better a form of its own."""
