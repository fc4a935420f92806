"""One response area, as it declares it: numbers, trends, its tables under headings, goals, gaps, and how to read them."""

from collections.abc import Sequence

import streamlit as st

from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.area_numbers import Declared, gaps, goals, line
from dashboard.ui.taskforce.given import AreaPage, Given
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.scorecard import scorecard
from dashboard.ui.taskforce.sheet import Sheet, begin, tools
from dashboard.ui.taskforce.showing import side_by_side
from dashboard.ui.taskforce.topics import counted_elsewhere, of_area
from dashboard.ui.taskforce.trends import trend_panel
from dashboard.ui.widgets import guidance


def render(given: Given, page: AreaPage) -> None:
    """Draw the page of an area."""
    empty = _("After the first release: what this area adds to it.")
    sheet = begin(given, f"area-{page.name}", area_text(page.module, page.label), empty, narrows=True)
    if sheet is None:
        return
    names = of_area(sheet.releases, sheet.period, page.name)
    if not names:
        st.info(counted_elsewhere(sheet.releases, sheet.period, lambda table: table.area == page.name))
    declared = _declared(sheet, page, names)
    if declared:
        sheet.whole()
    line(sheet, declared)
    shown = _groups(sheet, page, declared, names)
    goals(declared)
    gaps(declared)
    _reading(page)
    _own(page)
    if shown:
        tools(sheet, shown)


def _declared(sheet: Sheet, page: AreaPage, names: Sequence[str]) -> list[Declared]:
    """Return the tables that the release holds and the installed area still declares with the same codes."""
    of_release = {f"{page.name}_{released.name}": released for released in page.tables}
    pairs = [
        Declared(sheet.releases.table(sheet.period, name), of_release[name]) for name in names if name in of_release
    ]
    return [each for each in pairs if each.is_known]


def _groups(sheet: Sheet, page: AreaPage, declared: Sequence[Declared], names: Sequence[str]) -> list[Panel]:
    """Draw the area's tables, each group under its heading, and return their panels."""
    by_name = {each.table.name: each for each in declared}
    headings = {name: by_name[name].released.group if name in by_name else "" for name in names}
    shown: list[Panel] = []
    for heading in dict.fromkeys(headings.values()):
        if heading:
            st.subheader(quoted(area_text(page.module, heading)), anchor=False, divider="gray")
        made = [_panels(sheet, name, by_name.get(name)) for name in names if headings[name] == heading]
        panels = sheet.narrowed([panel for each in made for panel in each])
        side_by_side(panels, sheet)
        shown += panels
    return shown


def _panels(sheet: Sheet, name: str, declared: Declared | None) -> list[Panel]:
    """Return the panels of a table: over time where the area wants that, and the period's numbers or its scorecard."""
    releases, period = sheet.releases, sheet.period
    if declared and declared.released.shares:
        return [scorecard(releases, period, declared.table, declared.released)]
    first = [(code,) for code in declared.released.headline] if declared else []
    trend = trend_panel(releases, period, name, first) if declared and declared.released.trend else None
    return [*([trend] if trend else []), tables.panel(releases, period, name)]


def _reading(page: AreaPage) -> None:
    """Draw how to read the area's numbers, in its own words."""
    pages = guidance.in_this_language(page.reading)
    if pages:
        st.subheader(_("How to read this"), anchor=False, divider="gray")
    for position, text in enumerate(pages):
        guidance.page_text(text, f"{page.name}.figures.{position}")


def _own(page: AreaPage) -> None:
    """List what agencies measure in this area for themselves: words and goals, no number."""
    if not page.indicators:
        return
    with st.expander(_("What each agency sees of its own cases"), icon=":material/bar_chart:", key=f"{page.name}.own"):
        for indicator in page.indicators:
            label, definition = (area_text(page.module, text) for text in (indicator.label, indicator.definition))
            goal = _("Goal: {share}.").format(share=f"{100 * indicator.target:.0f} %") if indicator.target else ""
            st.markdown(" ".join(filter(None, (f"- **{quoted(label)}** · {quoted(definition)}", goal))))
