"""Lines: the filled rows of a sheet with their numbers, and their columns by one name each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.forms.workbook import NUMBERS, Book

_SAME = {
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "readonly": "read_only",
    "requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
}
"""Other names that pyxform takes for a column."""


@dataclass(frozen=True)
class Line:
    """A filled row: `row` counts the header as 1; `cells` are texts by column, the first language of each."""

    sheet: str
    row: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def kind(self) -> str:
        """The first word of the type, with "begin group" as one word."""
        words = self["type"].split()
        return "_".join(words[:2]) if words[:1] in (["begin"], ["end"]) else (words or [""])[0]

    @property
    def list_name(self) -> str:
        """The list of a select_one or select_multiple, "" for every other type."""
        words = self["type"].split()
        return words[1] if self.kind in ("select_one", "select_multiple") and len(words) > 1 else ""


def column_of(header: str) -> tuple[str, str]:
    """Return the plain name of a column and its language: ("label", "Arabic (ar)") for "label::Arabic (ar)"."""
    name, _colons, language = re.sub(r"\s*::?\s*", "::", header.strip(), count=1).partition("::")
    if header.lower().startswith("jr:") or name.lower() in ("media", "bind", "body", "control", "instance"):
        return header.strip().lower(), ""
    return _SAME.get(name.lower(), name.lower()), language


def lines(book: Book, sheet: str) -> list[Line]:
    """Return the filled rows of a sheet."""
    return list(_lines(book, sheet))


def _lines(book: Book, sheet: str) -> Iterator[Line]:
    rows = book.get(sheet) or []
    known = book.get(NUMBERS, {}).get(sheet, [])
    numbers = known if len(known) == len(rows) else range(2, len(rows) + 2)
    for number, row in zip(numbers, rows, strict=True):
        cells: dict[str, str] = {}
        for header, value in row.items():
            if header and value not in (None, ""):
                cells.setdefault(column_of(header)[0], str(value))
        if cells:
            yield Line(sheet, number, cells)
