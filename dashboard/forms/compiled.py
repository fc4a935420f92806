"""The questions of a form with their XPath expressions compiled once, and the order in which they are worked out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any

from dashboard.errors import FormError
from dashboard.forms.expressions import Expression, is_computed
from dashboard.forms.values import Group, Question, Row


class CompiledQuestion:
    """A question with its compiled expressions.

    `around` are the expressions of the groups that it stands in; `row` is what a repeat asks in each of its rows.
    """

    def __init__(self, question: Question, around: Iterable[Expression], row: "CompiledForm | None") -> None:
        def compiled(rule: str) -> Expression | None:
            written = getattr(question, rule)
            where = f"Question {question.name!r}, {rule}"
            return Expression(written, where=where, is_filter=rule == "choice_filter") if written else None

        self.question, self.around, self.row = question, tuple(around), row
        self.relevant = compiled("relevant")
        self.required = compiled("required")
        self.constraint = compiled("constraint")
        self.calculation = compiled("calculation")
        self.choice_filter = compiled("choice_filter")
        self.default = compiled("default") if is_computed(question.default) else None

    @property
    def expressions(self) -> list[Expression]:
        """The question's own expressions, without those of the groups around it."""
        every = [self.relevant, self.required, self.constraint, self.calculation, self.choice_filter, self.default]
        return [expression for expression in every if expression]

    @property
    def needs(self) -> set[str]:
        """The names of the questions that decide whether this one shows and what it may hold.

        What `required` and `constraint` look at does not count: these are checked when all answers are worked out.
        """
        deciding = [*self.around, self.relevant, self.calculation, self.choice_filter]
        names = self.row.looks_outside if self.row else set()
        for expression in deciding:
            if expression:
                names |= expression.names
        return names


