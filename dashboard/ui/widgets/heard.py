"""Answers that the browser has sent: each one is taken, also when Streamlit broke off the run that should have taken it."""

from typing import Any

import streamlit as st

from dashboard.forms import Question
from dashboard.ui.widgets import inputs
from dashboard.ui.widgets.sheet import Sheet

# Streamlit breaks a run off when the next message arrives, at any look into the session and in a callback too. The
# callbacks that were still to come are not called again, because for the next run nothing has changed: the answer would
# stand on the screen and in no draft.


def note(part: Any, question: Question, key: str) -> None:
    """Note with which value the field of a question is drawn; `part` is the sheet, or a row of a repeat in it."""
    drawn = st.session_state.setdefault(part.whole.key("drawn"), {})
    drawn[key] = (part, question, st.session_state[key])


def take(sheet: Sheet) -> bool:
    """Put in every answer that differs from what its field was drawn with; return whether something is to be saved."""
    for key, (part, question, before) in list(st.session_state.get(sheet.key("drawn"), {}).items()):
        if not part.is_there or key not in st.session_state or st.session_state[key] == before:
            continue
        answer = inputs.from_widget(question, st.session_state[key])
        if part.answers.get(question.name) != answer:
            st.session_state[sheet.key("unsaved")] = True
            part.put(question.name, answer)
    return bool(st.session_state.get(sheet.key("unsaved")))
