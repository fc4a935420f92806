"""A repeat on the screen: a box for each row, a button to add a row, and one to bring a removed row back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.forms import MOST_ROWS, FormState, Question, rows_of
from dashboard.i18n import gettext as _
from dashboard.ui.widgets.sheet import Sheet

Body = Callable[..., None]
Keep = Callable[[Sheet], None]


@dataclass(frozen=True)
class RowSheet:
    """One row of a repeat, drawn like a sheet of its own; `id` stays the same when a row before it is removed."""

    whole: Sheet
    repeat: str
    id: int

    def __getattr__(self, name: str) -> Any:
        return getattr(self.whole, name)

    @property
    def is_there(self) -> bool:
        """Whether the row was not taken away."""
        return self.id in _ids(self.whole, self.repeat)

    def key(self, name: str) -> str:
        """Return the key of something that is kept of this row in the session."""
        return self.whole.key(f"{self.repeat}.{self.id}.{name}")

    def field(self, name: str) -> str:
        """Return the key of a widget of this row."""
        return self.whole.field(f"{self.repeat}.{self.id}.{name}")

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered in this row."""
        return _rows(self.whole, self.repeat)[_ids(self.whole, self.repeat).index(self.id)]

    def put(self, name: str, value: Any) -> None:
        """Store an answer. The rows are copied, not changed in place, so that what was read before stays as it was."""
        rows, at = _rows(self.whole, self.repeat), _ids(self.whole, self.repeat).index(self.id)
        self.whole.put(self.repeat, (*rows[:at], rows[at] | {name: value}, *rows[at + 1 :]))


def show(sheet: Sheet, state: FormState, repeat: Question, problems: dict[str, str], body: Body, keep: Keep) -> None:
    """Draw each row of a repeat with a button to remove it, then buttons to add a row and to bring one back.

    `body` draws the questions of a row, `keep` saves the draft. `problems` are by "repeat.number of the row.question".
    """
    assert repeat.row is not None
    name = sheet.text(repeat.label)
    st.markdown(f"**{name}**")
    if repeat.hint:
        st.caption(sheet.text(repeat.hint))
    states = state.rows.get(repeat.name, ())
    for number, (id_, row_state) in enumerate(zip(_ids(sheet, repeat.name), states, strict=True), 1):
        with st.container(border=True):
            _head(sheet, repeat, f"{name} {number}", id_, keep)
            prefix = f"{repeat.name}.{number}."
            row_problems = {key.removeprefix(prefix): text for key, text in problems.items() if key.startswith(prefix)}
            row_sheet = RowSheet(sheet, repeat.name, id_)
            body(row_sheet, repeat.row.questions, repeat.row.groups, row_state, row_problems)
    if repeat.name in problems:
        st.markdown(f":red[**▲ {problems[repeat.name]}**]")
    _foot(sheet, repeat, keep)


def _head(sheet: Sheet, repeat: Question, title: str, id_: int, keep: Keep) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{title}**", width="content")
        key = sheet.field(f"{repeat.name}.{id_}.remove")
        st.button(_("Remove"), key=key, type="tertiary", on_click=_remove, args=(sheet, repeat.name, id_, keep))


def _foot(sheet: Sheet, repeat: Question, keep: Keep) -> None:
    rows = _rows(sheet, repeat.name)
    full = len(rows) >= MOST_ROWS
    with st.container(horizontal=True):
        key = sheet.field(f"{repeat.name}.add")
        label_ = _("Add another") if rows else _("Add")
        st.button(label_, key=key, icon=":material/add:", disabled=full, on_click=_add, args=(sheet, repeat.name, keep))
        if st.session_state.get(_gone(sheet, repeat.name)) and not full:
            key = sheet.field(f"{repeat.name}.back")
            st.button(_("Bring back"), key=key, on_click=_bring_back, args=(sheet, repeat.name, keep))
    if full:
        st.caption(_("At most {n} can be written down here. Take away what is least needed.").format(n=MOST_ROWS))


def label(sheet: Sheet, problem: str) -> str:
    """Return in words which question a problem is about; in a row of a repeat with the row, such as "Children 2,
    Age".
    """
    top, _dot, in_row = problem.partition(".")
    question = sheet.form.question(top)
    number, _dot, inner = in_row.partition(".")
    for row_question in question.row.questions if question.row else ():
        if row_question.name == inner:
            return f"{sheet.text(question.label)} {number}, {sheet.text(row_question.label)}"
    return sheet.text(question.label)


def _rows(sheet: Sheet, repeat: str) -> list[dict[str, Any]]:
    return [dict(row) for row in rows_of(sheet.answers.get(repeat))]


def _ids(sheet: Sheet, repeat: str) -> list[int]:
    """Return the id of each row, which its widgets have in their keys; a new session numbers the rows from 0."""
    key, count = sheet.key(f"{repeat}.ids"), len(_rows(sheet, repeat))
    ids: list[int] = st.session_state.setdefault(key, list(range(count)))
    if len(ids) != count:
        st.session_state[key] = ids = list(range(count))
    highest = sheet.key(f"{repeat}.highest")
    st.session_state[highest] = max(st.session_state.get(highest, -1), *ids, -1)
    return ids


def _gone(sheet: Sheet, repeat: str) -> str:
    """Return the session key of the rows that were removed and can be brought back."""
    return sheet.key(f"{repeat}.gone")


def _append(sheet: Sheet, repeat: str, row: dict[str, Any], keep: Keep) -> None:
    ids, rows = _ids(sheet, repeat), _rows(sheet, repeat)
    st.session_state[sheet.key(f"{repeat}.ids")] = [*ids, st.session_state[sheet.key(f"{repeat}.highest")] + 1]
    sheet.put(repeat, (*rows, row))
    keep(sheet)


def _add(sheet: Sheet, repeat: str, keep: Keep) -> None:
    _append(sheet, repeat, sheet.form.new_row(repeat, now=sheet.context.now()), keep)


def _remove(sheet: Sheet, repeat: str, id_: int, keep: Keep) -> None:
    ids, rows = _ids(sheet, repeat), _rows(sheet, repeat)
    at = ids.index(id_)
    if rows[at]:
        st.session_state.setdefault(_gone(sheet, repeat), []).append(rows[at])
    st.session_state[sheet.key(f"{repeat}.ids")] = [*ids[:at], *ids[at + 1 :]]
    sheet.put(repeat, (*rows[:at], *rows[at + 1 :]))
    keep(sheet)


def _bring_back(sheet: Sheet, repeat: str, keep: Keep) -> None:
    _append(sheet, repeat, st.session_state[_gone(sheet, repeat)].pop(), keep)
