"""A panel of any published table: bars for one dimension, a heat table for two; in the words of its area."""

from dashboard import codes
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.ui.charts import bars, heat
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.wording import cell_label, less, period_name, said, short_place, table_text

WHOLE = {
    "disability": lambda: _("Cases by disability"),
    "displacement": lambda: _("Cases by displacement"),
    "age_sex": lambda: _("Cases by age and sex"),
    "risk_level": lambda: _("Cases by risk level"),
}
"""Titles of the core's tables over one code list, which carry no words of their own."""


def panel(releases: Releases, period: str, name: str) -> Panel:
    """Return the panel of one published table."""
    table = releases.table(period, name)
    return _one_way(table, period) if len(table.dims) == 1 else _two_way(table, period)


def title(table: ReleasedTable) -> str:
    """Return the title of a table."""
    return WHOLE[table.name]() if table.name in WHOLE else table_text(table, table.label) or table.name


def _codes(table: ReleasedTable, at: int) -> list[str]:
    """Return the codes of a dimension in the order of their list."""
    dim = table.dims[at]
    there = {cell[at] for cell in table.cells}
    try:
        order = list(table.labels[dim]) if dim in table.labels else list(codes.names(dim))
    except DashboardError:
        order = sorted(there)
    return [code for code in order if code in there]


def _units(table: ReleasedTable, period: str) -> str:
    return _(
        "Number of new cases, {period}. Rounded to 5, with a small random change; below {floor} no number."
    ).format(period=period_name(period), floor=table.floor)


def _one_way(table: ReleasedTable, period: str) -> Panel:
    items = [(cell_label(table, table.dims[0], code), table[(code,)]) for code in _codes(table, 0)]
    return Panel(
        name=table.name,
        title=title(table),
        units=_units(table, period),
        definition=table_text(table, table.definition),
        draw=lambda look: bars(items, less(table.floor), look),
        head=("", _("New cases")),
        rows=[(label, said(number, table.floor)) for label, number in items],
    )


def _two_way(table: ReleasedTable, period: str) -> Panel:
    first, second = table.dims
    rows, columns = _codes(table, 0), _codes(table, 1)
    seen = [row for row in rows if any(table[row, column] is not None for column in columns)] or rows[:1]
    heads = [cell_label(table, second, code) for code in columns]
    names = [short_place(row) if first == "governorate" else cell_label(table, first, row) for row in seen]
    hidden = _("In rows that are not listed every number is {less}.").format(less=less(table.floor))
    return Panel(
        name=table.name,
        title=title(table),
        units=_units(table, period) + (f" {hidden}" if len(seen) < len(rows) else ""),
        definition=table_text(table, table.definition),
        draw=lambda look: heat(names, heads, [[table[r, c] for c in columns] for r in seen], less(table.floor), look),
        head=("", *heads),
        rows=[
            (cell_label(table, first, row), *(said(table[row, column], table.floor) for column in columns))
            for row in rows
        ],
    )
