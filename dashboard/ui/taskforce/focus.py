"""One code that a page is narrowed to, such as a governorate: chosen from a list or by a click on a tile or a bar.

It is in the address and stays from page to page. Only a table that the release holds is ever shown: what has no table
with the chosen dimension stays as it is and says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.release.dimensions import DIMENSIONS
from dashboard.release.naming import cell_label, dimension_label
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce import narrowed, tables
from dashboard.ui.taskforce.address import pick
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.topics import every_table
from dashboard.ui.widgets import scroll

NAME, ALL, TOP = "only", "all", "taskforce.top"
_KEY = f"taskforce.{NAME}"
Focus = tuple[str, str]
"""A dimension and one of its codes."""


def choose(releases: Releases, period: str) -> Focus | None:
    """Draw the list of what a page can be narrowed to, and the way back; return what is chosen, None for everything."""
    labels = {ALL: _("All cases"), **_choices(releases, period)}
    chosen = pick(_("Narrow to"), NAME, list(labels), labels.__getitem__, label_visibility="collapsed")
    if chosen == ALL:
        return None
    dim, _mark, code = chosen.partition(":")
    return dim, code


def lead_back(releases: Releases, period: str, focus: Focus) -> None:
    """Say what the page is narrowed to, and draw the way back: over the whole width, so that its words are whole."""
    with st.container(horizontal=True, vertical_alignment="center"):
        words = _("Narrowed to {what}.").format(what=quoted(_choices(releases, period)[":".join(focus)]))
        st.markdown(words, width="content")
        label, icon = _("Show all cases again"), ":material/arrow_back:"
        st.button(label, icon=icon, key="taskforce.all", on_click=_set, args=(ALL,), width="content")


def _choices(releases: Releases, period: str) -> dict[str, str]:
    """Return in words every code of the core's dimensions of which the release has a table: "Governorate: Baghdad"."""
    return {
        f"{table.dims[0]}:{code}": f"{dimension_label(table, table.dims[0])}: {cell_label(table, table.dims[0], code)}"
        for table in every_table(releases, period)
        if len(table.dims) == 1 and table.dims[0] in DIMENSIONS
        for code in tables.codes_of(table, 0)
    }


def _set(choice: str) -> None:
    st.session_state[_KEY] = choice
    scroll.ask(TOP)


def clicked(key: str, dim: str, marks: Mapping[str, str]) -> None:
    """Narrow the page to the tile or bar that was clicked in the figure `key`; `marks` are its codes by label."""
    points = st.session_state[key].selection.points
    labels = [str(point.get("customdata") or point.get("y")) for point in points]
    if labels and labels[0] in marks:
        _set(f"{dim}:{marks[labels[0]]}")


def narrow(releases: Releases, period: str, focus: Focus, panels: Sequence[Panel]) -> list[Panel]:
    """Return the panels, each narrowed to the chosen code where the release has the table for it.

    Two panels of the same table (a map and its tiles) become equal.
    """
    published = {table.name: table for table in every_table(releases, period)}
    return [_narrowed(releases, period, focus, published, panel) for panel in panels]


def _narrowed(
    releases: Releases, period: str, focus: Focus, published: Mapping[str, ReleasedTable], panel: Panel
) -> Panel:
    (dim, code), own = focus, published.get(panel.table or panel.name)
    wanted = {dim, *(own.dims if own else ())}
    table = next((table for table in published.values() if own and set(table.dims) == wanted), None)
    if table is None or not any(code in codes for codes in table.cells):
        what = " × ".join(dimension_label(own, each) for each in own.dims) if own else panel.title
        words = _("Not narrowed: this release does not count {what} by {dim}. {units}")
        return replace(panel, units=words.format(what=what, dim=_(DIMENSIONS[dim].label), units=panel.units))
    if len(table.dims) == 1:
        made = narrowed.over_time(releases, period, table.name, code)
    else:
        made = narrowed.one_row(releases, period, table.name, focus)
    return replace(made, name=panel.name, table=table.name)
