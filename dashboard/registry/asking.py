"""Ask plugins while people work on a case, and take only what fits the contract from their answers."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from dashboard.contract import Case, CaseRecord, Task
from dashboard.errors import DashboardError
from dashboard.i18n import harmless, noted
from dashboard.registry.calling import PluginFailed, PluginHangs, call
from dashboard.registry.plugin import Plugin
from dashboard.registry.troubles import Troubles

Answer = TypeVar("Answer")
SECONDS = 5.0
"""How long a person waits at most for one plugin."""
HOOKS = ("suggest_tasks", "check_answers")
"""The hooks that are asked while someone works on a case."""
MOST_TASKS, LONGEST = 50, 500
"""Tasks of one plugin for a case, and characters of one text: a plugin may not fill the page."""
STOPPED = noted("It did not come back in time. It is not asked again until you try it.")
NONSENSE = noted("It returned something that it may not return.")


def asked(troubles: Troubles, plugin: Plugin, hook: str, work: Callable[[], Answer], otherwise: Answer) -> Answer:
    """Return what a plugin's hook answers, or `otherwise` when it fails or hangs; that is then listed in `troubles`.

    A hook that hung before is not asked at all until an administrator tries it again.
    """
    if troubles.is_aside(plugin.name, hook):
        return otherwise
    try:
        return call(work, SECONDS)
    except PluginHangs:
        troubles.note(plugin.name, hook, STOPPED, aside=True)
    except PluginFailed as error:
        troubles.note(plugin.name, hook, str(error))
    except DashboardError as error:  # its text is the plugin's, and may hold an answer
        troubles.note(plugin.name, hook, type(error).__name__)
    return otherwise


def suggestions(troubles: Troubles, plugin: Plugin, case: Case, record: CaseRecord) -> list[Task]:
    """Return the tasks that a plugin suggests; anything else in its answer is left out and listed in `troubles`."""

    declared = plugin.area.hours if plugin.area else {}
    record = dataclasses.replace(record, hours={**declared, **record.hours})

    def ask() -> list[Any]:
        # Read to the end here, inside the deadline: a plugin may return a generator, even an endless one.
        lists = plugin.hooks.suggest_tasks(case=case, record=record)
        return list(islice((task for tasks in lists for task in tasks), MOST_TASKS))

    nothing: list[Any] = []
    suggested = asked(troubles, plugin, "suggest_tasks", ask, nothing)
    tasks = [suggestion for suggestion in suggested if is_task(suggestion)]
    if len(tasks) < len(suggested):
        troubles.note(plugin.name, "suggest_tasks", NONSENSE)
    # Area and case are ours to say: a plugin cannot put a task into another area or on another case.
    return [dataclasses.replace(task, area=plugin.name, case_key=case.key) for task in tasks]


def is_task(suggestion: Any) -> bool:
    """Whether something is a task that every page can draw and sort."""
    if not isinstance(suggestion, Task) or not isinstance(suggestion.values, Mapping):
        return False
    own = (suggestion.name, suggestion.label, suggestion.reason, suggestion.form, suggestion.item)
    texts = (*own, *suggestion.values, *suggestion.values.values())
    # A naive time cannot be compared with an aware one: sorting the list of all tasks would fail.
    due = suggestion.due is None or (isinstance(suggestion.due, datetime) and suggestion.due.tzinfo is not None)
    return due and bool(suggestion.label) and all(isinstance(text, str) and len(text) <= LONGEST for text in texts)


def problems(troubles: Troubles, plugin: Plugin, form: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the problems that a plugin sees in the answers to a form, by the name of a question ("" for the form)."""
    declared = next((declared for declared in plugin.forms if declared.name == form), None)
    question_names = {question.name for question in declared.questions} if declared else set()

    def ask() -> list[Any]:
        return list(plugin.hooks.check_answers(form=form, answers=dict(answers)))

    nothing: list[Any] = []
    pairs = list(_pairs(asked(troubles, plugin, "check_answers", ask, nothing)))
    valid = {question: harmless(text) for question, text in pairs if _is_problem(question, text, question_names)}
    if len(valid) < len(pairs):
        troubles.note(plugin.name, "check_answers", NONSENSE)
    return valid


def _pairs(returned: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Yield (question, problem) from every dict that a plugin returned; (None, None) for what is no dict.

    `_is_problem` refuses (None, None).
    """
    for by_question in returned:
        if isinstance(by_question, dict):
            yield from by_question.items()
        else:
            yield None, None


def _is_problem(question: Any, text: Any, question_names: set[str]) -> bool:
    """Whether the page of the form can show this problem: its question is in the form, and its text is not too long."""
    # A problem at a question that is not there would refuse the form, and nobody would see why.
    has_place = isinstance(question, str) and (
        not question or not question_names or question.partition(".")[0] in question_names
    )
    return has_place and isinstance(text, str) and 0 < len(text) <= LONGEST
