"""Numbering: which row of its sheet each filled row is, for forms that are text; readers leave empty rows out."""

import re
from collections.abc import Iterable, Iterator, Sequence

_PIPE = re.compile(r"(?<!\\)\|")


def numbers(rows: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Return the numbers of the filled rows by sheet, from 1 for the header; a row's first cell names a sheet or is empty."""
    found: dict[str, list[int]] = {}
    sheet, row = "", 0
    for first, *cells in filter(None, rows):
        if first.strip():
            sheet, row = first.strip().lower(), 0
        filled = any(cell.strip() for cell in cells)
        row += bool(row or filled)
        if row > 1 and filled:
            found.setdefault(sheet, []).append(row)
    return found


def table_rows(text: str) -> Iterator[list[str]]:
    """Yield the rows of Markdown tables, without the lines of dashes under their headers."""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("|") and not set(line) <= set("|-"):
            yield _PIPE.split(line[1:].removesuffix("|"))
