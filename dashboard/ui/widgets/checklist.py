"""A checklist on the screen: what to do now, and what became of each step."""

import streamlit as st

from dashboard.access import Principal
from dashboard.contract import ITEM_STATES, Checklist, ChecklistItem
from dashboard.desk import steps
from dashboard.desk.cases import CaseFile
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.i18n import area_text, moment
from dashboard.i18n import gettext as _
from dashboard.records.checklists import ItemEvent
from dashboard.registry import Plugin
from dashboard.ui.widgets import words


@st.fragment
def show(house: House, who: Principal, file: CaseFile, plugin: Plugin, checklist: Checklist) -> None:
    """Draw a checklist; ticking a step redraws only the checklist."""
    items = checklist.for_stream(file.case.is_child)
    states = {item.name: _state(file, plugin, checklist, item) for item in items}
    settled = sum(state != "pending" for state in states.values())
    st.progress(
        settled / len(items) if items else 1.0,
        text=_("{done} of {all} steps settled").format(done=settled, all=len(items)),
    )
    for item in items:
        _item(house, who, file, plugin, checklist, item)


def _key(file: CaseFile, plugin: Plugin, checklist: Checklist, item: ChecklistItem) -> str:
    return f"case.{file.case.key}.{plugin.name}.{checklist.name}.{item.name}"


def _event(file: CaseFile, plugin: Plugin, checklist: Checklist, item: ChecklistItem) -> ItemEvent | None:
    return file.items.get((plugin.name, checklist.name, item.name))


def _state(file: CaseFile, plugin: Plugin, checklist: Checklist, item: ChecklistItem) -> str:
    event = _event(file, plugin, checklist, item)
    return st.session_state.get(_key(file, plugin, checklist, item)) or (event.state if event else "pending")


def _item(
    house: House, who: Principal, file: CaseFile, plugin: Plugin, checklist: Checklist, item: ChecklistItem
) -> None:
    key = _key(file, plugin, checklist, item)
    state = _state(file, plugin, checklist, item)
    if key not in st.session_state:
        st.session_state[key] = state
    mark = "✓" if state == "done" else "○" if state == "pending" else "–"
    text, choice = st.columns([3, 1.3], vertical_alignment="center")
    label = area_text(plugin.module, item.label)
    text.markdown(f"{mark} **{label}**" if state == "pending" else f"{mark} {label}")
    event = _event(file, plugin, checklist, item)
    notes = [area_text(plugin.module, item.hint)] if item.hint else []
    if event:
        notes.append(_("{state}, {when}").format(state=words.code("item_state", event.state), when=moment(event.at)))
    if notes:
        text.caption("  \n".join(notes))
    choice.selectbox(
        label,
        ITEM_STATES,
        key=key,
        label_visibility="collapsed",
        format_func=lambda each: words.code("item_state", each),
        on_change=_mark,
        args=(house, who, file.case.key, plugin.name, checklist.name, item.name, key),
    )
    if message := st.session_state.pop(f"{key}.message", None):
        st.warning(message)


def _mark(house: House, who: Principal, case_key: str, area: str, checklist: str, item: str, key: str) -> None:
    try:
        late = steps.mark(house, who, case_key, area, checklist, item, st.session_state[key])
    except DashboardError as error:
        st.session_state[f"{key}.message"] = str(error)
        st.session_state[key] = "pending"
        return
    if late:
        package = house.registry.plugin(area).module
        st.session_state[f"{key}.message"] = _("Saved. This usually comes first: {steps}").format(
            steps="; ".join(area_text(package, each) for each in late)
        )
