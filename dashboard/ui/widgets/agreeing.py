"""What a form shows and what is kept agree: after a lost connection, and when another window has the same draft."""

from typing import Any

import streamlit as st

from dashboard.actions.work.drafting import Kept
from dashboard.forms import from_json, to_json
from dashboard.forms.comparing import changed_elsewhere, joined
from dashboard.i18n import gettext as _
from dashboard.ui import line
from dashboard.ui.widgets import differences, scroll
from dashboard.ui.widgets.sheet import Sheet


def before(sheet: Sheet) -> None:
    """Before a form is drawn: take what another window has saved, and forget fields that were drawn over a connection
    that is gone.
    """
    key, now = sheet.key("line"), line.number()
    drawn_over = st.session_state.get(key)
    if drawn_over != now:
        # The browser keeps what a field showed when the connection broke, and a message with it may be lost: fields
        # with new keys show what is kept, whatever the browser still holds.
        st.session_state[key] = now
        sheet.draw_anew()
        if drawn_over is not None or line.was_lost():
            st.session_state[sheet.key("interrupted")] = True
            scroll.ask(sheet.key("top"))
    if sheet.draft.saved_at > st.session_state.get(sheet.key("saved"), sheet.draft.started_at):
        mine, stored = to_json(sheet.form, sheet.answers), _as_read(sheet, sheet.draft.answers)
        kept = joined(sheet.seen, mine, stored)
        _take(sheet, kept, changed_elsewhere(sheet.seen, mine, stored))
        st.session_state[sheet.key("seen")] = stored
        st.session_state[sheet.key("saved")] = sheet.draft.saved_at


def is_drawn_over_this_line(sheet: Sheet) -> bool:
    """Return whether the fields on the screen were drawn over the connection that is speaking now."""
    return bool(st.session_state.get(sheet.key("line")) == line.number())


def after_saving(sheet: Sheet, kept: Kept) -> None:
    """After a save: show what another window has changed; move to the new draft when this one had ended there."""
    for name in ("failure", "unsaved"):
        st.session_state.pop(sheet.key(name), None)
    if kept.sent or kept.conflict:
        _leave(sheet, kept)
        return
    _take(sheet, kept.draft.answers, kept.elsewhere)
    st.session_state[sheet.key("seen")] = _as_read(sheet, kept.draft.answers)
    st.session_state[sheet.key("saved")] = kept.draft.saved_at


def _leave(sheet: Sheet, kept: Kept) -> None:
    """End the draft on this screen: it was sent in with the same answers, or what was typed is in a new draft now."""
    if kept.conflict:
        new = kept.draft.id
        st.session_state[f"{new}.answers"] = dict(sheet.answers)
        st.session_state[f"{new}.conflict"] = kept.conflict
        scroll.ask(f"{new}.top")
    sheet.end(kept.sent or kept)


def _take(sheet: Sheet, kept: dict[str, Any], elsewhere: dict[str, Any]) -> None:
    """Show the answers that another window gave, but for those that were changed here since, and say which differ."""
    if not elsewhere:
        return
    mine, typed = to_json(sheet.form, sheet.answers), from_json(sheet.form, kept)
    for name in elsewhere:
        if mine.get(name) == sheet.seen.get(name):
            sheet.put(name, typed.get(name))
    told = st.session_state.get(sheet.key("elsewhere"), {})
    st.session_state[sheet.key("elsewhere")] = told | {name: (mine.get(name), elsewhere[name]) for name in elsewhere}
    sheet.draw_anew()
    scroll.ask(sheet.key("top"))


def _as_read(sheet: Sheet, stored: dict[str, Any]) -> dict[str, Any]:
    return to_json(sheet.form, from_json(sheet.form, stored))


def notices(sheet: Sheet) -> None:
    """Say at the top of the form that the connection was lost, or what another window has changed."""
    if st.session_state.get(sheet.key("interrupted")):
        st.warning(
            _(
                "The connection was lost for a moment. What you see now is what is kept: look at your last answers "
                "before you send this in."
            )
        )
        _looked(sheet, "interrupted")
    if told := st.session_state.get(sheet.key("elsewhere")):
        st.warning(
            _(
                "This form was also changed in another window. What you changed here is kept; every other answer is "
                "shown as it was given there. Look at these before you send this in."
            )
        )
        mine, theirs = ({name: pair[side] for name, pair in told.items()} for side in (0, 1))
        differences.table(sheet, mine, theirs, _("In this window"), _("In the other window"))
        _looked(sheet, "elsewhere")


def _looked(sheet: Sheet, name: str) -> None:
    st.button(
        _("I have looked"),
        key=sheet.field(f"{name}.looked"),
        on_click=lambda: st.session_state.pop(sheet.key(name), None),
    )
