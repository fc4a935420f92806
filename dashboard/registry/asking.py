"""What plugins are asked while people work, and what of their answers is taken."""

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

Found = TypeVar("Found")
SECONDS = 5.0
HOOKS = ("suggest_tasks", "check_answers")
"""What is asked while someone works on a case."""
MOST_TASKS, LONGEST = 50, 500
STOPPED = noted("It did not come back in time. It is not asked again until you try it.")
NONSENSE = noted("It returned something that it may not return.")


def asked(troubles: Troubles, plugin: Plugin, hook: str, work: Callable[[], Found], otherwise: Found) -> Found:
    """Return what a hook comes to, or `otherwise` when it fails, hangs or was put aside; the failure is kept."""
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
    """Return the tasks that a plugin suggests, those that are tasks."""

    def ask() -> list[Any]:
        lists = plugin.hooks.suggest_tasks(case=case, record=record)
        return list(islice((task for tasks in lists for task in tasks), MOST_TASKS))

    nothing: list[Any] = []
    found = asked(troubles, plugin, "suggest_tasks", ask, nothing)
    good = [each for each in found if is_task(each)]
    if len(good) < len(found):
        troubles.note(plugin.name, "suggest_tasks", NONSENSE)
    return [dataclasses.replace(task, area=plugin.name, case_key=case.key) for task in good]


def is_task(found: Any) -> bool:
    """Whether something is a task that every page can draw and sort."""
    if not isinstance(found, Task) or not isinstance(found.values, Mapping):
        return False
    texts = (found.name, found.label, found.reason, *found.values, *found.values.values())
    due = found.due is None or (isinstance(found.due, datetime) and found.due.tzinfo is not None)
    return due and bool(found.label) and all(isinstance(each, str) and len(each) <= LONGEST for each in texts)


def problems(troubles: Troubles, plugin: Plugin, form: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the problems that a plugin sees in answers, by a question of the form or "" for the whole."""
    names = {question.name for each in plugin.forms if each.name == form for question in each.questions}

    def ask() -> list[Any]:
        return list(plugin.hooks.check_answers(form=form, answers=dict(answers)))

    nothing: list[Any] = []
    found = asked(troubles, plugin, "check_answers", ask, nothing)
    pairs = list(_pairs(found))
    good = {name: harmless(text) for name, text in pairs if _is_problem(name, text, names)}
    if len(good) < len(pairs):
        troubles.note(plugin.name, "check_answers", NONSENSE)
    return good


def _pairs(found: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Yield the pairs of every mapping; anything else is one pair that fits nothing."""
    for each in found:
        yield from each.items() if isinstance(each, dict) else [(None, None)]


def _is_problem(name: Any, text: Any, names: set[str]) -> bool:
    """Whether a page has a place for it: a problem of a question that is not there would refuse the form unseen."""
    has_place = isinstance(name, str) and (not name or not names or name.partition(".")[0] in names)
    return has_place and isinstance(text, str) and 0 < len(text) <= LONGEST
