"""CSV, as programs in many countries write it: any usual sign between the cells, Excel's line "sep=", rows that end early."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.places import numbers
from dashboard.interchange.reading.cells import clean
from dashboard.interchange.reading.decoding import decode
from dashboard.interchange.reading.grid import Grid
from dashboard.interchange.reading.limits import HEADER_ROWS, LAST_ROW, refuse_far, refuse_long, refuse_wide

_SIGNS = ",;\t|^~"
_SEP = re.compile(r'"?sep=(.)"?[ ,;\t]*\r?\n', re.IGNORECASE)


def read_delimited(content: bytes, name: str) -> Grid:
    """Return the rows of a CSV file by the number that Excel shows; raise ImportRefused when it cannot be read."""
    text, notes = decode(content, name)
    said = _SEP.match(text)
    text = text[said.end() :] if said else text  # Excel takes this line for itself and shows the next one as row 1
    sign = said[1] if said else _sign(text)
    rows = {}
    for number, row in enumerate(_records(text, sign), start=1):
        if any(row):
            rows[number] = row
            refuse_long(len(rows) - HEADER_ROWS)
    return Grid("", rows, notes=[*notes, *_ragged(rows)])


def _records(text: str, sign: str) -> Iterator[list[str]]:
    # Strict: a quotation mark that nobody closed would swallow all rows up to the end of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    row = 0
    while True:
        try:
            row += 1
            cells = next(reader)
            refuse_wide(len(cells) - 700, "")  # empty cells stand to the right of many tables
            if row > 2 * LAST_ROW:
                refuse_far("")
            yield [clean(cell) for cell in cells]
        except StopIteration:
            return
        except csv.Error:
            said = _(
                "The table cannot be read from row {row} on: a quotation mark is not closed, or a cell is longer than "
                "any cell of a table. Mend this row, or save the file again as CSV (UTF-8)."
            )
            raise ImportRefused(said.format(row=row)) from None


def _sign(text: str) -> str:
    """Return the sign between cells: the one that divides the first rows into most cells."""
    return max(_SIGNS, key=lambda sign: _cells(text[:50_000], sign))


def _cells(start: str, sign: str) -> int:
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=sign)
    try:
        return sum(len(row) - 1 for row in islice(reader, HEADER_ROWS) if row)
    except csv.Error:
        return 0


def _ragged(rows: dict[int, list[str]]) -> Iterator[str]:
    """Say which rows end before the others: a file that was cut looks so."""
    width = max(map(len, list(rows.values())[:HEADER_ROWS]), default=0)
    short = [number for number, row in rows.items() if 1 < len(row) < width]
    if short and len(short) < len(rows) / 2:
        text = _("Rows {rows} end before the last column. What is missing there was read as empty: look at these rows.")
        yield text.format(rows=numbers(short))
