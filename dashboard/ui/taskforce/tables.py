"""A panel of any published table: bars for one dimension, a heat table for two; in the words of its area."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from dashboard import codes
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.ui.charts import bars, heat
from dashboard.ui.taskforce.panel import Panel, cells_of
from dashboard.ui.taskforce.wording import (
    cell_label,
    definition,
    dimension_label,
    less,
    period_name,
    said,
    short_place,
    table_text,
    title,
)


def panels(releases: Releases, period: str, names: Sequence[str]) -> list[Panel]:
    """Return the panels of those of the named tables that the period has."""
    there = {table.name for table in releases.about(period).policy}
    return [panel(releases, period, name) for name in names if name in there]


def panel(releases: Releases, period: str, name: str, *, ranked: bool = False) -> Panel:
    """Return the panel of one published table, in the order of its list or with the largest numbers first."""
    table = releases.table(period, name)
    order = _ranked(table) if ranked else codes_of(table, 0) if table.dims else []
    made = _heat(table, order) if len(table.dims) == 2 else _bars(table, order)
    units = f"{units_of(releases, period, table.floor)} {made.units}".strip()
    return replace(made, units=units, cells=partial(cells_of, period, table), note=table_text(table, table.note))


def units_of(releases: Releases, period: str, floor: int) -> str:
    """Return what is counted, of how many, and what was done to the numbers."""
    total = releases.table(period, "total")
    return _(
        "Number of new cases, {period}; {total} in all. Rounded to 5, with a small random change; below {floor} no number."
    ).format(period=period_name(period), total=said(total[()], total.floor), floor=floor)


def codes_of(table: ReleasedTable, at: int) -> list[str]:
    """Return the codes of a dimension in the order of their list."""
    dim = table.dims[at]
    there = {cell[at] for cell in table.cells}
    try:
        order = list(table.labels[dim]) if dim in table.labels else list(codes.names(dim))
    except DashboardError:
        order = sorted(there)
    return [code for code in order if code in there]


def _ranked(table: ReleasedTable) -> list[str]:
    """Return the codes of the first dimension by their largest shown number, so that the order discloses no other."""
    most = {code: max(table.cells[cell] or 0 for cell in table.cells if cell[0] == code) for code in codes_of(table, 0)}
    return sorted(most, key=lambda code: -most[code])


def _bars(table: ReleasedTable, order: Sequence[str]) -> Panel:
    """Return a table of one dimension, or of none, as bars."""
    cells = [(code,) for code in order] if table.dims else [()]
    items = [(cell_label(table, table.dims[0], cell[0]) if cell else _("All"), table[cell]) for cell in cells]
    return Panel(
        name=table.name,
        title=title(table),
        units="",
        definition=definition(table),
        draw=lambda look: bars(items, less(table.floor), look),
        head=(dimension_label(table, table.dims[0]) if table.dims else _("Cases"), _("New cases")),
        rows=[(label, said(number, table.floor)) for label, number in items],
    )


def _heat(table: ReleasedTable, rows: Sequence[str]) -> Panel:
    """Return a table of two dimensions as colours; rows without a shown number are in the words only."""
    first, second = table.dims
    columns = codes_of(table, 1)
    seen = [row for row in rows if any(table[row, column] is not None for column in columns)] or rows[:1]
    heads = [cell_label(table, second, code) for code in columns]
    names = [short_place(row) if first == "governorate" else cell_label(table, first, row) for row in seen]
    hatched = _("Hatched: {less}.").format(less=less(table.floor))
    hidden = _("In rows that are not listed every number is {less}.").format(less=less(table.floor))
    return Panel(
        name=table.name,
        title=title(table),
        units=f"{hatched} {hidden}" if len(seen) < len(rows) else hatched,
        definition=definition(table),
        draw=lambda look: heat(names, heads, [[table[r, c] for c in columns] for r in seen], less(table.floor), look),
        head=(dimension_label(table, first), *heads),
        rows=[
            (cell_label(table, first, row), *(said(table[row, column], table.floor) for column in columns))
            for row in rows
        ],
    )
