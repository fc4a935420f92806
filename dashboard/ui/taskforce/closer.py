"""Look closer: a published table, chosen by a dimension, perhaps a second one, and perhaps one code of the first."""

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable
from dashboard.release.naming import cell_label, dimension_label
from dashboard.ui.taskforce import narrowed, tables
from dashboard.ui.taskforce.address import pick
from dashboard.ui.taskforce.given import Given
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.sheet import Sheet, begin, tools
from dashboard.ui.taskforce.showing import show
from dashboard.ui.taskforce.topics import every_table

PAGE, ALONE, ALL = "closer", "nothing", "all"


def render(given: Given) -> None:
    """Draw the page."""
    sheet = begin(given, PAGE, _("Look closer"), _("After the first release: every table of it, by what you choose."))
    if sheet is None:
        return
    left, middle, right = st.columns(3)
    with left:
        first = _first(sheet)
    with middle:
        table = _crossed(sheet, first)
    with right:
        code = _only(table, first)
    panel = _panel(sheet, table, first, code)
    show(panel, sheet)
    st.caption(
        _(
            "Only what a release holds can be chosen: at most two dimensions, each case once. More is not hidden: it was "
            "never counted."
        )
    )
    tools(sheet, [panel])


def _first(sheet: Sheet) -> str:
    """Let a dimension be chosen. Of those that an area made for its table (`labels`), only the first is offered."""
    labels: dict[str, str] = {}
    for table in every_table(sheet.releases, sheet.period):
        for dim in table.dims:
            if dim not in table.labels or dim == next(iter(table.labels)):
                labels[dim] = dimension_label(table, dim)
    return pick(_("Count by"), "by", list(labels), labels.__getitem__)


def _crossed(sheet: Sheet, first: str) -> ReleasedTable:
    """Let a second dimension be chosen, or none, and return the published table of the first and this one."""
    by_other: dict[str, ReleasedTable] = {}
    for table in every_table(sheet.releases, sheet.period):
        if first in table.dims:
            other = next((dim for dim in table.dims if dim != first), ALONE)
            by_other[other] = table
    if len(by_other) == 1:
        return next(iter(by_other.values()))
    labels = {
        dim: _("nothing else") if dim == ALONE else dimension_label(table, dim) for dim, table in by_other.items()
    }
    options = sorted(by_other, key=lambda dim: dim != ALONE)  # "nothing else" comes first
    return by_other[pick(_("and by"), "and", options, labels.__getitem__)]


def _only(table: ReleasedTable, first: str) -> str | None:
    """Let one code of the first dimension be chosen, or all of them (None)."""
    options = [ALL, *tables.codes_of(table, table.dims.index(first))]
    code = pick(_("Only"), "code", options, lambda code: _("all") if code == ALL else cell_label(table, first, code))
    return None if code == ALL else code


def _panel(sheet: Sheet, table: ReleasedTable, first: str, code: str | None) -> Panel:
    if code is None:
        return tables.panel(sheet.releases, sheet.period, table.name)
    if len(table.dims) == 1:
        return narrowed.over_time(sheet.releases, sheet.period, table.name, code)
    return narrowed.one_row(sheet.releases, sheet.period, table.name, (first, code))
