"""Words for codes: labels in the language of this run, never a raw code on the screen."""

import html
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal

from dashboard import codes
from dashboard.actions.context import Context
from dashboard.actions.work.checking import lists
from dashboard.actions.work.forms import label
from dashboard.contract import Case
from dashboard.errors import DashboardError
from dashboard.forms import Choice, Form, Question, rows_of
from dashboard.i18n import area_text, day, language, moment, month
from dashboard.i18n import gettext as _

MARKS = {"high": "▲", "medium": "■", "normal": "●", "not_assessed": "○"}
"""Shapes that stand beside the colours of risk levels."""
Colour = Literal["red", "orange", "green", "gray"]
COLOURS: dict[str, Colour] = {"high": "red", "medium": "orange", "normal": "green", "not_assessed": "gray"}


def code(name: str, value: str | None) -> str:
    """Return the label of the code `value` in the code list `name`."""
    return codes.label(name, value, language())


def several(name: str, values: tuple[str, ...]) -> str:
    """Return the labels of several codes of the code list `name`, with commas between them."""
    return _(", ").join(code(name, value) for value in values)


def meanings(audience: str, among: Collection[str] = ()) -> str:
    """Return what the types of online violence mean for adults or children, as a Markdown list; `among` limits it."""
    shown = [meaning for meaning in codes.meanings(audience) if not among or meaning.code in among]
    return "\n".join(f"- **{code('violence_type', meaning.code)}**: {meaning.text(language())}" for meaning in shown)


def choice(package: str, question: Question, each: Choice) -> str:
    """Return the label of a choice: from the code list where the form uses one, else from the form."""
    try:
        if each.name in codes.names(question.list_name) and "audience" in each.columns:
            return code(question.list_name, each.name)
    except DashboardError:
        pass  # a list of the form's own
    return area_text(package, each.label)


def answer(context: Context, package: str, form: Form, name: str, value: object) -> str:
    """Return the answer to the question called `name` in words."""
    return said(context, package, form, form.question(name), value)


def said(context: Context, package: str, form: Form, question: Question, value: object) -> str:
    """Return the answer to a question in words; for a repeat, the number of its rows."""
    if question.row is not None:
        return str(len(rows_of(value)))
    if value is True:
        return _("Confirmed")
    if question.is_choice:
        offered = question.choices or lists(context, form).get(question.list_name, ())
        labels = {option.name: choice(package, question, option) for option in offered}
        chosen = value if isinstance(value, list | tuple) else [value]
        return _(", ").join(labels.get(str(name), str(name)) for name in chosen)
    return _date(question, str(value)) if question.kind in ("date", "datetime") else str(value)


def _date(question: Question, value: str) -> str:
    when = datetime.fromisoformat(value)
    if "month-year" in question.appearance:
        return month(when.date())
    return day(when.date()) if question.kind == "date" else moment(when)


def form_label(context: Context, area: str, name: str) -> str:
    """Return the label of a form; words that say so where its area is not installed any more."""
    try:
        return area_text(context.registry.module(area), label(context, area, name))
    except DashboardError:
        return _("a form whose area is not installed any more")


def return_reason(code: str) -> str:
    """Return in words the reason (a code) for which a supervisor sent a form back."""
    reasons = {
        "incomplete": _("something is missing"),
        "unclear": _("something is not clear"),
        "not_safe": _("it is not safe like this"),
        "too_early": _("it is too early"),
    }
    return reasons.get(code, code)


def of_effect(context: Context, effect: str, code: str) -> str:
    """Return the words for a code that a form has set on a case, such as the reason why a risk level was decided.

    `effect` is the name in `Form.sets` under which the form set it: the words are those of that question's choices.
    Reasons that a form computes have their words in the code list risk_reason.
    """
    for area, form in context.registry.forms():
        if effect in form.sets:
            question = form.question(form.sets[effect])
            for offered in question.choices:
                if offered.name == code:
                    return choice(context.registry.module(area), question, offered)
    return codes.label("risk_reason", code, language()).replace("_", " ")


def table(rows: Mapping[str, str]) -> str:
    """Return facts (name and value) as an HTML table, a row each."""
    cells = "".join(f"<tr><th scope='row'>{safe(name)}</th><td>{safe(value)}</td></tr>" for name, value in rows.items())
    return f"<table class='ovtf-facts'>{cells}</table>"


def risk(level: str | None) -> str:
    """Return a risk level with its mark, such as "▲ High risk"."""
    level = level or "not_assessed"
    words = {
        "high": _("High risk"),
        "medium": _("Medium risk"),
        "normal": _("Normal risk"),
        "not_assessed": _("Risk not assessed"),
    }
    return f"{MARKS[level]} {words[level]}"


def stream(case: Case) -> str:
    """Return in words whether a case is an adult's or a child's; whose age nobody knows is protected as a child."""
    if case.stream == "unknown":
        return _("Age not known · as a child")
    return _("Child · TF-CSEA") if case.is_child else _("Adult · TFGBV")


def safe(text: str) -> str:
    """Return text that is safe inside HTML."""
    return html.escape(text)
