"""Sheet: a draft of a form that a person is filling in, and where its state is kept in the session."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work.cases import OpenedCase
from dashboard.contract import Case
from dashboard.forms import Form, from_json, to_json
from dashboard.i18n import area_text
from dashboard.records.drafts import Draft


@dataclass(frozen=True)
class Sheet:
    """A draft of a form that a person is filling in; `package` is the module of the form's area, with its
    translations.
    """

    context: Context
    who: Principal
    area: str
    package: str
    form: Form
    draft: Draft
    file: OpenedCase | None

    @property
    def case(self) -> Case | None:
        """The case that the form belongs to; None for an intake."""
        return self.file.case if self.file else None

    @property
    def whole(self) -> "Sheet":
        """The sheet whose draft is saved when an answer changes; for a row of a repeat, the sheet around it."""
        return self

    @property
    def is_there(self) -> bool:
        """Whether it can still be written to; a row of a repeat may have been taken away."""
        return True

    def key(self, name: str) -> str:
        """Return the key of something that is kept of this draft in the session."""
        return f"{self.draft.id}.{name}"

    def field(self, name: str) -> str:
        """Return the key of a widget, another one each time that the form is drawn anew."""
        turn, over = st.session_state.get(self.key("turn"), 1), st.session_state.get(self.key("line"), "")
        return self.key(name) + (f"@{over}{turn}" if over or turn > 1 else "")

    def draw_anew(self) -> None:
        """Let every field begin from the kept answers, whatever the browser still holds for it."""
        st.session_state.pop(self.key("drawn"), None)
        st.session_state[self.key("turn")] = st.session_state.get(self.key("turn"), 0) + 1

    @property
    def seen(self) -> dict[str, Any]:
        """The answers (JSON) that the draft held when this screen last read or saved it."""
        seen: dict[str, Any] = st.session_state.setdefault(
            self.key("seen"), to_json(self.form, from_json(self.form, self.draft.answers))
        )
        return seen

    def put(self, name: str, value: Any) -> None:
        """Store the answer to the question `name` in the session."""
        self.answers[name] = value

    def end(self, outcome: Any) -> None:
        """Store how the form ended (sent in, left, discarded): the page runs again and reads it with `form.taken`."""
        slot = slot_of(self.area, self.form.name, self.case.key if self.case else None)
        st.session_state[slot] = (self.draft.id, outcome)

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered so far, hidden questions included; read from the draft in a new session."""
        key = self.key("answers")
        if key not in st.session_state:
            st.session_state[key] = from_json(self.form, self.draft.answers)
        answers: dict[str, Any] = st.session_state[key]
        return answers

    def text(self, message: str) -> str:
        """Return a string of the form in the language of this run."""
        return area_text(self.package, message)


def slot_of(area: str, form: str, case_key: str | None) -> str:
    """Return the session key under which `Sheet.end` stores how a form ended."""
    return f"sheet.{area}.{form}.{case_key or 'new'}"
