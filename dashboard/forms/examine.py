"""Examine answers: relevance, calculation, choices, problems. Pure; compiled once a form."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any

from dashboard.errors import FormError
from dashboard.forms.coerce import NotAnAnswer, coerce, rows_of, xpath_value
from dashboard.forms.compiled import Compiled
from dashboard.forms.computed import as_answer, at, computed
from dashboard.forms.expressions import Expression, answer_node
from dashboard.forms.state import FormState, Lists, Run
from dashboard.forms.values import MOST_ROWS, Group, Question
from dashboard.i18n import gettext as _

_EMPTY: tuple[Any, ...] = (None, "", (), [], False)


class Machine:
    """A form's compiled expressions, in an order in which each follows what it depends on."""

    def __init__(self, questions: tuple[Question, ...], groups: tuple[Group, ...]) -> None:
        shown = {
            group.name: Expression(group.relevant, where=f"Group {group.name!r}, relevant")
            for group in groups
            if group.relevant
        }
        self.groups = groups
        self._shown = shown
        self.parts = {q.name: Compiled(q, (shown[g] for g in q.groups if g in shown), _of_row(q)) for q in questions}
        self._written = tuple(self.parts)
        self._home = {inner: name for name, part in self.parts.items() if part.row for inner in part.row.parts}

    def try_out(self, around: Iterable[str] = ()) -> None:
        """Raise FormError for a rule that cannot be computed; `around` are node-sets outside of this machine."""
        sets = {*around, *self._home, *self._home.values()}  # a repeat, and seen from outside each question in it
        with at(datetime(2026, 1, 1, tzinfo=UTC)):
            for each in [*self._shown.values(), *(rule for part in self.parts.values() for rule in part.rules)]:
                each.try_out(sets)
        _ = self.order
        for name, part in self.parts.items():
            if part.row is not None:
                part.row.try_out({name})

    @property
    def looks_outside(self) -> set[str]:
        """The questions around a repeat that its row's expressions look at."""
        rules = [each for part in self.parts.values() for each in (part.required, part.constraint) if each]
        named = {name for part in self.parts.values() for name in part.needs}
        return named.union(*(rule.names for rule in rules)) - self.parts.keys()

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Names of questions, each after those that it needs."""
        graph = {
            name: sorted(self._before(part) - ({name} if part.row else set()), key=self._written.index)
            for name, part in self.parts.items()
        }
        try:
            return tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            ring = " -> ".join(dict.fromkeys(error.args[1]))
            raise FormError(
                f"The questions {ring} depend on each other in a circle. Break it in one of their rules."
            ) from None

    def _before(self, part: Compiled) -> set[str]:
        """The questions of this machine that a part needs; one inside a repeat comes with its repeat."""
        return {self._home.get(name, name) for name in part.needs} & self.parts.keys()

    def examine(self, given: Mapping[str, Any], context: Mapping[str, str], now: datetime, lists: Lists) -> FormState:
        """Return what the answers come to at a time (aware)."""
        with at(now):
            return self.run(Run(given, context, {}, {}, set(), lists, {}, {}, {}))

    def run(self, run: Run) -> FormState:
        """Return what the answers of one run come to: of a form, or of a row of a repeat."""
        for name in self.order:
            self._answer(self.parts[name], run)
        run.relevant |= {g.name for g in self.groups if self._group_shows(g, run)}
        required = frozenset(name for name in run.relevant & self.parts.keys() if self._is_required(name, run))
        for name in self._written:
            if name in run.relevant:
                self._check(self.parts[name], name in required, run)
        return self._state(run, required)

    def initial(self, now: datetime) -> dict[str, Any]:
        """Return default answers."""
        answers: dict[str, Any] = {}
        with at(now):
            for name in self._written:
                part = self.parts[name]
                if part.question.default and part.question.is_asked:
                    value = part.default.value({}) if part.default else part.question.default
                    answers[name] = coerce(part.question, as_answer(part.question, value))
        return {name: value for name, value in answers.items() if value is not None}

    def _answer(self, part: Compiled, run: Run) -> None:
        question = part.question
        shows = all(each.holds(run.xpath) for each in part.around)
        if not shows or (part.relevant and not part.relevant.holds(run.xpath)):
            run.xpath[question.name] = "" if part.row is None else []
            run.xpath |= {inner: [] for inner in part.row.parts} if part.row else {}
            return
        run.relevant.add(question.name)
        if part.row is not None:
            value = self._rows(part.row, question.name, run)
        else:
            value = self._value(part, run)
            run.xpath[question.name] = xpath_value(value)
        if value is not None:
            run.answers[question.name] = value

    def _rows(self, row: "Machine", name: str, run: Run) -> Any:
        """Examine each row; outside the repeat its questions are node-sets, as count() and sum() want them."""
        given = rows_of(run.given.get(name))
        filled = [any(value not in _EMPTY for value in each.values()) for each in given]
        run.xpath[name] = [answer_node("") for is_filled in filled if is_filled]
        run.rows[name] = states = tuple(row.run(run.row(each)) for each in given)
        kept = []
        for number, (is_filled, state) in enumerate(zip(filled, states, strict=True), 1):
            if is_filled:
                kept.append(state.answers)
                run.problems |= {f"{name}.{number}.{inner}": text for inner, text in state.problems.items()}
        for inner in row.parts:
            run.xpath[inner] = [answer_node(xpath_value(each.get(inner))) for each in kept]
        if len(kept) > MOST_ROWS:
            run.problems[name] = _("At most {n} can be written down here. Take away what is least needed.").format(
                n=MOST_ROWS
            )
        return tuple(kept) or None

    def _value(self, part: Compiled, run: Run) -> Any:
        question = part.question
        if part.calculation is not None and not question.is_asked:
            return computed(part.calculation.value(run.xpath))
        if question.kind == "hidden":
            return run.context.get(question.name) or question.default or None
        if not question.is_asked:
            return None
        try:
            value = coerce(question, run.given.get(question.name))
        except NotAnAnswer as error:
            run.problems[question.name] = str(error)
            value = None
        return self._among_choices(part, value, run) if question.is_choice else value

    def _among_choices(self, part: Compiled, value: Any, run: Run) -> Any:
        offered = part.question.choices or tuple(run.lists.get(part.question.list_name, ()))
        if part.choice_filter is not None:
            offered = tuple(c for c in offered if part.choice_filter.holds(run.xpath, part.item(c)))
        run.choices[part.question.name] = offered
        names = {choice.name for choice in offered}
        if isinstance(value, tuple):
            return tuple(name for name in value if name in names) or None
        return value if value in names else None

    def _group_shows(self, group: Group, run: Run) -> bool:
        rules = [self._shown[name] for name in (*group.groups, group.name) if name in self._shown]
        return all(rule.holds(run.xpath) for rule in rules)

    def _is_required(self, name: str, run: Run) -> bool:
        part = self.parts[name]
        return part.question.is_asked and part.required is not None and part.required.holds(run.xpath)

    def _check(self, part: Compiled, required: bool, run: Run) -> None:
        question = part.question
        value = run.answers.get(question.name)
        if question.name in run.problems or not question.is_asked:
            return
        if value is None:
            if required:
                run.problems[question.name] = question.required_message or _("This question needs an answer.")
        elif part.constraint and not part.constraint.holds(run.xpath, answer_node(run.xpath[question.name])):
            run.problems[question.name] = question.constraint_message or _(
                "This answer is outside what is possible here."
            )

    def _state(self, run: Run, required: frozenset[str]) -> FormState:
        asked = [
            n for n in self._written if n in run.relevant and self.parts[n].question.is_asked and n not in run.rows
        ]
        inside = [state for name in self._written for state in run.rows.get(name, ())]
        return FormState(
            answers={name: run.answers[name] for name in self._written if name in run.answers},
            relevant=frozenset(run.relevant),
            required=required,
            choices=run.choices,
            problems={key: run.problems[key] for name in self._written for key in run.problems if _top(key) == name},
            answered=sum(name in run.answers for name in asked) + sum(each.answered for each in inside),
            applicable=len(asked) + sum(each.applicable for each in inside),
            rows=run.rows,
        )


def _of_row(question: Question) -> Machine | None:
    return Machine(question.row.questions, question.row.groups) if question.row else None


def _top(problem: str) -> str:
    return problem.partition(".")[0]
