"""Do the two hooks that are asked about a case answer as they must? What they get wrong is otherwise skipped."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from dashboard.actions.work.persons import unsafe_people
from dashboard.contract import Case, CaseRecord, Task
from dashboard.errors import DashboardError
from dashboard.forms import Form, from_json, rows_of
from dashboard.registry.asking import SECONDS
from dashboard.registry.calling import PluginFailed, PluginHangs, call
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject

LATE = f"it did not come back within {SECONDS:g} seconds"
SOME = 120
"""How many invented cases give answers to check_answers: reading answers is slow."""


@rule()
def tasks_suggested(subject: Subject) -> Iterator[Finding]:
    """suggest_tasks returns a list of Task for every case, each with a label, a reason and a name of its own."""
    reported: set[str] = set()
    for case, record in _invented(subject):
        mistake = _wrong_tasks(subject, case, record)
        if mistake and mistake not in reported:
            reported.add(mistake)
            yield Finding(
                where="suggest_tasks",
                found=mistake,
                expected="a list of Task, each with label, reason, its own name, and a due time with a zone or None",
                todo="Try it on ovtf_kit.examples.a_case() and a_record() in a test of yours.",
            )
            if mistake.startswith(LATE):
                return  # every further case would take as long


def _invented(subject: Subject) -> Iterator[tuple[Case, CaseRecord]]:
    """Return each invented case with what the plugin's area may read of its record."""
    context, hours = subject.workspace.context, subject.plugin.area.hours if subject.plugin.area else {}
    for case, file in subject.workspace.case_files:
        material, unsafe = file.has_child_material(context, case), unsafe_people(context, case, file)
        record = file.of_area(subject.name, has_child_material=material, unsafe=unsafe)
        yield case, replace(record, hours=hours)


def _wrong_tasks(subject: Subject, case: Case, record: CaseRecord) -> str:
    """Return what is wrong with the tasks that the plugin suggests for a case, "" when they are right."""
    answered, stopped = _asked(lambda: list(subject.plugin.hooks.suggest_tasks(case=case, record=record)))
    if stopped:
        return f"{stopped} at an invented case ({_described(case)})"
    if not all(isinstance(answer, list | tuple) for answer in answered):
        return "it returned something else than a list of Task"
    tasks = [task for answer in answered for task in answer]
    if not all(isinstance(task, Task) for task in tasks):
        return "it returned something else than a list of Task"
    names = [task.name for task in tasks]
    if twice := {name for name in names if names.count(name) > 1}:
        return f"two tasks have one name: {', '.join(sorted(twice))}"
    for task in tasks:
        if not (task.label and task.reason):
            return f"no label or no reason: {task.name}"
    for task in tasks:
        if task.due is not None and task.due.tzinfo is None:
            return f"a due time without a zone: {task.name}"
    return ""


def _asked(work: Callable[[], list[Any]]) -> tuple[list[Any], str]:
    """Return what a hook answers and "", or nothing and how it failed; it has as long as in the dashboard."""
    try:
        return call(work, SECONDS), ""
    except PluginHangs:
        return [], LATE
    except PluginFailed as error:
        return [], f"it stopped with {error}"
    except DashboardError as error:
        return [], f"it stopped with {type(error).__name__}"


def _described(case: Case) -> str:
    return f"{case.stream}, {case.risk_level or 'not assessed'}, {case.status}"


@rule()
def answers_checked(subject: Subject) -> Iterator[Finding]:
    """check_answers returns a problem for names of questions only, in words, whatever was answered."""
    for form in subject.plugin.forms:
        mistakes = (_wrong_problems(subject, form, answers) for answers in _answers(subject, form))
        mistake = next(filter(None, mistakes), "")
        if mistake:
            yield Finding(
                where=f"check_answers, form {form.name}",
                found=mistake,
                expected="a dict: the name of a question, and a sentence that says what to correct; {} when all is well",
                todo="Use answers.get(...): every question may be unanswered.",
            )


def _answers(subject: Subject, form: Form) -> Iterator[dict[str, Any]]:
    """Yield no answers at all, then the newest answers to a form in some invented cases."""
    yield {}
    for _case, record in islice(_invented(subject), SOME):
        yield from (from_json(form, entry.answers) for entry in record.entries(form.name)[:1])


def _wrong_problems(subject: Subject, form: Form, answers: dict[str, Any]) -> str:
    """Return what is wrong with the problems that check_answers finds in these answers, "" when they are right."""
    answered, stopped = _asked(lambda: list(subject.plugin.hooks.check_answers(form=form.name, answers=answers)))
    if stopped:
        return f"{stopped} at {'invented' if answers else 'no'} answers"
    if not all(isinstance(problems, dict) for problems in answered):
        return "it returned something else than a dict"
    unknown = [str(name) for problems in answered for name in problems if not has_place(form, answers, str(name))]
    return f"it complains about {unknown[0]!r}, which is no question of the form" if unknown else ""


def has_place(form: Form, answers: Mapping[str, Any], name: str) -> bool:
    """Whether a problem can be shown at `name`: "" (the whole form), a question, or one in a filled row of a repeat.

    A question in a row is, for example, "children.2.age".
    """
    if not name:
        return True
    top, _dot, inside = name.partition(".")
    question = next((question for question in form.questions if question.name == top), None)
    if question is None or not inside:
        return question is not None
    number, _dot, inner = inside.partition(".")
    asked = [inner.name for inner in question.row.questions] if question.row else []
    return inner in asked and number in map(str, range(1, len(rows_of(answers.get(top))) + 1))
