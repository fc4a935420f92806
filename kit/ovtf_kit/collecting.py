"""Every string that a person reads: of the shell, and of a plugin."""

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from dashboard.casework.core_forms import core_forms
from dashboard.forms import Form
from dashboard.registry import Plugin

ROOT = Path(str(files("dashboard")))
METHODS = [("**.py", "python")]


def shell() -> Catalog:
    """Return every string in the dashboard's own code that goes through gettext, and those of its forms."""
    found = Catalog(project="ovtf-dashboard")
    keywords = {"_": None, "gettext": None, "noted": None, "ngettext": (1, 2)}
    for name, _line, message, _comments, _context in extract_from_dir(str(ROOT), METHODS, keywords=keywords):
        found.add(message, locations=[(name, 0)])
    for form in core_forms():
        _add(found, _form(form), f"casework/forms/{form.name}.md")
    return found


def plugin(each: Plugin) -> Catalog:
    """Return every string of a plugin's declarations, and of its tasks and checks."""
    found = Catalog(project=f"ovtf-{each.name}")
    if each.area:
        _add(found, (each.area.label, each.area.summary), "area")
    for form in each.forms:
        _add(found, _form(form), f"forms/{form.name}")
    _add(found, _checklists(each), "checklists")
    _add(found, _services(each), "services")
    _add(found, _figures(each), "figures")
    _add(found, _released(each), "released")
    _add(found, _written(each.module), "code")
    return found


def _add(catalog: Catalog, messages: Iterator[str] | tuple[str, ...], place: str) -> None:
    for message in filter(None, messages):
        catalog.add(message, locations=[(place, 0)])


def _form(form: Form) -> Iterator[str]:
    """Yield every text of a form; choices of code lists have their labels in data/ovtf_data/codes.csv."""
    yield from (form.label, form.because)
    for group in form.all_groups:
        yield group.label
    for question in form.all_questions:
        yield from (question.label, question.hint, question.guidance, question.constraint_message)
        yield from (each.label for each in question.choices if "audience" not in each.columns)


def _checklists(each: Plugin) -> Iterator[str]:
    for checklist in each.checklists:
        yield checklist.label
        for item in checklist.items:
            yield from (item.label, item.hint, item.because)


def _services(each: Plugin) -> Iterator[str]:
    for service in each.services:
        yield from (service.label, service.summary, service.caution, service.hours, service.cost, *service.steps)


def _figures(each: Plugin) -> Iterator[str]:
    for view in each.views:
        yield from (view.label, view.note, view.day, *view.words.values())
    for indicator in each.indicators:
        yield from (indicator.label, indicator.definition, indicator.day)


def _released(each: Plugin) -> Iterator[str]:
    for table in each.released:
        yield from (table.label, table.definition, table.note)
        for codes in table.own.values():
            yield from codes.values()


def _written(module: str) -> Iterator[str]:
    """Yield the sentences in a plugin's tasks and checks: string constants with a space, docstrings left out."""
    for path in files(module).iterdir():
        if path.name in ("tasks.py", "rules.py", "checks.py"):
            tree = ast.parse(path.read_text("utf-8"))
            said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                    yield from (node.value,) if " " in node.value else ()
