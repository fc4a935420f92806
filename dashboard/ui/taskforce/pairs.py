"""Panels that lay two columns of shown numbers side by side: two periods, or two governorates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.release.signals import comparable, judged
from dashboard.release.store import Shown
from dashboard.ui.pair_chart import pairs as draw
from dashboard.ui.taskforce.panel import Panel, cells_of
from dashboard.ui.taskforce.tables import codes_of, units_of
from dashboard.ui.taskforce.wording import cell_label, code_label, dimension_label, less, period_name, said, title

MOST = 20
"""Rows that are drawn, those with the largest numbers; all of them are in the table."""


@dataclass(frozen=True)
class Row:
    """Two shown numbers of one place in a table."""

    label: str
    first: Shown
    second: Shown


def same_grid(releases: Releases, first: str, second: str, name: str) -> bool:
    """Whether a table is in both periods and can be compared."""
    series = dict(releases.series(name))
    return {first, second} <= series.keys() and comparable(series[first], series[second])


def periods(releases: Releases, name: str, before: str, period: str) -> Panel:
    """Return a table in two periods."""
    old, new = releases.table(before, name), releases.table(period, name)
    rows = [Row(_label(new, codes), old[codes], new[codes]) for codes in _ordered(new)]
    heads = (period_name(before), period_name(period))
    made = _panel(new, rows, heads, units_of(releases, period, new.floor))
    return replace(made, cells=lambda: [*cells_of(before, old), *cells_of(period, new)])


def places(releases: Releases, name: str, period: str, chosen: tuple[str, str]) -> Panel:
    """Return what a table says of two governorates."""
    table = releases.table(period, name)
    at = table.dims.index("governorate")
    cells = [codes for codes in _ordered(table) if codes[at] == chosen[0]]
    rows = [Row(_label(table, codes, at), table[codes], table[_moved(codes, at, chosen[1])]) for codes in cells]
    heads = (code_label("governorate", chosen[0]), code_label("governorate", chosen[1]))
    made = _panel(table, rows, heads, units_of(releases, period, table.floor))
    return replace(made, cells=lambda: [cell for cell in cells_of(period, table) if cell.codes[at] in chosen])


def _moved(codes: tuple[str, ...], at: int, place: str) -> tuple[str, ...]:
    return (*codes[:at], place, *codes[at + 1 :])


def _ordered(table: ReleasedTable) -> list[tuple[str, ...]]:
    """Return the cells of a table in the order of its code lists."""
    order = [{code: place for place, code in enumerate(codes_of(table, at))} for at in range(len(table.dims))]
    return sorted(table.cells, key=lambda codes: [order[at][code] for at, code in enumerate(codes)])


def _label(table: ReleasedTable, codes: tuple[str, ...], without: int | None = None) -> str:
    named = [
        cell_label(table, dim, code)
        for at, (dim, code) in enumerate(zip(table.dims, codes, strict=True))
        if at != without
    ]
    return " × ".join(named) or _("New cases")


def _panel(table: ReleasedTable, rows: Sequence[Row], heads: tuple[str, str], units: str) -> Panel:
    drawn = sorted(rows, key=lambda row: -max(row.first or 0, row.second or 0))[:MOST]
    kept = [row for row in rows if row in drawn]
    more = _("The {n} largest are drawn, all are in the table.").format(n=MOST) if len(rows) > MOST else ""
    return Panel(
        name=table.name,
        title=_("{table}: {first} and {second}").format(table=title(table), first=heads[0], second=heads[1]),
        units=f"{units} {more}".strip(),
        definition=_("The difference that is named is that of the second against the first."),
        draw=lambda look: draw([(row.label, row.first, row.second) for row in kept], heads, less(table.floor), look),
        head=(" × ".join(dimension_label(table, dim) for dim in table.dims) or _("Cases"), *heads, _("Difference")),
        rows=[
            (row.label, said(row.first, table.floor), said(row.second, table.floor), _verdict(table, row))
            for row in rows
        ],
        filters=(_("{first} and {second}").format(first=heads[0], second=heads[1]),),
    )


def _verdict(table: ReleasedTable, row: Row) -> str:
    words = {"rise": "▲ " + _("clearly more"), "fall": "▼ " + _("clearly fewer"), None: _("no clear difference")}
    return words[judged(table, row.first, row.second)]
