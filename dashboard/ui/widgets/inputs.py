"""One question, one widget. Values go in and out through session state, so nothing counts as answered by default."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import streamlit as st

from dashboard.forms import KINDS, Choice, Question
from dashboard.forms.expressions import as_text
from dashboard.forms.kinds import NotAnAnswer
from dashboard.i18n import BAGHDAD, month
from dashboard.i18n import gettext as _

MONTHS = 12 * 21
"""A month may be chosen so far back."""
FEW, SOME = 7, 14
"""Up to FEW choices (where one is allowed) or SOME (where several are) stand on the screen; more are in a list to
open.
"""


def draw(
    question: Question,
    label: str,
    hint: str,
    key: str,
    options: Sequence[Choice],
    words: Callable[[Choice], str],
    changed: Callable[[], None],
) -> None:
    """Draw the widget of a question. Its value is already in the session under `key`; `words` returns the label of
    a choice, and `changed` runs when a person changes the value.
    """
    common: dict[str, Any] = {"key": key, "help": hint or None, "on_change": changed, "disabled": question.read_only}
    if question.is_choice:
        _choose(question, label, common, options, words)
    else:
        _WIDGETS[question.kind](question, label, common)


def _choose(
    question: Question, label: str, common: dict[str, Any], options: Sequence[Choice], words: Callable[[Choice], str]
) -> None:
    labels = {choice.name: words(choice) for choice in options}
    names = list(labels)
    if not names:
        st.selectbox(label, (), index=None, placeholder=_("Nothing is listed here: leave it empty"), disabled=True)
        return
    if question.kind == "select_multiple":
        if len(names) <= SOME:
            st.pills(label, names, selection_mode="multi", format_func=labels.__getitem__, **common)
        else:
            st.multiselect(label, names, format_func=labels.__getitem__, **common)
    elif len(names) <= FEW and "minimal" not in question.appearance:
        st.radio(
            label,
            names,
            index=None,
            format_func=labels.__getitem__,
            horizontal="horizontal" in question.appearance,
            **common,
        )
    else:
        st.selectbox(label, names, index=None, format_func=labels.__getitem__, placeholder="", **common)


def _text(question: Question, label: str, common: dict[str, Any]) -> None:
    # Without max_chars: with it, the browser throws away a pasted text that is too long, and nobody is told.
    widget = st.text_area if "multiline" in question.appearance else st.text_input
    widget(label, **common)


def _number(_question: Question, label: str, common: dict[str, Any]) -> None:
    # Not st.number_input: there Arabic and Persian digits cannot be typed, and 17.6 silently becomes 17.
    st.text_input(label, **common)


def _date(question: Question, label: str, common: dict[str, Any]) -> None:
    today = datetime.now(BAGHDAD).date()
    if "month-year" in question.appearance:
        # From December of this year backwards; months that have not begun are left out below.
        months = [date(today.year - back // 12, 12 - back % 12, 1) for back in range(MONTHS)]
        st.selectbox(
            label,
            [start for start in months if start <= today],
            index=None,
            format_func=month,
            placeholder="",
            **common,
        )
        return
    st.date_input(
        label,
        value=None,
        min_value=date(2000, 1, 1),
        max_value=today + timedelta(days=1100),
        format="DD/MM/YYYY",
        **common,
    )


def _datetime(_question: Question, label: str, common: dict[str, Any]) -> None:
    st.datetime_input(label, value=None, format="DD/MM/YYYY", **common)


def _acknowledge(_question: Question, label: str, common: dict[str, Any]) -> None:
    st.checkbox(label, **common)


_WIDGETS: dict[str, Callable[[Question, str, dict[str, Any]], None]] = {
    "text": _text,
    "integer": _number,
    "decimal": _number,
    "date": _date,
    "datetime": _datetime,
    "acknowledge": _acknowledge,
}


def to_widget(question: Question, value: Any, options: Sequence[Choice]) -> Any:
    """Return an answer in the type that its widget takes; a choice that is not offered any more is left out."""
    names = {choice.name for choice in options}
    if isinstance(value, date) and "month-year" in question.appearance:
        return value.replace(day=1)
    if question.kind == "select_multiple":
        return [name for name in value or () if name in names]
    if question.kind == "select_one":
        return value if value in names else None
    if question.kind == "acknowledge":
        return bool(value)
    if question.kind == "datetime" and isinstance(value, datetime):
        return value.astimezone(BAGHDAD).replace(tzinfo=None)
    if KINDS[question.kind].typed_in:
        return as_text(float(value)) if isinstance(value, int | float) else value or ""
    return value


def from_widget(question: Question, value: Any) -> Any:
    """Return the value of a widget in the type in which the form keeps answers; what is no number stays as typed."""
    if question.kind in ("integer", "decimal"):
        try:
            return question.read(value)
        except NotAnAnswer:
            return value
    if question.kind == "datetime" and isinstance(value, datetime):
        return value.replace(tzinfo=BAGHDAD)
    return tuple(value) if isinstance(value, list) else value
