"""Examining answers: which questions show, what calculations come to, which choices there are, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from dashboard.forms.compiled import CompiledForm, CompiledQuestion
from dashboard.forms.expressions import as_text
from dashboard.forms.functions import examined_at
from dashboard.forms.kinds import KINDS, NotAnAnswer, rows_of
from dashboard.forms.operators import Scope
from dashboard.forms.values import MOST_ROWS, Choice
from dashboard.forms.xvalues import Nodes
from dashboard.i18n import gettext as _

Lists = Mapping[str, Sequence[Choice]]
"""The choices of lists that come from a file, by the name of the file ("services.csv")."""


@dataclass(frozen=True)
class FormState:
    """The result of examining answers: visible questions, calculated values, choices, problems.

    `answers` are the typed answers by question, with the results of calculations and without questions that do not
    show. `relevant` names the questions and groups that show, `required` the questions that must be answered;
    `choices` are those on offer, by question. `problems` has a sentence for each question whose answer is wrong or
    missing; `missing` names those that were not answered yet. Of `applicable` questions that show to a person,
    `answered` have an answer. `rows` holds the state of each row of a repeat, in the order in which the rows were
    given; a problem in a row is also in `problems`, under "repeat.number.question" (the first row is 1). `answers`
    leave out rows without any answer. `fixed` are the calculations that keep their first value, as once() does: a
    draft holds them.
    """

    answers: dict[str, Any]
    relevant: frozenset[str]
    required: frozenset[str]
    choices: dict[str, tuple[Choice, ...]]
    problems: dict[str, str]
    missing: frozenset[str]
    answered: int
    applicable: int
    rows: dict[str, tuple["FormState", ...]] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)

    @property
    def wrong(self) -> dict[str, str]:
        """The problems of answers that were given: what a person sees beside the question while filling in."""
        return {place: text for place, text in self.problems.items() if place not in self.missing}

    def fix(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers that were examined together with what is `fixed`, in rows of repeats too."""
        rows = {
            repeat: tuple(state.fix(row) for state, row in zip(states, rows_of(answers.get(repeat)), strict=True))
            for repeat, states in self.rows.items()
            if any(state.fixed for state in states)
        }
        return {**answers, **rows, **self.fixed}


def examine(
    form: CompiledForm, given: Mapping[str, Any], context: Mapping[str, str], now: datetime, lists: Lists
) -> FormState:
    """Return the state of a form with the answers `given` so far, at the time `now` (aware); nothing is stored."""
    with examined_at(now):
        return _Examination(form, given, context, lists).state()


def default_answers(form: CompiledForm, now: datetime) -> dict[str, Any]:
    """Return the answers that a new draft, or a new row of a repeat, begins with."""
    answers: dict[str, Any] = {}
    with examined_at(now):
        for name, part in form.parts.items():
            question = part.question
            if not (question.default and question.is_asked):
                continue
            default = part.default.value(Scope({})) if part.default else question.default
            if isinstance(default, float):  # a day that was reckoned with is a number of days
                default = KINDS[question.kind].computed(default)
            answer = question.read(default)
            if answer is not None:
                answers[name] = answer
    return answers


