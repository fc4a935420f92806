"""Words for codes: labels in the language of this run, never a raw code on the screen."""

import html

from dashboard import codes
from dashboard.contract import Case
from dashboard.errors import DashboardError
from dashboard.forms import Choice, Form, Question
from dashboard.i18n import area_text, language
from dashboard.i18n import gettext as _

MARKS = {"high": "▲", "medium": "■", "normal": "●", "not_assessed": "○"}
"""Shapes that stand beside the colours of risk levels."""
COLOURS = {"high": "red", "medium": "orange", "normal": "green", "not_assessed": "gray"}


def code(name: str, value: str | None) -> str:
    """Return the label of a code in a list."""
    return codes.label(name, value, language())


def several(name: str, values: tuple[str, ...]) -> str:
    """Return the labels of several codes."""
    return _(", ").join(code(name, value) for value in values)


def choice(package: str, question: Question, each: Choice) -> str:
    """Return the label of a choice: from the code list where the form uses one, else from the form."""
    try:
        if each.name in codes.names(question.list_name) and "audience" in each.columns:
            return code(question.list_name, each.name)
    except DashboardError:
        pass  # a list of the form's own
    return area_text(package, each.label)


def answer(package: str, form: Form, name: str, value: object) -> str:
    """Return an answer in words."""
    question = form.question(name)
    if value is True:
        return _("Confirmed")
    if question.choices:
        labels = {each.name: choice(package, question, each) for each in question.choices}
        chosen = value if isinstance(value, list | tuple) else [value]
        return _(", ").join(labels.get(str(each), str(each)) for each in chosen)
    return str(value)


def risk(level: str | None) -> str:
    """Return "▲ High risk" and the like."""
    level = level or "not_assessed"
    words = {
        "high": _("High risk"),
        "medium": _("Medium risk"),
        "normal": _("Normal risk"),
        "not_assessed": _("Risk not assessed"),
    }
    return f"{MARKS[level]} {words[level]}"


def stream(case: Case) -> str:
    """Return whether it is an adult's or a child's case."""
    return _("Child · TF-CSEA") if case.is_child else _("Adult · TFGBV")


def safe(text: str) -> str:
    """Return text that is safe inside HTML."""
    return html.escape(text)
