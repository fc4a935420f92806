"""From the rows of a file to a table: its header is found, every row keeps its number, what is not read is said."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dashboard import codes
from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.places import numbers, place
from dashboard.interchange.reading.cells import letters
from dashboard.interchange.reading.known_words import names
from dashboard.interchange.reading.limits import HEADER_ROWS, refuse_long_cells, refuse_wide
from dashboard.interchange.source import Line, Sheet

Merged = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell that were merged into one: row and column, both from 0."""
_ENOUGH = 0.6
"""A header has a text in so large a part of the columns that any of the first rows fills. A title has one text, and a row
with the names of groups has few."""


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet that are not empty, by the number that a spreadsheet shows, and what is merged in it."""

    name: str
    rows: dict[int, list[str]]
    merged: Sequence[Merged] = ()
    notes: list[str] = field(default_factory=list)


def sheet_of(grid: Grid) -> tuple[Sheet, list[str]]:
    """Return a sheet as a table, and what was not read or filled in of it."""
    notes = list(grid.notes)
    at = _header_row(grid.rows)
    header = grid.rows[at]
    notes += _above(grid, at)
    notes += _fill_down(grid, at)
    below = {number: row for number, row in grid.rows.items() if number > at}
    refuse_wide(max(map(_width, [header, *below.values()])), grid.name)
    _refuse_cells(grid)
    kept = [place for place, name in enumerate(header) if name]
    notes += _without_name(grid, kept, below)
    lines = (Line(number, tuple(row[at] if at < len(row) else "" for at in kept)) for number, row in below.items())
    return Sheet(grid.name, at, tuple(header[place] for place in kept), tuple(filter(_is_filled, lines))), notes


def _is_filled(line: Line) -> bool:
    return any(line.cells)


def _width(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def _header_row(rows: dict[int, list[str]]) -> int:
    """Return the number of the row with the names of the columns, which stands among the first ten.

    It is the one with most names that we know; where we know none, the first that is filled like a table.
    """
    first = {number: row for number, row in list(rows.items())[:HEADER_ROWS] if number <= HEADER_ROWS}
    first = first or dict(list(rows.items())[:1])
    known = {number: sum(codes.fold(cell) in names() for cell in row if cell) for number, row in first.items()}
    best = max(known, key=lambda number: (known[number], -number))
    if known[best] > 1:
        return best
    filled = {number: len({cell for cell in row if cell}) for number, row in first.items()}
    enough = _ENOUGH * max(filled.values())
    return next(number for number, count in filled.items() if count >= enough)


def _above(grid: Grid, at: int) -> Iterator[str]:
    above = [number for number in grid.rows if number < at]
    if above and not _are_labels(grid.rows[above[-1]], grid.rows[at]):
        text = _("{sheet}: the header was found in row {row}. What stands above it was not read ({rows}).")
        yield text.format(sheet=place(grid.name), row=at, rows=numbers(above))


def _are_labels(row: Sequence[str], header: Sequence[str]) -> bool:
    """Return whether a row says in people's language what our names under it mean, as in the template."""
    ours = all(codes.fold(name) in names() for name in header if name)
    return ours and sum(map(bool, row)) == sum(map(bool, header))


def _fill_down(grid: Grid, header: int) -> Iterator[str]:
    """Write the text of a cell that was merged over several rows into each of them, as people see it."""
    filled: dict[int, list[int]] = {}
    for (top, left), (bottom, right) in grid.merged:
        text = next(iter(grid.rows.get(top + 1, [])[left : left + 1]), "")
        rows = [number for number in grid.rows if max(top + 1, header) < number <= bottom + 1]
        if not text or top + 1 <= header:
            continue
        for number in rows:
            row = grid.rows[number]
            row += [""] * (left + 1 - len(row))
            row[left] = row[left] or text
        filled.setdefault(left, []).extend([top + 1, *rows])
        if right > left:
            yield _(
                "{sheet}, row {row}: cells of several columns are merged. Their text was read into the first."
            ).format(sheet=place(grid.name), row=top + 1)
    for column, rows in sorted(filled.items()):
        if len(rows) > 1:
            yield _("{sheet}, column {column}: a cell merged over rows {rows} was read into each of them.").format(
                sheet=place(grid.name), column=letters(column), rows=numbers(rows)
            )


def _without_name(grid: Grid, kept: Sequence[int], below: dict[int, list[str]]) -> Iterator[str]:
    """Say which columns have cells and no name: nobody can know what they mean, and they are not read."""
    named = set(kept)
    cells = Counter(at for row in below.values() for at, cell in enumerate(row) if cell and at not in named)
    if cells:
        text = _(
            "{sheet}: {n} cells stand in columns without a name in the header ({columns}) and were not read. "
            "Name these columns, or empty them."
        )
        columns = ", ".join(letters(at) for at in sorted(cells)[:20])
        yield text.format(sheet=place(grid.name), n=cells.total(), columns=columns)


def _refuse_cells(grid: Grid) -> None:
    """Raise ImportRefused where a text is too long or has half of a character: it can be neither kept nor shown."""
    for number, row in grid.rows.items():
        refuse_long_cells(row, number, grid.name)
        try:
            "".join(row).encode()
        except UnicodeEncodeError:
            text = _(
                "{sheet}, row {row}: a cell holds half of a character. Write its text anew, and save the file again."
            )
            raise ImportRefused(text.format(sheet=place(grid.name), row=number)) from None
