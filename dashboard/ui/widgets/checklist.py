"""A checklist on the screen: what to do now, and what became of each step."""

import streamlit as st

from dashboard import codes
from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work import steps
from dashboard.actions.work.cases import OpenedCase
from dashboard.actions.work.clock import clock_of
from dashboard.casework import consent, decisions, permitted
from dashboard.casework.decisions import Needless
from dashboard.casework.order import ItemKey
from dashboard.contract import ITEM_STATES, Checklist, ChecklistItem, ItemState
from dashboard.errors import DashboardError
from dashboard.i18n import area_text, moment
from dashboard.i18n import gettext as _
from dashboard.records.checklists import ItemEvent
from dashboard.registry import Plugin
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.widgets import words

MARKS = {"done": "✓", "pending": "○"}
WIDE = 200
"""Pixels: the longest state in English fits."""


@st.fragment
def show(context: Context, who: Principal, file: OpenedCase, plugin: Plugin, checklist: Checklist) -> None:
    """Draw a checklist. Marking a step redraws only the checklist; the whole page when the step stopped the risk
    clock (the time within which a decided risk is acted on).
    """
    if st.session_state.pop(f"case.{file.case.key}.again", False):
        st.rerun(scope="app")
    items = checklist.for_stream(file.case.is_child)
    events, clock = steps.events(context, who, file.case.key), clock_of(context, file.case, file.decisions)
    keys = {item.name: (plugin.name, checklist.name, item.name) for item in items}
    needless = file.work.needless
    states = {name: decisions.state(clock.state(key, events.get(key)), needless.get(key)) for name, key in keys.items()}
    settled = sum(state != "pending" for state in states.values())
    text = _("{done} of {all} steps settled").format(done=settled, all=len(items))
    st.progress(settled / len(items) if items else 1.0, text=text)

    def draw_steps(pending: bool) -> None:
        for item in items:
            if (states[item.name] == "pending") is pending:
                key = keys[item.name]
                _item(context, who, file, plugin, item, key, states[item.name], events.get(key))

    draw_steps(pending=True)
    if settled:
        with st.expander(_("{n} settled").format(n=settled), key=f"case.{file.case.key}.{plugin.name}.settled"):
            draw_steps(pending=False)


def _item(
    context: Context,
    who: Principal,
    file: OpenedCase,
    plugin: Plugin,
    item: ChecklistItem,
    step_key: ItemKey,
    state: ItemState,
    event: ItemEvent | None,
) -> None:
    key = f"case.{file.case.key}.{'.'.join(step_key)}"
    waiting = st.session_state.get(f"{key}.waiting")
    if waiting is None and st.session_state.get(key) != state:
        st.session_state[key] = state
    label = area_text(plugin.module, item.label)
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"step.{key}")
    lines = [f"{MARKS.get(state, '–')} **{label}**" if state == "pending" else f"{MARKS.get(state, '–')} {label}"]
    needless = file.work.needless.get(step_key)
    if needless and (event is None or event.state == "pending"):
        notes = [_why(plugin, needless)]
    else:
        notes = _notes(plugin, item, state, event)
    lines += [f":gray[:small[{note}]]" for note in notes]
    row.markdown("  \n".join(lines), width="stretch")
    row.selectbox(
        label,
        [choice for choice in ITEM_STATES if needless is None or choice != "pending"],
        key=key,
        label_visibility="collapsed",
        width=WIDE,
        format_func=lambda code: words.code("item_state", code),
        disabled=bool(permitted.why_closed(file.case, file.work.consents, urgent=item.urgent)),
        on_change=_mark,
        args=(context, who, file.case.key, step_key, item, key, event.id if event else ""),
    )
    if message := st.session_state.pop(f"{key}.message", None):
        st.warning(quoted_lines(message))
    if waiting is not None:
        _before(context, who, file, plugin, item, step_key, key, waiting)


def _why(plugin: Plugin, needless: Needless) -> str:
    """Return why a decision makes a step needless, in words."""
    if needless.scope:
        return _("Not needed. She does not agree to it: {scope}.").format(scope=consent.label(needless.scope))
    return _("Not needed. {reason}").format(reason=area_text(plugin.module, needless.because))


def _notes(plugin: Plugin, item: ChecklistItem, state: ItemState, event: ItemEvent | None) -> list[str]:
    notes = [area_text(plugin.module, item.hint)] if item.hint else []
    if item.stops_clock and state == "pending":
        notes.append("◷ " + _("This stops the clock."))
    if event:
        marked = _("{state}, {when}") if event.state == state else _("{state}, {when}: before the newest risk decision")
        notes.append(marked.format(state=words.code("item_state", event.state), when=moment(event.at)))
    return notes


def _before(
    context: Context,
    who: Principal,
    file: OpenedCase,
    plugin: Plugin,
    item: ChecklistItem,
    step_key: ItemKey,
    key: str,
    waiting: steps.Marked,
) -> None:
    """Warn which steps come before this one, and why; a person who chooses a reason can mark this one all the same."""
    with st.container(border=True):
        lines = "\n".join(f"- {warning}" for warning in waiting.warnings)
        st.warning(_("Not saved yet. This comes first:") + f"\n{lines}\n\n" + area_text(plugin.module, waiting.because))
        reason = st.selectbox(
            _("If it cannot wait: why?"),
            codes.names("override_reason"),
            index=None,
            key=f"{key}.reason",
            placeholder="",
            format_func=lambda code: words.code("override_reason", code),
        )
        with st.container(horizontal=True):
            st.button(
                _("Do it all the same"),
                key=f"{key}.anyway",
                disabled=reason is None,
                on_click=_mark,
                args=(context, who, file.case.key, step_key, item, key, None, reason or ""),
            )
            st.button(_("Leave it for now"), key=f"{key}.leave", on_click=_leave, args=(key,))


def _leave(key: str) -> None:
    st.session_state.pop(f"{key}.waiting", None)


def _mark(
    context: Context,
    who: Principal,
    case_key: str,
    step_key: ItemKey,
    item: ChecklistItem,
    key: str,
    seen_event: str | None,
    reason: str = "",
) -> None:
    """Mark a step with the chosen state; where other steps come first, keep the warning for `_before` instead."""
    state = st.session_state[key]
    _leave(key)
    try:
        marked = steps.mark(context, who, case_key, *step_key, state, override=reason, seen=seen_event)
    except DashboardError as error:
        st.session_state[f"{key}.message"] = str(error)
        return
    if not marked.saved:
        st.session_state[f"{key}.waiting"] = marked
    elif item.stops_clock:
        st.session_state[f"case.{case_key}.again"] = True