class CompiledForm:
    """The compiled questions of a form, or of one row of a repeat; raises FormError for a wrong expression."""

    def __init__(self, questions: tuple[Question, ...], groups: tuple[Group, ...]) -> None:
        _check_names_differ(questions, groups)
        self.groups = groups
        self._relevant = {
            group.name: Expression(group.relevant, where=f"Group {group.name!r}, relevant")
            for group in groups
            if group.relevant
        }
        self.parts: dict[str, CompiledQuestion] = {}
        """The questions by name, as the form writes them one after the other."""
        for question in questions:
            row = CompiledForm(question.row.questions, question.row.groups) if question.row else None
            self.parts[question.name] = CompiledQuestion(question, self._rules_of(question.groups), row)
        self._repeat_of: dict[str, str] = {}
        """For each question inside a repeat, the name of that repeat."""
        for name, part in self.parts.items():
            if part.row is not None:
                self._repeat_of |= dict.fromkeys(part.row.parts, name)

    def find(self, name: str) -> CompiledQuestion | None:
        """Return a question of the form, or of a row of one of its repeats; None for a name that it does not have."""
        repeat = self.parts[self._repeat_of[name]].row if name in self._repeat_of else self
        return repeat.parts.get(name) if repeat else None

    @property
    def fixed(self) -> list[str]:
        """The calculations that look at the value that they have already, as once() does."""
        return [name for name, part in self.parts.items() if part.calculation and part.calculation.looks_at_itself]

    def is_filled(self, answers: Mapping[str, Any]) -> bool:
        """Return whether a person answered any question of a row; 0 is an answer, an empty text or unticked box is none."""
        return any(
            part.question.is_asked and part.question.is_answered_by(answers.get(name))
            for name, part in self.parts.items()
        )

    def as_xpath(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the typed answers of a row as expressions see them; an empty text for each that is missing."""
        return {name: part.question.as_xpath(answers.get(name)) for name, part in self.parts.items()}

    def group_rules(self, group: Group) -> list[Expression]:
        """Return the expressions that must hold for a group to show: its own and those of the groups around it."""
        return self._rules_of((*group.groups, group.name))

    def _rules_of(self, groups: Iterable[str]) -> list[Expression]:
        return [self._relevant[name] for name in groups if name in self._relevant]

    def try_out(self, around: Mapping[str, str] | None = None) -> None:
        """Raise FormError for an expression that cannot be computed, and for questions that depend in a circle.

        For a row of a repeat, `around` has what stands for several rows outside of it, each with its repeat.
        """
        # From outside, a repeat and each question in it stand for several rows; from inside, a question is one answer.
        repeats = {name: name for name, part in self.parts.items() if part.row is not None}
        rows = {**(around or {}), **self._repeat_of, **repeats}
        inside = [expression for part in self.parts.values() for expression in part.expressions]
        for expression in (*self._relevant.values(), *inside):
            expression.try_out(rows, in_row=around is not None)
        _ = self.order  # raises FormError for a circle
        for part in self.parts.values():
            if part.row is not None:
                part.row.try_out({name: repeat for name, repeat in rows.items() if name not in part.row.parts})

    @property
    def looks_outside(self) -> set[str]:
        """The names of the questions outside of a repeat that expressions inside it look at.

        Here `required` and `constraint` count too: a row is checked while its repeat is worked out.
        """
        checks = [check for part in self.parts.values() for check in (part.required, part.constraint) if check]
        needed = {name for part in self.parts.values() for name in part.needs}
        return needed.union(*(check.names for check in checks)) - self.parts.keys()

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The names of the questions, each after those that it needs; raises FormError for a circle."""
        position = {name: index for index, name in enumerate(self.parts)}
        graph = {}
        for name, part in self.parts.items():
            # A question inside a repeat is worked out with its repeat. A repeat may look at itself: the number of
            # its rows is known before they are examined.
            needed = {self._repeat_of.get(needed_name, needed_name) for needed_name in part.needs} & self.parts.keys()
            if part.row:
                needed.discard(name)
            # Sorted, because the order of a set changes from process to process and with it the ring that is named.
            graph[name] = sorted(needed, key=position.__getitem__)
        try:
            return tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            ring = " -> ".join(dict.fromkeys(error.args[1]))
            raise FormError(
                f"The questions {ring} depend on each other in a circle. Break it in one of their rules."
            ) from None


_RULES = ("required", "constraint", "calculation", "choice_filter", "default")


def without_refused(question: Question) -> Question:
    """Return a question of an older form without the expressions that are not taken any more."""
    refused: dict[str, Any] = {rule: "" for rule in _RULES if _is_refused(question, rule)}
    row = question.row and Row(
        questions=tuple(map(without_refused, question.row.questions)), groups=readable_groups(question.row.groups)
    )
    return replace(question, relevant=_readable_relevance(question), row=row, **refused)


def readable_groups(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return the groups of an older form without the expressions that are not taken any more."""
    return tuple(replace(group, relevant=_readable_relevance(group)) for group in groups)


def _readable_relevance(part: Question | Group) -> str:
    # What cannot be read was false for everybody: a note that it hid stays hidden.
    return "false()" if _is_refused(part, "relevant") else part.relevant


def _is_refused(part: Question | Group, rule: str) -> bool:
    written = getattr(part, rule, "")
    if not written or (rule == "default" and not is_computed(written)):
        return False
    try:
        Expression(written, where=rule, is_filter=rule == "choice_filter")
    except FormError:
        return True
    return False


def _check_names_differ(questions: tuple[Question, ...], groups: tuple[Group, ...]) -> None:
    """Raise FormError for a name that two questions or groups have, those inside repeats included."""
    names = [*(question.name for question in questions), *(group.name for group in groups)]
    repeats = [question.row for question in questions if question.row]
    names += [question.name for repeat in repeats for question in repeat.questions]
    names += [group.name for repeat in repeats for group in repeat.groups]
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise FormError(f"The name {name!r} is used twice. Give every question and group a name of its own.")
        seen.add(name)
