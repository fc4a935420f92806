"""Two versions of the answers to a form, side by side, question by question, in words."""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

import streamlit as st

from dashboard.actions.work.drafting import Conflict
from dashboard.forms import Question, rows_of
from dashboard.forms.comparing import differing
from dashboard.i18n import gettext as _
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.widgets import words
from dashboard.ui.widgets.sheet import Sheet

Answers = dict[str, Any]


def conflict(sheet: Sheet, mine: Answers, told: Conflict, take: Callable[[Sheet, str], None]) -> None:
    """Draw what somebody else recorded beside what is being sent in; `take` takes their answer to one question."""
    st.warning(quoted_lines(told.text))
    names = differing(sheet.form, mine, told.theirs) if told.theirs else []
    if told.theirs and not names:
        st.caption(_("Nothing differs any more."))
    table(sheet, {name: mine.get(name) for name in names}, told.theirs, _("Yours"), _("On record"))
    with st.container(horizontal=True):
        for name in names:
            label = _("Take what is on record: {question}").format(question=sheet.text(sheet.form.question(name).label))
            st.button(label, key=sheet.field(f"take.{name}"), type="tertiary", on_click=take, args=(sheet, name))


def table(sheet: Sheet, mine: Answers, theirs: Answers, mine_label: str, theirs_label: str) -> None:
    """Draw the questions in `mine` with both answers."""
    rows = [
        row
        for name in mine
        for row in _rows(sheet, sheet.form.question(name), mine[name], theirs.get(name), sheet.text)
    ]
    if not rows:
        return
    head = "".join(f"<th scope='col'>{words.safe(text)}</th>" for text in (_("Question"), mine_label, theirs_label))
    body = "".join(
        f"<tr><th scope='row'>{words.safe(label)}</th><td>{words.safe(one)}</td><td>{words.safe(other)}</td></tr>"
        for label, one, other in rows
    )
    st.html(f"<table class='ovtf-facts ovtf-grid'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def _rows(
    sheet: Sheet, question: Question, mine: Any, theirs: Any, text: Callable[[str], str], prefix: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Yield (question, my answer, their answer) in words; in a repeat each question of each row that differs."""
    label = prefix + text(question.label)
    if question.row is None:
        yield label, _said(sheet, question, mine), _said(sheet, question, theirs)
        return
    nothing: Answers = {}
    pairs = zip_longest(rows_of(mine), rows_of(theirs), fillvalue=nothing)
    for number, (one, other) in enumerate(pairs, 1):
        for inner in question.row.questions:
            if inner.is_asked and one.get(inner.name) != other.get(inner.name):
                yield from _rows(sheet, inner, one.get(inner.name), other.get(inner.name), text, f"{label} {number}, ")


def _said(sheet: Sheet, question: Question, value: Any) -> str:
    return _("No answer") if value is None else words.said(sheet.context, sheet.package, sheet.form, question, value)
