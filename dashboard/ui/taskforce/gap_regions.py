"""Missing services by region, what is listed there, and what a service could reach at most if there were one."""

from collections.abc import Mapping

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import Period, ReleasedTable, Supply
from dashboard.release.gaps import BY_REGION, NO_GAP, places
from dashboard.release.naming import cell_label
from dashboard.release.whatif import Reach, Reached, of_period, of_year, reached
from dashboard.ui.html_table import as_html
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.offered import offers
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.sheet import Sheet
from dashboard.ui.taskforce.wording import period_name


def panels(sheet: Sheet) -> list[Panel]:
    """Return the panel of the numbers by region; none where the release has no regions."""
    if BY_REGION not in sheet.releases.names(sheet.period):
        return []
    return [tables.panel(sheet.releases, sheet.period, BY_REGION, without=NO_GAP)]


def what_if(sheet: Sheet, supply: Supply) -> None:
    """Draw a line for each region and service: what is listed, and what one more could reach at most."""
    spans = _spans(sheet)
    if not spans:
        return
    table = next(reversed(spans.values()))[-1]
    reaches = {heading: reached(tables) for heading, tables in spans.items()}
    rows = [_line(table, cell, supply, list(reaches.values())) for cell in next(iter(reaches.values()))]
    with st.container(border=True, key=f"{sheet.page}.whatif"):
        st.subheader(_("If there were one more"), anchor=False)
        _lead(table, reaches, supply)
        with st.container(key=f"{sheet.page}.reached.sliding"):
            st.html(as_html((_("Service"), _("Region"), _("Listed"), *spans), rows, _("Needs that could be reached")))
        st.caption(
            _(
                "At most: needs that were missing because there was none in the area, it was closed, or it had no room. Other "
                "needs, such as those for which a service is unsafe or too dear, would stay missing."
            )
        )


def _spans(sheet: Sheet) -> dict[str, tuple[ReleasedTable, ...]]:
    """Return the tables of the period, and those of the four quarters up to its end, as far as there are any."""
    last = str(Period.parse(sheet.period).quarters[-1])
    spans = {
        period_name(sheet.period): of_period(sheet.releases, sheet.period),
        _("four quarters to {period}").format(period=period_name(last)): of_year(sheet.releases, sheet.period),
    }
    return {heading: tables for heading, tables in spans.items() if tables}


def _lead(table: ReleasedTable, spans: Mapping[str, Reached], supply: Supply) -> None:
    """Say the surest of the numbers in a sentence: the one whose interval ends highest at its lower end."""
    said = [(reach, cell, span) for span, of_span in spans.items() for cell, reach in of_span.items() if reach]
    if not said:
        st.write(_("Every number is too small: it cannot be said."))
        return
    reach, cell, span = max(said, key=lambda each: each[0].low)
    region, service = (quoted(cell_label(table, dim, code)) for dim, code in zip(table.dims, cell, strict=True))
    words = _(
        "{service} in {region} (listed: {listed}): one more could reach at most about {n} ({low} to {high}) of the needs "
        "that were missing, {period}."
    )
    listed = quoted(offers(supply, cell[1], places(table, cell[0])))
    named = {"service": service, "region": region, "listed": listed, "period": span}
    st.markdown(words.format(n=reach.most, low=reach.low, high=reach.high, **named))


def _line(table: ReleasedTable, cell: tuple[str, str], supply: Supply, spans: list[Reached]) -> list[str]:
    region, service = cell
    listed = offers(supply, service, places(table, region))
    names = [cell_label(table, table.dims[1], service), cell_label(table, table.dims[0], region)]
    return [*names, listed, *(_at_most(span[cell]) for span in spans)]


def _at_most(reach: Reach | None) -> str:
    if reach is None:
        return _("cannot be said")
    return _("at most about {n} ({low} to {high})").format(n=reach.most, low=reach.low, high=reach.high)
