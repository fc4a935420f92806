"""Panels of one code of a table: over the periods, or by the table's other dimension."""

from dataclasses import replace

from dashboard.i18n import gettext as _
from dashboard.release import Releases
from dashboard.ui.charts import Line, bars, steps
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.panel import Panel, cells_of
from dashboard.ui.taskforce.wording import cell_label, dimension_label, less, period_name, said


def over_time(releases: Releases, period: str, name: str, code: str) -> Panel:
    """Return one number of a one-way table over the periods up to this one, of the same length."""
    series = [(span, t) for span, t in releases.series(name, like=period) if (code,) in t.cells]
    table = series[-1][1]
    label = cell_label(table, table.dims[0], code)
    names = [period_name(span) for span, _table in series]
    line = Line(label, tuple(t[(code,)] for _period, t in series), "normal")
    whole = tables.panel(releases, period, name)
    return replace(
        whole,
        title=f"{whole.title}: {label}",
        units=_("Number of new cases in each period. A gap stands for {less}.").format(less=less(table.floor)),
        draw=lambda look: steps(names, [line], look),
        head=(_("Period"), _("New cases")),
        rows=[(heading, said(t[(code,)], t.floor)) for heading, (_period, t) in zip(names, series, strict=True)],
        cells=lambda: [cell for span, t in series for cell in cells_of(span, t) if cell.codes == (code,)],
        filters=(label,),
    )


def one_row(releases: Releases, period: str, name: str, only: tuple[str, str]) -> Panel:
    """Return what a two-way table says of one code of a dimension, by its other dimension."""
    table, (dim, code) = releases.table(period, name), only
    at = table.dims.index(dim)
    label, other = cell_label(table, dim, code), table.dims[1 - at]
    cells = {
        other_code: (code, other_code) if at == 0 else (other_code, code)
        for other_code in tables.codes_of(table, 1 - at)
    }
    items = [(cell_label(table, other, other_code), table[cell]) for other_code, cell in cells.items()]
    whole = tables.panel(releases, period, name)
    return replace(
        whole,
        title=f"{whole.title}: {label}",
        units=tables.units_of(releases, period, table.floor),
        draw=lambda look: bars(items, less(table.floor), look),
        head=(dimension_label(table, other), _("New cases")),
        rows=[(row_label, said(number, table.floor)) for row_label, number in items],
        cells=lambda: [cell for cell in whole.cells() if cell.codes[at] == code],
        filters=(label,),
    )
