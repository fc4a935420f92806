"""How a form stands in a file: the questions of its standalone form, and what it adds to the form's own ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.casework.standalone import MADE_AT, REFERENCE, TITLE, VERSION, facts_asked, number, own_name, standalone
from dashboard.forms import Form, Question


@dataclass(frozen=True)
class Layout:
    """How a form stands in a file."""

    form: Form
    area: str
    asked: tuple[Question, ...]
    added: Mapping[str, str]
    """What the questions that a standalone form adds are called in this form."""
    facts: Mapping[str, Question]

    @classmethod
    def of(cls, form: Form, area: str) -> "Layout":
        """Return how a form of an area stands in a file."""
        added = {name: own_name(form, name) for name in (REFERENCE, MADE_AT, VERSION, TITLE)}
        return cls(form, area, standalone(form, area).questions, added, facts_asked(form, area))

    @property
    def number(self) -> int:
        """The number by which the form is known on the telephone."""
        return number(self.area, self.form.name)