class _Examination:
    """One set of answers while it is examined: those of a form, or of one row of a repeat.

    `_xpath` holds answers as expressions see them; in a row, it begins with those of `outer`, the form around the
    repeat. `number` is that of the row among those with an answer.
    """

    def __init__(
        self,
        form: CompiledForm,
        given: Mapping[str, Any],
        context: Mapping[str, str],
        lists: Lists,
        outer: "_Examination | None" = None,
        number: int = 0,
    ) -> None:
        self._form, self._given, self._context, self._lists, self._outer = form, given, context, lists, outer
        self._xpath: dict[str, Any] = dict(outer._xpath) if outer else {}
        self._scope = Scope(self._xpath, position=number, label=self._label)
        self._answers: dict[str, Any] = {}
        self._relevant: set[str] = set()
        self._choices: dict[str, tuple[Choice, ...]] = {}
        self._problems: dict[str, str] = {}
        self._missing: set[str] = set()
        self._rows: dict[str, tuple[FormState, ...]] = {}

    def state(self) -> FormState:
        """Work out every answer, then check those that show: a check may look at an answer further down."""
        parts = self._form.parts
        for name in self._form.order:
            self._work_out(parts[name])
        shown = [part for name, part in parts.items() if name in self._relevant]
        required = frozenset(
            part.question.name
            for part in shown
            if part.question.is_asked and part.required is not None and part.required.holds(self._scope)
        )
        for part in shown:
            self._check(part, part.question.name in required)
        return self._as_state(shown, required)

    def _work_out(self, part: CompiledQuestion) -> None:
        """Put the answer to a question that shows into `_answers`, and as expressions see it into `_xpath`."""
        name = part.question.name
        shows = all(rule.holds(self._scope) for rule in part.around)
        if not shows or (part.relevant and not part.relevant.holds(self._scope)):
            self._xpath[name] = "" if part.row is None else Nodes()
            if part.row is not None:
                self._xpath |= dict.fromkeys(part.row.parts, Nodes())
            return
        self._relevant.add(name)
        if part.row is not None:
            answer = self._rows_answer(part.row, name)
        else:
            answer = self._answer(part)
            self._xpath[name] = part.question.as_xpath(answer)
        if answer is not None:
            self._answers[name] = answer

    def _rows_answer(self, row: CompiledForm, name: str) -> Any:
        """Examine the rows of the repeat `name` and return the answers of those that are filled.

        Expressions outside of the repeat see it and its questions as Nodes, as count() and sum() want them.
        """
        given = rows_of(self._given.get(name))
        filled = [row.is_filled(answers) for answers in given]
        # Before the rows are examined: their expressions may count the rows.
        self._xpath[name] = Nodes([""] * sum(filled), [{}] * sum(filled))
        states = tuple(
            _Examination(row, answers, self._context, self._lists, self, sum(filled[:before]) + 1).state()
            for before, answers in enumerate(given)
        )
        self._rows[name] = states
        kept = []
        # Numbered with the empty rows, because the screen shows those too.
        for number, (is_filled, state) in enumerate(zip(filled, states, strict=True), 1):
            if is_filled:
                kept.append(state.answers)
                self._problems |= {f"{name}.{number}.{inner_name}": text for inner_name, text in state.problems.items()}
                self._missing |= {f"{name}.{number}.{inner_name}" for inner_name in state.missing}
        seen = [row.as_xpath(answers) for answers in kept]
        self._xpath[name] = Nodes([""] * len(seen), seen)
        self._xpath |= {inner_name: Nodes([answers[inner_name] for answers in seen], seen) for inner_name in row.parts}
        if len(kept) > MOST_ROWS:
            too_many = _("At most {n} can be written down here. Take away what is least needed.")
            self._problems[name] = too_many.format(n=MOST_ROWS)
        return tuple(kept) or None

    def _answer(self, part: CompiledQuestion) -> Any:
        """Return the typed answer to a question that shows and is no repeat: calculated, from the context, or given."""
        question = part.question
        if part.calculation is not None and not question.is_asked:
            before = self._given.get(question.name) or ""
            return as_text(part.calculation.value(replace(self._scope, here=str(before))))
        if question.kind == "hidden":
            return self._context.get(question.name) or question.default or None
        if not question.is_asked:
            return None
        try:
            answer = question.read(self._given.get(question.name))
        except NotAnAnswer as error:
            self._problems[question.name] = str(error)
            answer = None
        return self._among_choices(part, answer) if question.is_choice else answer

    def _among_choices(self, part: CompiledQuestion, answer: Any) -> Any:
        """Put the choices on offer into `_choices`; return the answer without choices that are not on offer."""
        question = part.question
        offered = question.choices or tuple(self._lists.get(question.list_name, ()))
        if part.choice_filter is not None:
            holds, scope = part.choice_filter.holds, self._scope
            offered = tuple(choice for choice in offered if holds(replace(scope, columns=choice.columns)))
        self._choices[question.name] = offered
        offered_names = {choice.name for choice in offered}
        if isinstance(answer, tuple):  # several choices
            return tuple(chosen for chosen in answer if chosen in offered_names) or None
        return answer if answer in offered_names else None

    def _check(self, part: CompiledQuestion, required: bool) -> None:
        """Put down a problem for an answer that is missing or breaks its constraint; the first problem stays."""
        question = part.question
        if question.name in self._problems or not question.is_asked:
            return
        if question.name not in self._answers:
            if required:
                self._missing.add(question.name)
                self._problems[question.name] = question.required_message or _("This question needs an answer.")
        elif part.constraint and not part.constraint.holds(replace(self._scope, here=self._xpath[question.name])):
            self._problems[question.name] = question.constraint_message or _(
                "This answer is outside what is possible here."
            )

    def _label(self, name: str, choice_name: str) -> str:
        """Return what a choice of a question is called; "" when there is no such choice."""
        part = self._form.find(name)
        if part is None:
            return self._outer._label(name, choice_name) if self._outer else ""
        offered = part.question.choices or self._lists.get(part.question.list_name, ())
        return next((choice.label for choice in offered if choice.name == choice_name), "")

    def _as_state(self, shown: list[CompiledQuestion], required: frozenset[str]) -> FormState:
        names = list(self._form.parts)
        groups = {
            group.name
            for group in self._form.groups
            if all(rule.holds(self._scope) for rule in self._form.group_rules(group))
        }
        # A repeat counts by the questions in its rows, not as a question.
        asked = [part.question.name for part in shown if part.question.is_asked and part.row is None]
        inside = [state for name in names for state in self._rows.get(name, ())]
        # In the order of the form. What is wrong under "children.2.age" belongs to its question "children".
        places = sorted(self._problems, key=lambda place: names.index(place.partition(".")[0]))
        return FormState(
            answers={name: self._answers[name] for name in names if name in self._answers},
            relevant=frozenset(self._relevant | groups),
            required=required,
            choices=self._choices,
            problems={place: self._problems[place] for place in places},
            missing=frozenset(self._missing),
            answered=sum(name in self._answers for name in asked) + sum(state.answered for state in inside),
            applicable=len(asked) + sum(state.applicable for state in inside),
            rows=self._rows,
            fixed={name: self._answers[name] for name in self._form.fixed if name in self._answers},
        )
