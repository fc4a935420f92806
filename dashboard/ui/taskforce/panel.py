"""One panel: a figure with its title, units and definition, and the same shown values in words and with their codes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable
from dashboard.release.meaning import CAVEAT, CHANGED
from dashboard.release.naming import cell_label
from dashboard.ui.charts import Look
from dashboard.ui.taskforce.wording import hidden


@dataclass(frozen=True)
class Cell:
    """One cell of a released table: its period, its codes and their labels, and the number or the words in its place."""

    period: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What a panel shows: `draw` makes its figure, `rows` are the same values in words under the headings `head`.

    `cells` returns the same values with their codes and is called only for a download. `note` says what the panel
    cannot tell; `filters` are, in words, what a person chose for it. `table` is the released table behind it, "" where
    it is called like the panel. A click on a label of `marks` narrows the page to its code of the dimension `dim`.
    `slides`: whether its figure is wider than a phone; None leaves that to the number of columns of its table.
    """

    name: str
    title: str
    units: str
    definition: str
    draw: Callable[[Look], go.Figure]
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    cells: Callable[[], Sequence[Cell]] = tuple
    table: str = ""
    dim: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    slides: bool | None = None
    filters: tuple[str, ...] = ()


def cells_of(period: str, table: ReleasedTable, nowhere: Collection[str] = ()) -> list[Cell]:
    """Return every cell of a released table with its codes, their labels, and its number in words; `nowhere` are the
    governorates where nobody who reported works.
    """
    return [
        Cell(
            period,
            codes,
            tuple(cell_label(table, dim, code) for dim, code in zip(table.dims, codes, strict=True)),
            hidden(table, codes, nowhere) if number is None else str(number),
        )
        for codes, number in table.cells.items()
    ]


def caveat() -> str:
    """Return what has to be said with every figure."""
    return _(CAVEAT)


def rounding() -> str:
    """Return in words what was done to every number."""
    return f"{changed()} " + _("What it does not hide is said on the page Releases.")


def changed() -> str:
    """Return what was done to every number, without a word on where to read what that does not hide."""
    return _(CHANGED)
