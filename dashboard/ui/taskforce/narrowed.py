"""Panels of one code of a table: over the periods, or by the table's other dimension."""

from dataclasses import replace

from dashboard.i18n import gettext as _
from dashboard.release import Releases
from dashboard.ui.charts import Line, bars, steps
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.panel import Panel, cells_of
from dashboard.ui.taskforce.trends import other_regions
from dashboard.ui.taskforce.wording import cell_label, dimension_label, less, period_name, said


def over_time(releases: Releases, period: str, name: str, code: str) -> Panel:
    """Return the panel of one code of the table `name` (of one dimension), over the periods of this length up to this
    one.
    """
    series = [(span, table) for span, table in releases.series(name, like=period) if (code,) in table.cells]
    newest = series[-1][1]
    label = cell_label(newest, newest.dims[0], code)
    headings = [period_name(span) for span, _table in series]
    line = Line(label, tuple(table[(code,)] for _span, table in series), "normal")
    whole = tables.panel(releases, period, name)
    return replace(
        whole,
        title=f"{whole.title}: {label}",
        units=_("Number of new cases in each period. A gap stands for {less}.").format(less=less(newest.under)),
        draw=lambda look: steps(headings, [line], look),
        head=(_("Period"), _("New cases")),
        rows=[
            (heading, said(table[(code,)], table.under))
            for heading, (_span, table) in zip(headings, series, strict=True)
        ],
        cells=lambda: [cell for span, table in series for cell in cells_of(span, table) if cell.codes == (code,)],
        filters=(label,),
        dim="",
        note=" ".join(other_regions(releases, period, name)),
    )


def one_row(releases: Releases, period: str, name: str, only: tuple[str, str]) -> Panel:
    """Return the panel of a table of two dimensions, narrowed to `only` (a dimension and one code), by the other one."""
    table, (dim, code) = releases.table(period, name), only
    position = table.dims.index(dim)
    label, other = cell_label(table, dim, code), table.dims[1 - position]
    items: list[tuple[str, int | None]] = []
    for other_code in tables.codes_of(table, 1 - position):
        cell_codes = (code, other_code) if position == 0 else (other_code, code)
        items.append((cell_label(table, other, other_code), table[cell_codes]))
    whole = tables.panel(releases, period, name)
    return replace(
        whole,
        title=f"{whole.title}: {label}",
        units=tables.units_of(releases, period, table),
        draw=lambda look: bars(items, less(table.under), look),
        head=(dimension_label(table, other), _("New cases")),
        rows=[(row_label, said(number, table.under)) for row_label, number in items],
        cells=lambda: [cell for cell in whole.cells() if cell.codes[position] == code],
        filters=(label,),
        dim="",
    )
