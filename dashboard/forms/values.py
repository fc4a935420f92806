"""What a form is made of: questions, groups, choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "text",
    "integer",
    "decimal",
    "date",
    "datetime",
    "select_one",
    "select_multiple",
    "acknowledge",
    "note",
    "calculate",
    "hidden",
    "repeat",
]
ASKED: frozenset[Kind] = frozenset(
    {"text", "integer", "decimal", "date", "datetime", "select_one", "select_multiple", "acknowledge", "repeat"}
)
"""Kinds that a person answers."""


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
    kind: Kind
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
        """Whether one or several of a list are chosen, in the form or from a file."""
        return self.kind in ("select_one", "select_multiple")

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it."""
        return self.kind in ASKED


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
"""Rows of one repeat; more than that is a form of its own."""
