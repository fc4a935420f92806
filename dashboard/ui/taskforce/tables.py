"""A panel of any published table: bars for one dimension, coloured cells for two; in the words of the table's area."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from dashboard import codes
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.release.dimensions import DIMENSIONS
from dashboard.release.naming import cell_label, definition, dimension_label, table_text, title
from dashboard.release.silence import uncovered
from dashboard.ui.chart_parts import folded
from dashboard.ui.charts import bars, heat
from dashboard.ui.taskforce import sparse
from dashboard.ui.taskforce.panel import Panel, cells_of
from dashboard.ui.taskforce.wording import hidden, less, period_name, said, short_place

_NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})


def panels(
    releases: Releases, period: str, names: Sequence[str], *, without: Mapping[str, Collection[str]] = _NOTHING
) -> list[Panel]:
    """Return a panel for each of the named tables that the release of the period holds, `without` codes by table."""
    published = releases.names(period)
    return [panel(releases, period, name, without=without.get(name, ())) for name in names if name in published]


def panel(releases: Releases, period: str, name: str, *, ranked: bool = False, without: Collection[str] = ()) -> Panel:
    """Return the panel of one published table, in the order of its code list or (`ranked`) the largest numbers first.

    Of a table of two dimensions the rows and columns `without` are not drawn.
    """
    table = releases.table(period, name)
    order: list[str] = []
    if ranked:
        order = _ranked(table)
    elif table.dims:
        order = codes_of(table, 0)
    places = nowhere(releases, period)
    made = _crossed(table, order, without, places) if len(table.dims) == 2 else _bars(table, order, places)
    units = f"{units_of(releases, period, table)} {made.units}".strip()
    return replace(
        made, units=units, cells=partial(cells_of, period, table, places), note=table_text(table, table.note)
    )


def nowhere(releases: Releases, period: str) -> frozenset[str]:
    """Return the governorates of a period where nobody who reported works: a hidden number there is not "too few"."""
    return frozenset(uncovered(releases, period))


def units_of(releases: Releases, period: str, table: ReleasedTable) -> str:
    """Return in words what a table counts: new cases, of how many in the period, and which numbers are not shown."""
    total = releases.table(period, "total")
    words = _("Number of new cases, {period}; {total} in all.")
    return f"{words.format(period=period_name(period), total=said(total[()], total.under))} {not_shown(table)}"


def not_shown(table: ReleasedTable) -> str:
    """Return from which number on a table shows one, and what one that it does not show probably is, in one sentence."""
    words = _("A number below {floor} is not shown; the true one is then probably under {under}.")
    return words.format(floor=table.floor, under=table.under)


def codes_of(table: ReleasedTable, at: int) -> list[str]:
    """Return the codes that a table has in its dimension at position `at`, in the order of their code list."""
    dim = table.dims[at]
    present = {cell[at] for cell in table.cells}
    try:
        order = list(table.labels[dim]) if dim in table.labels else list(codes.names(dim))
    except DashboardError:
        order = sorted(present)
    return [code for code in order if code in present]


def _ranked(table: ReleasedTable) -> list[str]:
    """Return the codes of the first dimension, largest shown number first: the order tells nothing of hidden numbers.

    What is not known stands last, however large it is.
    """
    largest = {
        code: max(number or 0 for cell, number in table.cells.items() if cell[0] == code) for code in codes_of(table, 0)
    }
    return sorted(largest, key=lambda code: (code == codes.UNKNOWN, -largest[code]))


def _bars(table: ReleasedTable, order: Sequence[str], places: Collection[str]) -> Panel:
    """Return the panel of a table of one dimension, or of none (a single number), drawn as bars."""
    cells = [(code,) for code in order] if table.dims else [()]
    items = [(cell_label(table, table.dims[0], cell[0]) if cell else _("All"), table[cell]) for cell in cells]
    words = {label: hidden(table, cell, places) for (label, _number), cell in zip(items, cells, strict=True)}
    return Panel(
        name=table.name,
        title=title(table),
        units="",
        definition=definition(table),
        draw=lambda look: bars(items, less(table.under), look, words),
        dim=table.dims[0] if table.dims and table.dims[0] in DIMENSIONS else "",
        marks={folded(label): cell[0] for (label, _number), cell in zip(items, cells, strict=True) if cell},
        head=(dimension_label(table, table.dims[0]) if table.dims else _("Cases"), _("New cases")),
        rows=[(label, words[label] if number is None else str(number)) for label, number in items],
    )


def _crossed(table: ReleasedTable, rows: Sequence[str], without: Collection[str], places: Collection[str]) -> Panel:
    """Return the panel of a table of two dimensions: coloured cells, or a list where few of them have a number. Rows
    without a shown number are not drawn.
    """
    columns = [code for code in codes_of(table, 1) if code not in without]
    rows = [code for code in rows if code not in without]
    drawn = [row for row in rows if any(table[row, column] is not None for column in columns)] or rows[:1]
    if sparse.is_sparse(table, [(row, column) for row in drawn for column in columns]):
        return sparse.panel(table, [(row, column) for row in rows for column in columns])
    return _heat(table, rows, drawn, columns, places)


def _heat(
    table: ReleasedTable, rows: Sequence[str], drawn: Sequence[str], columns: Sequence[str], places: Collection[str]
) -> Panel:
    first, second = table.dims
    heads = [cell_label(table, second, code) for code in columns]
    names = [short_place(row) if first == "governorate" else cell_label(table, first, row) for row in drawn]
    numbers = [[table[row, column] for column in columns] for row in drawn]
    hatched = _("Hatched: too few to show.")
    hidden = _("In rows that are not listed every number is too few to show.")
    return Panel(
        name=table.name,
        title=title(table),
        units=f"{hatched} {hidden}" if len(drawn) < len(rows) else hatched,
        definition=definition(table),
        draw=lambda look: heat(names, heads, numbers, less(table.under), look),
        head=(dimension_label(table, first), *heads),
        rows=[
            (cell_label(table, first, row), *(_told(table, (row, column), places) for column in columns))
            for row in rows
        ],
    )


def _told(table: ReleasedTable, cell: tuple[str, str], places: Collection[str]) -> str:
    return hidden(table, cell, places) if (number := table[cell]) is None else str(number)
