"""The national list of missing services: how many cases, with the interval, the change, the share, and what is listed."""

from collections.abc import Sequence

import streamlit as st

from dashboard import codes
from dashboard.i18n import gettext as _
from dashboard.release import Releases, Supply
from dashboard.release.gaps import NATIONAL, Missing, urgent_missing
from dashboard.release.trends import MOST_LINES
from dashboard.ui.charts import bars
from dashboard.ui.html_table import as_html
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.offered import offers
from dashboard.ui.taskforce.panel import Cell, Panel
from dashboard.ui.taskforce.sheet import Sheet
from dashboard.ui.taskforce.trends import trend_panel
from dashboard.ui.taskforce.wording import around, cell_label, definition, less, per_cent, said

NOTHING = "–"
"""Beside a number that is not shown: why there is no share of it stands there already."""


def panel(releases: Releases, period: str, rows: Sequence[Missing]) -> Panel:
    """Return the panel of the list, drawn as bars, the largest first."""
    table = rows[0].table
    items = [(service_label(row), row.shown) for row in rows]
    return Panel(
        name=NATIONAL,
        table=table.name,
        title=_("Missing in the whole country"),
        units=tables.units_of(releases, period, table),
        definition=definition(table),
        draw=lambda look: bars(items, less(table.under), look),
        head=(_("Service"), _("Missing"), _("Against the period before")),
        rows=[(service_label(row), around(table, row.codes), _change(row)) for row in rows],
        cells=lambda: [
            Cell(period, row.codes, (service_label(row), *row.codes[1:]), said(row.shown, table.under)) for row in rows
        ],
    )


def over_time(releases: Releases, period: str, rows: Sequence[Missing]) -> list[Panel]:
    """Return the panel of the largest numbers of the list over the periods; none where there is no line to draw."""
    cells = [row.codes for row in rows if row.shown is not None and row.table.name == NATIONAL][:MOST_LINES]
    panel = trend_panel(releases, period, NATIONAL, cells) if cells else None
    return [panel] if panel else []


def draw(sheet: Sheet, rows: Sequence[Missing], supply: Supply) -> None:
    """Draw the list as a table, with what is known of the most urgent needs where the release has it."""
    has_needs = any(row.met is not None for row in rows)
    head = [_("Service"), _("Missing"), _("Against the period before"), _("Of new cases")]
    head += [_("Most urgent need: met"), _("Most urgent need: missing")] if has_needs else []
    body = [_line(row, supply, has_needs=has_needs) for row in rows]
    with st.container(border=True, key=f"{sheet.page}.list"):
        with st.container(key=f"{sheet.page}.lines.sliding"):
            st.html(as_html([*head, _("Verified in the directory")], body, _("Missing services, with what is listed")))
        if (share := urgent_missing(sheet.releases, sheet.period)) is not None:
            text = _(
                "Of the most urgent needs about {n} % were missing. What she declined is left out: it is her right."
            )
            st.caption(text.format(n=share))


def service_label(row: Missing) -> str:
    """Return what the service of a line is called."""
    return cell_label(row.table, row.table.dims[0], row.service)


def _line(row: Missing, supply: Supply, *, has_needs: bool) -> list[str]:
    needs = [said(row.met, row.table.under), _share(row.of_needs)] if has_needs else []
    of_cases = NOTHING if row.shown is None else _share(row.of_cases)
    listed = offers(supply, row.service, codes.places())
    return [service_label(row), around(row.table, row.codes), _change(row), of_cases, *needs, listed]


def _share(percent: int | None) -> str:
    return _("cannot be said") if percent is None else per_cent(percent)


def _change(row: Missing) -> str:
    """Return in words whether a number rose or fell by more than chance, and what it was before."""
    if row.before is None:
        return NOTHING if row.shown is None else _("cannot be said")
    words = {"rise": _("▲ rise, {n} before"), "fall": _("▼ fall, {n} before"), None: _("no clear change, {n} before")}
    return words[row.direction].format(n=row.before)
