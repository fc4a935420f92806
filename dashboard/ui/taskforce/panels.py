"""Panels that are not bars or a heat table: places as a map, risk as lines over the periods."""

from dataclasses import replace

from dashboard.codes import governorate_tiles
from dashboard.i18n import gettext as _
from dashboard.release import Releases
from dashboard.ui.charts import Line, Mark, steps
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.panel import Panel, cells_of
from dashboard.ui.taskforce.wording import code_label, less, period_name, said, short_place
from dashboard.ui.tile_chart import Band, Tile, tile_map

_MARKS: dict[str, Mark] = {"high": "high", "medium": "medium", "normal": "normal"}


def places(releases: Releases, period: str) -> Panel:
    """Return the panel of new cases by governorate, drawn as a tile map."""
    table, grid = releases.table(period, "governorate"), governorate_tiles()
    tiles = [Tile(short_place(code), *grid[code], number) for (code,), number in table.cells.items() if code in grid]
    bands = [Band(_("10 to 20"), 10), Band(_("25 to 45"), 25), Band(_("50 to 95"), 50), Band(_("100 or more"), 100)]
    whole = tables.panel(releases, period, "governorate", ranked=True)
    placed = _("The map places governorates as equal tiles, roughly where they lie.")
    return replace(
        whole,
        definition=f"{whole.definition} {placed}",
        draw=lambda look: tile_map(tiles, bands, less(table.under), look),
    )


def trend(releases: Releases, period: str) -> Panel:
    """Return the panel of new cases by period, with a line for each risk level."""
    series = releases.series("risk_level", like=period)
    newest, under = series[-1][1], series[-1][1].under
    risks, headings = tables.codes_of(newest, 0), [period_name(span) for span, _table in series]
    lines = [
        Line(
            code_label("risk_level", risk), tuple(table[(risk,)] for _span, table in series), _MARKS.get(risk, "other")
        )
        for risk in risks
    ]
    return replace(
        tables.panel(releases, period, "risk_level"),
        name="trend",
        title=_("New cases by period and risk"),
        units=_("Number of new cases in each period. A gap stands for {less}.").format(less=less(under)),
        draw=lambda look: steps(headings, lines, look),
        head=(_("Period"), *(line.label for line in lines)),
        rows=[
            (heading, *(said(table[(risk,)], table.under) for risk in risks))
            for heading, (_span, table) in zip(headings, series, strict=True)
        ],
        cells=lambda: [cell for span, table in series for cell in cells_of(span, table)],
    )
