"""How much a file may be: every limit of the reader stands here, and the sentences about them."""

from collections.abc import Sequence

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.places import place

BIGGEST = 20 * 2**20
"""Bytes of a file."""
UNPACKED = 64 * 2**20
"""Bytes of all parts of a workbook together: 20,000 rows of 40 columns take half of it."""
MOST_ROWS, MOST_COLUMNS = 20_000, 300
MOST_PARTS, MOST_SHEETS = 1_000, 60
MOST_MERGED = 20_000
LONGEST = 32_767
"""Characters of a cell: no spreadsheet takes more."""
LAST_ROW = 21_000
"""No cell may stand below: the reader makes room for every row above it."""
HEADER_ROWS = 10
"""In so many rows the header is looked for."""


def refuse_large(content: bytes) -> None:
    """Raise ImportRefused for a file that is larger than a table of cases."""
    if len(content) > BIGGEST:
        raise ImportRefused(_("The file is larger than 20 MB. Divide it, or save only the columns that are needed."))


def refuse_wide(columns: int, sheet: str) -> None:
    """Raise ImportRefused for a table with too many columns."""
    if columns > MOST_COLUMNS:
        text = _("{sheet} has cells behind column {n}. Take out what is no part of the table, and save it again.")
        raise ImportRefused(text.format(sheet=place(sheet), n=MOST_COLUMNS))


def refuse_long(rows: int) -> None:
    """Raise ImportRefused for a file with too many rows."""
    if rows > MOST_ROWS:
        raise ImportRefused(_("The file has more than {n} rows. Divide it.").format(n=MOST_ROWS))


def refuse_far(sheet: str) -> None:
    """Raise ImportRefused for a sheet that has a cell far below its table."""
    text = _("{sheet} has cells far below its table or far to the right of it. Delete these rows and columns.")
    raise ImportRefused(text.format(sheet=place(sheet)))


def refuse_long_cells(row: Sequence[str], number: int, sheet: str) -> None:
    """Raise ImportRefused for a row with a cell that no spreadsheet would take."""
    if max(map(len, row), default=0) > LONGEST:
        text = _("{sheet}, row {row}: a cell is longer than any cell of a spreadsheet. Shorten it.")
        raise ImportRefused(text.format(sheet=place(sheet), row=number))
