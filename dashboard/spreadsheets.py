"""Tables as files: the one place that writes XLSX and CSV for people, and that keeps formulas out of them.

Forms kept as text in the record are no files for people: `forms/workbook.py` writes those as they are.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The MIME type of a workbook."""
Value = str | int | float | None
Row = Sequence[Value]
# CSV injection (OWASP): a cell that begins with one of these may be run when the file is opened. Tab and carriage return
# are on the list because spreadsheets drop them and then see what follows.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
# XML cannot hold these characters, so a workbook with one of them does not open. The signs from 2066 on are for pages:
# they keep a text in its direction, and nobody finds the cell that holds one.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet of a workbook: a header and its rows.

    `titled`: the first row is a title with notes under it, not a header. `right_to_left`: the first column is at the
    right. `verbatim`: for a file that a program reads back: a text that looks like a formula keeps its letters and is
    marked as text, instead of getting an apostrophe.
    """

    name: str
    rows: Sequence[Row]
    titled: bool = False
    right_to_left: bool = False
    verbatim: bool = False


def neutral(text: str) -> str:
    """Return a text without its control characters, so that no spreadsheet takes it for a formula."""
    text = _UNSAFE.sub("", text)  # before the check: "\0=1" without its "\0" is a formula
    return f"'{text}" if text.startswith(_RISKY) else text


def csv_text(rows: Iterable[Row], *, line_end: str = "\r\n") -> str:
    """Return rows as CSV without formulas."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerows([neutral(value) if isinstance(value, str) else value for value in row] for row in rows)
    return out.getvalue()


def csv_file(rows: Iterable[Row]) -> bytes:
    """Return rows as a CSV file in UTF-8, with a byte order mark so that Excel reads it right."""
    return csv_text(rows).encode("utf-8-sig")


def xlsx_file(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook without formulas; names of sheets are cut to the 31 characters that Excel takes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page: Worksheet = book.create_sheet(sheet.name[:31])
        for row, values in enumerate(sheet.rows, start=1):
            for column, value in enumerate(values, start=1):
                _write(page.cell(row, column), value, sheet.verbatim)
        _dress(page, sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: Cell | MergedCell, value: Value, verbatim: bool) -> None:
    """Put a value into a cell so that no text in it is a formula."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _UNSAFE.sub("", value) if verbatim else neutral(value)
    cell.value = text
    cell.data_type = "s"  # openpyxl makes a formula of "=1" and an error of "#N/A"
    if verbatim and text.startswith(_RISKY):
        cell.quotePrefix = True


def _dress(page: Worksheet, sheet: Sheet) -> None:
    """Set a sheet's direction, and make its title or its header bold."""
    if sheet.right_to_left:
        page.sheet_view.rightToLeft = True
    if sheet.titled:
        page["A1"].font = Font(bold=True, size=13)
        page["A1"].alignment = Alignment(wrap_text=False)
        page.column_dimensions["A"].width = 44
        return
    page.freeze_panes = "A2"
    for cell in page[1]:
        cell.font = Font(bold=True)
