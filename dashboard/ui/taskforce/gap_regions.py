"""Missing services by region, what is listed there, and what a service could reach at most if there were one."""

from collections.abc import Mapping

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Supply
from dashboard.release.gaps import BY_REGION, NO_GAP, has, places
from dashboard.release.whatif import Reach, Reached, of_year, reached
from dashboard.ui.html_table import as_html
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.offered import listed_words
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.sheet import Sheet
from dashboard.ui.taskforce.showing import show
from dashboard.ui.taskforce.wording import cell_label, period_name


def draw(sheet: Sheet, supply: Supply) -> list[Panel]:
    """Draw the numbers by region, and beside them the what-if; nothing where the release has no regions."""
    if not has(sheet.releases, sheet.period, BY_REGION):
        return []
    table = sheet.releases.table(sheet.period, BY_REGION)
    panel = tables.panel(sheet.releases, sheet.period, BY_REGION, without=NO_GAP)
    left, right = st.columns(2)
    with left:
        show(panel, sheet)
    with right, st.container(border=True, height="stretch", key=f"{sheet.page}.whatif"):
        _what_if(sheet, table, supply)
    return [panel]


def _what_if(sheet: Sheet, table: ReleasedTable, supply: Supply) -> None:
    """Draw a line for each region and service: what is listed, and what one more could reach at most."""
    st.subheader(_("If there were one"), anchor=False)
    st.caption(
        _(
            "Needs that were missing because there was none in the area or no room: so many could be reached at most. Other "
            "needs, such as those for which a service is unsafe or too dear, would stay missing."
        )
    )
    spans: dict[str, Reached] = {period_name(sheet.period): reached([table])}
    if year := of_year(sheet.releases, sheet.period):
        spans[_("Four quarters up to it")] = reached(year)
    _lead(table, spans)
    rows = [_line(table, cell, supply, list(spans.values())) for cell in next(iter(spans.values()))]
    head = (_("Service"), _("Region"), _("Listed"), *spans)
    st.html(as_html(head, rows, _("Needs that could be reached, at most")))


def _lead(table: ReleasedTable, spans: Mapping[str, Reached]) -> None:
    """Say the surest of the numbers in a sentence: the one whose interval ends highest at its lower end."""
    said = [(reach, cell, span) for span, of_span in spans.items() for cell, reach in of_span.items() if reach]
    if not said:
        st.write(_("Every number is too small: it cannot be said."))
        return
    reach, cell, span = max(said, key=lambda each: each[0].low)
    region, service = (quoted(cell_label(table, dim, code)) for dim, code in zip(table.dims, cell, strict=True))
    words = _(
        "If there were {service} in {region}, at most about {n} ({low} to {high}) of the missing needs could be reached: "
        "{period}."
    )
    st.markdown(words.format(service=service, region=region, n=reach.most, low=reach.low, high=reach.high, period=span))


def _line(table: ReleasedTable, cell: tuple[str, str], supply: Supply, spans: list[Reached]) -> list[str]:
    region, service = cell
    listed = listed_words(supply.listed(service, places(table, region)))
    names = [cell_label(table, table.dims[1], service), cell_label(table, table.dims[0], region)]
    return [*names, listed, *(_at_most(span[cell]) for span in spans)]


def _at_most(reach: Reach | None) -> str:
    if reach is None:
        return _("cannot be said")
    return _("at most about {n} ({low} to {high})").format(n=reach.most, low=reach.low, high=reach.high)
