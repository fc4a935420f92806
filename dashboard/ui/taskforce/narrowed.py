"""Panels of one code of a table: over the periods, or by the table's other dimension."""

from dataclasses import replace

from dashboard.i18n import gettext as _
from dashboard.release import Releases
from dashboard.release.naming import cell_label, dimension_label, title
from dashboard.ui.charts import bars
from dashboard.ui.taskforce import tables
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.trends import other_regions, trend_panel
from dashboard.ui.taskforce.wording import hidden


def over_time(releases: Releases, period: str, name: str, code: str) -> Panel:
    """Return the panel of one code of the table `name` (of one dimension): its line up to this period, with range and
    marks; where there is only this period, a bar.
    """
    table = releases.table(period, name)
    label = cell_label(table, table.dims[0], code)
    whole = trend_panel(releases, period, name, [(code,)]) or _one_bar(releases, period, name, code)
    return replace(
        whole,
        title=f"{title(table)}: {label}",
        cells=lambda: [cell for cell in whole.cells() if cell.codes == (code,)],
        filters=(label,),
    )


def _one_bar(releases: Releases, period: str, name: str, code: str) -> Panel:
    whole, table = tables.panel(releases, period, name), releases.table(period, name)
    label, instead = cell_label(table, table.dims[0], code), hidden(table, (code,), tables.nowhere(releases, period))
    return replace(
        whole,
        draw=lambda look: bars([(label, table[(code,)])], instead, look),
        rows=[row for row in whole.rows if row[0] == label],
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
    # Of a place where nobody who reported works every number is hidden for that reason.
    instead = hidden(table, (code,) if dim == "governorate" else (), tables.nowhere(releases, period))
    return replace(
        whole,
        title=f"{whole.title}: {label}",
        units=tables.units_of(releases, period, table),
        draw=lambda look: bars(items, instead, look),
        head=(dimension_label(table, other), _("New cases")),
        rows=[(row_label, instead if number is None else str(number)) for row_label, number in items],
        cells=lambda: [cell for cell in whole.cells() if cell.codes[position] == code],
        filters=(label,),
        dim="",
    )
