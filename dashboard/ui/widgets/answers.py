"""The answers of a submitted form in words, read with the version of the form on which they were given."""

import streamlit as st

from dashboard.actions.context import Context
from dashboard.actions.work.forms import as_sent
from dashboard.forms import Form, Question, from_json, rows_of
from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.records.submissions import Submission
from dashboard.ui.widgets import words

LONG = 3
"""So many answers at most in the one line that sums up an entry."""


def show(context: Context, package: str, sent: Submission) -> None:
    """Draw the answers of a submission, also those to questions that later versions of the form do not have."""
    form = as_sent(context, sent)
    rows = {
        area_text(package, question.label): words.answer(
            context, package, form, question.name, sent.answers[question.name]
        )
        for question in form.questions
        if question.is_asked and question.row is None and question.name in sent.answers
    }
    st.html(words.table(rows) if sent.answers else words.safe(_("No answers.")))
    for repeat in form.questions:
        if repeat.row is not None:
            _rows(context, package, form, repeat, sent)
    for note in _advice(context, form, sent):
        st.markdown(f"- {area_text(package, note)}")


def _rows(context: Context, package: str, form: Form, repeat: Question, sent: Submission) -> None:
    """Draw the answers in each row of a repeat (a group of questions that is answered several times) under its
    number.
    """
    row_questions = repeat.row.questions if repeat.row else ()
    asked = [question for question in row_questions if question.is_asked]
    for number, row in enumerate(rows_of(sent.answers.get(repeat.name)), 1):
        st.markdown(f"**{area_text(package, repeat.label)} {number}**")
        answered = {
            area_text(package, question.label): words.said(context, package, form, question, row[question.name])
            for question in asked
            if question.name in row
        }
        st.html(words.table(answered) if answered else words.safe(_("No answers.")))


def _advice(context: Context, form: Form, sent: Submission) -> list[str]:
    """Return the texts of the notes that the form shows for these answers, such as advice."""
    hidden = {
        question.name: sent.answers.get(question.name, "") for question in form.questions if question.kind == "hidden"
    }
    state = form.examine(from_json(form, sent.answers), context=hidden, now=context.now())
    notes = [note for note in form.questions if note.kind == "note" and note.relevant]
    return [note.label for note in notes if note.name in state.relevant]


def summary(context: Context, package: str, form: Form, sent: Submission) -> str:
    """Return an entry in one line: the answers named in the form's `summary`, else those to its first choice
    questions.
    """
    choices = [
        question.name for question in form.questions if question.kind == "select_one" and question.name in sent.answers
    ]
    chosen = [name for name in form.summary if name in sent.answers] or choices[:LONG]
    return " · ".join(words.answer(context, package, form, name, sent.answers[name]) for name in chosen) or form.label
