"""One code that a page is narrowed to, such as a governorate: chosen from a list or by a click on a tile or a bar.

It is in the address and stays from page to page. Only a table that the release holds is ever shown: what has no table
with the chosen dimension stays as it is and says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.release.dimensions import DIMENSIONS
from dashboard.ui.taskforce import narrowed, tables
from dashboard.ui.taskforce.address import pick
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.topics import every_table
from dashboard.ui.taskforce.wording import cell_label, dimension_label

NAME, ALL = "only", "all"
_KEY = f"taskforce.{NAME}"
Focus = tuple[str, str]
"""A dimension and one of its codes."""


def choose(releases: Releases, period: str) -> Focus | None:
    """Draw the list of what a page can be narrowed to, and the way back; return what is chosen, None for everything."""
    labels = {ALL: _("All cases"), **_choices(releases, period)}
    chosen = pick(_("Narrow to"), NAME, list(labels), labels.__getitem__, label_visibility="collapsed")
    if chosen == ALL:
        return None
    st.button(_("Show all cases again"), icon=":material/arrow_back:", key="taskforce.all", on_click=_set, args=(ALL,))
    dim, _mark, code = chosen.partition(":")
    return dim, code


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


def clicked(key: str, dim: str, marks: Mapping[str, str]) -> None:
    """Narrow the page to the tile or bar that was clicked in the figure `key`; `marks` are its codes by label."""
    points = st.session_state[key].selection.points
    labels = [str(point.get("customdata") or point.get("y")) for point in points]
    if labels and labels[0] in marks:
        _set(f"{dim}:{marks[labels[0]]}")


def narrow(releases: Releases, period: str, focus: Focus | None, panels: Sequence[Panel]) -> list[Panel]:
    """Return the panels, each narrowed to the chosen code where the release has the table for it."""
    if focus is None:
        return list(panels)
    published = {table.name: table for table in every_table(releases, period)}
    one = partial(_narrowed, releases, period, focus, published)
    narrowed_panels = [one(panel) for panel in panels]
    # Two panels of the same table (a map and its tiles) become the same one.
    return list({(panel.title, panel.units): panel for panel in reversed(narrowed_panels)}.values())[::-1]


def _narrowed(
    releases: Releases, period: str, focus: Focus, published: Mapping[str, ReleasedTable], panel: Panel
) -> Panel:
    (dim, code), own = focus, published.get(panel.table or panel.name)
    wanted = {dim, *(own.dims if own else ())}
    table = next((table for table in published.values() if own and set(table.dims) == wanted), None)
    if table is None or not any(code in codes for codes in table.cells):
        return replace(panel, units=_("All cases: this release has no such table. {units}").format(units=panel.units))
    if len(table.dims) == 1:
        made = narrowed.over_time(releases, period, table.name, code)
    else:
        made = narrowed.one_row(releases, period, table.name, focus)
    return replace(made, name=panel.name, table=table.name)
