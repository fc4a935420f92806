"""A repeat on the screen: a block for each row, a button to add one, and one to bring a removed one back."""

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

    def key(self, name: str) -> str:
        """Return the key of a widget of this row."""
        return self.whole.key(f"{self.repeat}.{self.id}.{name}")

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered in this row."""
        return _rows(self.whole, self.repeat)[_ids(self.whole, self.repeat).index(self.id)]

    def put(self, name: str, value: Any) -> None:
        """Store an answer. The rows are copied, not changed in place, so that what was read before stays as it was."""
        rows, at = _rows(self.whole, self.repeat), _ids(self.whole, self.repeat).index(self.id)
        self.whole.put(self.repeat, (*rows[:at], rows[at] | {name: value}, *rows[at + 1 :]))


def show(sheet: Sheet, state: FormState, repeat: Question, problems: dict[str, str], body: Body, keep: Keep) -> None:
    """Draw the rows of a repeat and what can be done with them."""
    assert repeat.row is not None
    name = sheet.text(repeat.label)
    st.markdown(f"**{name}**")
    if repeat.hint:
        st.caption(sheet.text(repeat.hint))
    states = state.rows.get(repeat.name, ())
    for number, (id_, row_state) in enumerate(zip(_ids(sheet, repeat.name), states, strict=True), 1):
        with st.container(border=True):
            _head(sheet, repeat, f"{name} {number}", id_, keep)
            before = f"{repeat.name}.{number}."
            own = {key.removeprefix(before): text for key, text in problems.items() if key.startswith(before)}
            body(RowSheet(sheet, repeat.name, id_), repeat.row.questions, repeat.row.groups, row_state, own)
    if repeat.name in problems:
        st.markdown(f":red[**▲ {problems[repeat.name]}**]")
    _foot(sheet, repeat, keep)


def _head(sheet: Sheet, repeat: Question, title: str, id_: int, keep: Keep) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{title}**", width="content")
        key = sheet.key(f"{repeat.name}.{id_}.remove")
        st.button(_("Remove"), key=key, type="tertiary", on_click=_remove, args=(sheet, repeat.name, id_, keep))


def _foot(sheet: Sheet, repeat: Question, keep: Keep) -> None:
    rows = _rows(sheet, repeat.name)
    full = len(rows) >= MOST_ROWS
    with st.container(horizontal=True):
        key = sheet.key(f"{repeat.name}.add")
        label_ = _("Add another") if rows else _("Add")
        st.button(label_, key=key, icon=":material/add:", disabled=full, on_click=_add, args=(sheet, repeat.name, keep))
        if st.session_state.get(_gone(sheet, repeat.name)) and not full:
            key = sheet.key(f"{repeat.name}.back")
            st.button(_("Bring back"), key=key, on_click=_bring_back, args=(sheet, repeat.name, keep))
    if full:
        st.caption(_("At most {n} can be written down here. Take away what is least needed.").format(n=MOST_ROWS))


def label(sheet: Sheet, problem: str) -> str:
    """Return the words for the place of a problem: a question, or "Children 2, Age" for one in a row."""
    top, _dot, in_row = problem.partition(".")
    question = sheet.form.question(top)
    number, _dot, inner = in_row.partition(".")
    asked = next((column for column in (question.row.questions if question.row else ()) if column.name == inner), None)
    return f"{sheet.text(question.label)} {number}, {sheet.text(asked.label)}" if asked else sheet.text(question.label)


def _rows(sheet: Sheet, repeat: str) -> list[dict[str, Any]]:
    return [dict(row) for row in rows_of(sheet.answers.get(repeat))]


def _ids(sheet: Sheet, repeat: str) -> list[int]:
    """Return the number of each row in the keys of its widgets; a new session numbers them from 0."""
    key, count = sheet.key(f"{repeat}.ids"), len(_rows(sheet, repeat))
    ids: list[int] = st.session_state.setdefault(key, list(range(count)))
    if len(ids) != count:
        st.session_state[key] = ids = list(range(count))
    highest = sheet.key(f"{repeat}.highest")
    st.session_state[highest] = max(st.session_state.get(highest, -1), *ids, -1)
    return ids


def _gone(sheet: Sheet, repeat: str) -> str:
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
