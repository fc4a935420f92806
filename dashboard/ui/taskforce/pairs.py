"""Panels that lay two columns of shown numbers side by side: two periods, or two governorates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.codes import UNKNOWN
from dashboard.i18n import gettext as _
from dashboard.release import ReleasedTable, Releases
from dashboard.release.naming import cell_label, dimension_label, title
from dashboard.release.signals import comparable, judged
from dashboard.release.silence import uncovered
from dashboard.release.store import Shown
from dashboard.ui.chart_parts import Pair
from dashboard.ui.pair_chart import Two
from dashboard.ui.pair_chart import pairs as draw
from dashboard.ui.taskforce.panel import Panel, cells_of
from dashboard.ui.taskforce.tables import codes_of, not_shown, units_of
from dashboard.ui.taskforce.wording import code_label, hidden, less, period_name, said

MOST = 20
"""Rows that are drawn, those with the largest numbers; all of them are in the table."""


@dataclass(frozen=True)
class Row:
    """The two shown numbers that are compared in one row of a panel; None is a number that is not shown."""

    label: str
    first: Shown
    second: Shown
    instead: tuple[str, str] = ("", "")
    """The words in place of the first and the second number where it is not shown."""

    @property
    def words(self) -> tuple[str, str]:
        """Both numbers in words."""
        first, second = (
            instead if number is None else str(number)
            for number, instead in zip((self.first, self.second), self.instead, strict=True)
        )
        return first, second


def same_grid(releases: Releases, first: str, second: str, name: str) -> bool:
    """Whether the table `name` is in the releases of both periods and was counted in a comparable way."""
    series = dict(releases.series(name))
    return {first, second} <= series.keys() and comparable(series[first], series[second])


def periods(releases: Releases, name: str, before: str, period: str) -> Panel:
    """Return the panel of the table `name` in two periods, `before` and `period`, side by side."""
    old, new = releases.table(before, name), releases.table(period, name)
    nowhere = [frozenset(uncovered(releases, span)) for span in (before, period)]
    rows = [
        Row(
            _label(new, codes), old[codes], new[codes], (hidden(old, codes, nowhere[0]), hidden(new, codes, nowhere[1]))
        )
        for codes in _ordered(new)
        if codes in old.cells  # a list of codes that has learnt to say "not known" has a cell more since
    ]
    heads = (period_name(before), period_name(period))
    made = _panel(new, rows, heads, _both(releases, {before: old, period: new}), "time", old)
    return replace(made, cells=lambda: [*cells_of(before, old, nowhere[0]), *cells_of(period, new, nowhere[1])])


def places(releases: Releases, name: str, period: str, chosen: tuple[str, str]) -> Panel:
    """Return the panel of the table `name` with the numbers of two governorates, those `chosen`, side by side."""
    table = releases.table(period, name)
    first, second = chosen
    position = table.dims.index("governorate")
    nowhere = frozenset(uncovered(releases, period))
    instead = (hidden(table, (first,), nowhere), hidden(table, (second,), nowhere))
    rows = [
        Row(_label(table, codes, position), table[codes], table[_with_place(codes, position, second)], instead)
        for codes in _ordered(table)
        if codes[position] == first
    ]
    heads = (code_label("governorate", first), code_label("governorate", second))
    made = _panel(table, rows, heads, units_of(releases, period, table), "place", table)
    return replace(
        made, cells=lambda: [cell for cell in cells_of(period, table, nowhere) if cell.codes[position] in chosen]
    )


def _with_place(codes: tuple[str, ...], position: int, place: str) -> tuple[str, ...]:
    """Return the codes of the same cell for another governorate."""
    return (*codes[:position], place, *codes[position + 1 :])


def _ordered(table: ReleasedTable) -> list[tuple[str, ...]]:
    """Return the codes of each cell of a table, sorted by the order of each dimension's code list, places by size."""
    ranks = [{code: rank for rank, code in enumerate(_codes(table, position))} for position in range(len(table.dims))]
    return sorted(table.cells, key=lambda codes: [rank[code] for rank, code in zip(ranks, codes, strict=True)])


def _codes(table: ReleasedTable, position: int) -> list[str]:
    """Return the codes of a dimension in the order of their list; places with the largest shown numbers first."""
    if table.dims[position] != "governorate":
        return codes_of(table, position)
    largest: dict[str, int] = {}
    for codes, number in table.cells.items():
        largest[codes[position]] = max(number or 0, largest.get(codes[position], 0))
    return sorted(largest, key=lambda code: (code == UNKNOWN, -largest[code]))


def _label(table: ReleasedTable, codes: tuple[str, ...], without: int | None = None) -> str:
    """Return the labels of a cell's codes, leaving out the dimension at the position `without`."""
    labels = [
        cell_label(table, dim, code)
        for position, (dim, code) in enumerate(zip(table.dims, codes, strict=True))
        if position != without
    ]
    return " × ".join(labels) or _("New cases")


def _panel(
    table: ReleasedTable, rows: Sequence[Row], heads: tuple[str, str], units: str, of: Pair, earlier: ReleasedTable
) -> Panel:
    """Return a panel; `earlier` is the table of the first numbers, whose noise and floor may be others."""
    largest = sorted(rows, key=lambda row: -max(row.first or 0, row.second or 0))[:MOST]
    drawn = [row for row in rows if row in largest]  # in the order of the table
    more = _("The {n} largest are drawn, all are in the table.").format(n=MOST) if len(rows) > MOST else ""
    return Panel(
        name=table.name,
        title=_("{table}: {first} and {second}").format(table=title(table), first=heads[0], second=heads[1]),
        units=f"{units} {more}".strip(),
        definition=_("The difference that is named is that of the second against the first."),
        draw=lambda look: draw(
            [Two(row.label, row.first, row.second, _clear(table, row, earlier), row.instead) for row in drawn],
            heads,
            (less(earlier.under), less(table.under)),
            look,
            of=of,
        ),
        head=(" × ".join(dimension_label(table, dim) for dim in table.dims) or _("Cases"), *heads, _("Difference")),
        rows=[(row.label, *row.words, _clear(table, row, earlier) or _("no clear difference")) for row in rows],
        filters=(_("{first} and {second}").format(first=heads[0], second=heads[1]),),
    )


def _clear(table: ReleasedTable, row: Row, earlier: ReleasedTable) -> str:
    """Return how the second number clearly differs from the first, "" where noise and chance may explain it."""
    words = {"rise": "▲ " + _("clearly more"), "fall": "▼ " + _("clearly fewer"), None: ""}
    return words[judged(table, row.first, row.second, earlier)]


def _both(releases: Releases, tables: Mapping[str, ReleasedTable]) -> str:
    """Return in words what the numbers of two periods count, with the total of each, and what each does not show."""
    totals = {period: releases.table(period, "total") for period in tables}
    first, second = (
        _("{period}: {total} in all").format(period=period_name(period), total=said(total[()], total.under))
        for period, total in totals.items()
    )
    counted = _("Number of new cases. {first}; {second}.").format(first=first, second=second)
    hidden = {period_name(period): not_shown(table) for period, table in tables.items()}
    if len(set(hidden.values())) == 1:
        return f"{counted} {next(iter(hidden.values()))}"
    return " ".join([counted, *(f"{name}: {words}" for name, words in hidden.items())])
