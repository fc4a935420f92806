"""Tables as files: the one place that writes XLSX and CSV for people, and that keeps formulas out of them.

Forms kept as text in the record are no files for people: `forms/workbook.py` writes those as they are. The template of the
import, with lists and formats in its columns, is a workbook of its own whose rows come from here.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from math import isfinite
from typing import Any, TextIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The MIME type of a workbook."""
Value = str | int | float | date | datetime | None
"""A day or a time stays one in a workbook; a time is shown as its own clock has it, without a zone."""
Row = Sequence[Value]
# CSV injection (OWASP): a cell that begins with one of these may be run when the file is opened. Tab and carriage return
# are on the list because spreadsheets drop them and then see what follows.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
# XML cannot hold these characters, so a workbook with one of them does not open; half a character (d800 to dfff) cannot
# be written at all. The signs from 2066 on are for pages: they keep a text in its direction, and nobody finds the cell
# that holds one.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\t\r\n]")
LONGEST_CELL, LONGEST_NAME = 32_767, 31
"""What Excel takes in a cell, and in the name of a sheet: it counts in UTF-16, where an emoji is two."""
EXACT = 10**15
"""From here on Excel makes zeros of a whole number's last digits; it is written as text."""
TITLE, HEADER = Font(bold=True, size=13), Font(bold=True)
FIRST_DAY = date(1900, 3, 1)
"""Excel's days before it are off by one: its 1900 is a leap year, and it has none before that."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet of a workbook: a header and its rows.

    `titled`: the first row is a title with notes under it, not a header. `right_to_left`: the first column is at the
    right. `widths` are those of the first columns, in characters. `verbatim`: for a file that a program reads back: a
    text that looks like a formula keeps its letters and is marked as text, instead of getting an apostrophe.
    """

    name: str
    rows: Iterable[Row]
    titled: bool = False
    right_to_left: bool = False
    verbatim: bool = False
    widths: Sequence[int] = ()


def neutral(text: str) -> str:
    """Return a text without its control characters, so that no spreadsheet takes it for a formula."""
    text = _UNSAFE.sub("", text)  # before the check: "\0=1" without its "\0" is a formula
    return f"'{text}" if text.startswith(_RISKY) else text


def plain_row(row: Row) -> list[Value]:
    """Return a row in which no text is a formula or holds a control character, for who writes a workbook of its own."""
    return [neutral(value) if isinstance(value, str) else value for value in row]


def csv_text(rows: Iterable[Row], *, line_end: str = "\r\n") -> str:
    """Return rows as CSV without formulas."""
    out = StringIO(newline="")
    CsvWriter(out, line_end=line_end).write(rows)
    return out.getvalue()


class CsvWriter:
    """Writes rows into an open text file, some at a time: for tables that are too long for the memory."""

    def __init__(self, file: TextIO, *, line_end: str = "\r\n") -> None:
        self._writer = csv.writer(file, lineterminator=line_end)

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows, without formulas."""
        self._writer.writerows(map(plain_row, rows))


def csv_file(rows: Iterable[Row]) -> bytes:
    """Return rows as a CSV file in UTF-8, with a byte order mark so that Excel reads it right."""
    return csv_text(rows).encode("utf-8-sig")


def xlsx_file(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook that Excel opens, without formulas; a name or text that is too long for it is cut.

    Rows are written as they come: in memory is one of them, not the sheet.
    """
    book = Workbook(write_only=True)
    for sheet in sheets:
        page: Any = book.create_sheet(sheet_name(sheet.name, book.sheetnames))
        _dress(page, sheet)
        for at, row in enumerate(sheet.rows):
            page.append([None if value is None else _cell(page, sheet, value, at) for value in row])
    if not book.sheetnames:
        book.create_sheet("Sheet")  # a workbook without one does not open
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_name(name: str, others: Sequence[str]) -> str:
    """Return a name that Excel takes for a sheet beside others: of 31 characters, without signs, there only once."""
    taken = {other.casefold() for other in others} | {"history"}  # Excel keeps this name to itself
    plain = _NOT_IN_NAMES.sub(" ", _UNSAFE.sub("", name)).strip(" '") or "Sheet"
    endings = ("", *(f" ({n})" for n in range(2, len(others) + 3)))
    names = (cut(plain, LONGEST_NAME - len(ending)).strip(" '") + ending for ending in endings)
    return next(possible for possible in names if possible.casefold() not in taken)


def cut(text: str, most: int) -> str:
    """Return as much of a text as is at most so long as Excel counts: no half of a character is left at its end."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _cell(page: Any, sheet: Sheet, value: Value, row: int) -> Cell:
    """Return a cell of a row (from 0), made so that no text in it is a formula."""
    value = _written(value)
    if not isinstance(value, str):
        cell: Cell = WriteOnlyCell(page, value)  # type: ignore[arg-type]  # its types leave out days and nothing
    else:
        text = cut(_UNSAFE.sub("", value) if sheet.verbatim else neutral(value), LONGEST_CELL)
        cell = WriteOnlyCell(page, text)
        cell.data_type = "s"  # openpyxl makes a formula of "=1" and an error of "#N/A"
        cell.quotePrefix = sheet.verbatim and text.startswith(_RISKY)
    if row == 0:
        cell.font = TITLE if sheet.titled else HEADER
    return cell


def _written(value: Value) -> Value:
    """Return a value as a workbook can hold it: text for a day, a time or a number that Excel would show wrongly."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)  # a cell has no zone
        return value if value.date() >= FIRST_DAY else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, int) and abs(value) >= EXACT:
        return str(value)
    return value


def _dress(page: Any, sheet: Sheet) -> None:
    """Set a sheet's direction, and keep its header in sight."""
    page.sheet_view.rightToLeft = sheet.right_to_left or None
    if sheet.titled:
        page.column_dimensions["A"].width = 44
    else:
        page.freeze_panes = "A2"
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
