"""Compiled: one question with its expressions, compiled once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dashboard.forms.expressions import Expression, item_node
from dashboard.forms.values import Choice, Question

if TYPE_CHECKING:
    from dashboard.forms.examine import Machine

EXPRESSIONS = ("relevant", "required", "constraint", "calculation", "choice_filter")


class Compiled:
    """One question with its compiled expressions; `row` is the machine of a repeat's rows."""

    def __init__(self, question: Question, around: Iterable[Expression], row: "Machine | None") -> None:
        self.question, self.around, self.row = question, tuple(around), row
        where = f"Question {question.name!r}"
        for name in EXPRESSIONS:
            written = getattr(question, name)
            setattr(self, name, Expression(written, where=f"{where}, {name}") if written else None)
        dynamic = question.default.endswith(")") or "${" in question.default
        self.default = Expression(question.default, where=f"{where}, default") if dynamic else None
        self.items = (
            {choice.name: item_node(choice.columns) for choice in question.choices} if question.choice_filter else {}
        )

    def item(self, choice: Choice) -> Any:
        """Return what a choice_filter looks at."""
        return self.items[choice.name] if choice.name in self.items else item_node(choice.columns)

    relevant: Expression | None
    required: Expression | None
    constraint: Expression | None
    calculation: Expression | None
    choice_filter: Expression | None

    @property
    def rules(self) -> list[Expression]:
        """Every expression of the question."""
        found = [self.relevant, self.required, self.constraint, self.calculation, self.choice_filter, self.default]
        return [each for each in found if each]

    @property
    def needs(self) -> set[str]:
        """The questions that decide whether this one shows and what it may hold."""
        found = [*self.around, self.relevant, self.calculation, self.choice_filter]
        own = {name for expression in found if expression for name in expression.names}
        return own | self.row.looks_outside if self.row else own
