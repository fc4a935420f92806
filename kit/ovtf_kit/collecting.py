"""Every string that people read and translators translate: those of the dashboard itself, and those of a plugin."""

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
    """Return every string in the dashboard's own code that goes through gettext, and every text of its forms."""
    catalog = Catalog(project="ovtf-dashboard")
    keywords = {"_": None, "gettext": None, "noted": None, "ngettext": (1, 2)}
    for file, _line, message, _comments, _context in extract_from_dir(str(ROOT), METHODS, keywords=keywords):
        catalog.add(message, locations=[(file, 0)])
    for form in core_forms():
        _add(catalog, _form(form), f"casework/forms/{form.name}.md")
    return catalog


def plugin(declared: Plugin) -> Catalog:
    """Return every string of a plugin's declarations, and of its tasks and checks."""
    catalog = Catalog(project=f"ovtf-{declared.name}")
    if declared.area:
        _add(catalog, (declared.area.label, declared.area.summary), "area")
    for form in declared.forms:
        _add(catalog, _form(form), f"forms/{form.name}")
    _add(catalog, _checklists(declared), "checklists")
    _add(catalog, _services(declared), "services")
    _add(catalog, _figures(declared), "figures")
    _add(catalog, _released(declared), "released")
    _add(catalog, _written(declared.module), "code")
    return catalog


def _add(catalog: Catalog, messages: Iterator[str] | tuple[str, ...], place: str) -> None:
    for message in filter(None, messages):
        catalog.add(message, locations=[(place, 0)])


def _form(form: Form) -> Iterator[str]:
    """Yield every text of a form; choices of code lists have their labels in data/ovtf_data/codes.csv."""
    yield from (form.label, form.because, form.instead)
    for group in form.all_groups:
        yield group.label
    for question in form.all_questions:
        yield from (question.label, question.hint, question.guidance, question.constraint_message)
        yield from (choice.label for choice in question.choices if "audience" not in choice.columns)


def _checklists(plugin: Plugin) -> Iterator[str]:
    for checklist in plugin.checklists:
        yield checklist.label
        for item in checklist.items:
            yield from (item.label, item.hint, item.because, *(decision.because for decision in item.settled_by))


def _services(plugin: Plugin) -> Iterator[str]:
    for service in plugin.services:
        yield from (service.label, service.summary, service.caution, service.hours, service.cost, service.no_referral)
        yield from service.steps


def _figures(plugin: Plugin) -> Iterator[str]:
    for view in plugin.views:
        yield from (view.label, view.note, view.day, *view.words.values())
    for indicator in plugin.indicators:
        yield from (indicator.label, indicator.definition, indicator.day)


def _released(plugin: Plugin) -> Iterator[str]:
    for table in plugin.released:
        yield from (table.label, table.definition, table.note, table.group)
        for codes in table.own.values():
            yield from codes.values()


def _written(module: str) -> Iterator[str]:
    """Yield the sentences in a plugin's tasks and checks, docstrings left out."""
    for path in files(module).iterdir():
        if path.name in ("tasks.py", "rules.py", "checks.py"):
            tree = ast.parse(path.read_text("utf-8"))
            docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if not isinstance(node, ast.Constant) or id(node) in docstrings:
                    continue
                if isinstance(node.value, str) and " " in node.value:  # a text without a space is a name or a code
                    yield node.value
