"""A table of two dimensions in which few numbers are shown: a list of those, and in words how many are too few to show.

Drawn as a heat table it would be a screen of hatching.
"""

from collections.abc import Sequence

from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable
from dashboard.release.naming import cell_label, definition, dimension_label, title
from dashboard.ui.charts import bars
from dashboard.ui.taskforce.panel import Panel
from dashboard.ui.taskforce.wording import around, less, short_place

LEAST_SHOWN = 1 / 3
"""The least share of cells with a number at which a table is drawn as a heat table."""
DRAWN = 12
"""Bars that are drawn at most; "as table" lists all."""
Cells = Sequence[tuple[str, str]]


def is_sparse(table: ReleasedTable, cells: Cells) -> bool:
    """Whether too few of the cells have a number for a heat table."""
    return len(_shown(table, cells)) < LEAST_SHOWN * len(cells)


def panel(table: ReleasedTable, cells: Cells) -> Panel:
    """Return the panel of the cells that have a number, the largest first."""
    shown, (first, second) = _shown(table, cells), table.dims
    items: list[tuple[str, int | None]] = [(" · ".join(_labels(table, cell)), table[cell]) for cell in shown[:DRAWN]]
    return Panel(
        name=table.name,
        title=title(table),
        units=_("{n} of {all} numbers are {less} and not listed.").format(
            n=len(cells) - len(shown), all=len(cells), less=less(table.under)
        ),
        definition=definition(table),
        draw=lambda look: bars(items or [(_("All"), None)], less(table.under), look),
        head=(dimension_label(table, first), dimension_label(table, second), _("New cases")),
        rows=[(*_labels(table, cell), around(table, cell)) for cell in shown],
    )


def _shown(table: ReleasedTable, cells: Cells) -> list[tuple[str, str]]:
    shown = [cell for cell in cells if table[cell] is not None]
    return sorted(shown, key=lambda cell: -(table[cell] or 0))


def _labels(table: ReleasedTable, cell: tuple[str, str]) -> list[str]:
    return [
        short_place(code) if dim == "governorate" else cell_label(table, dim, code)
        for dim, code in zip(table.dims, cell, strict=True)
    ]
