"""From the bytes of a file to a table of texts: CSV in any common encoding, XLSX without anything hidden in it."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl

from dashboard import codes
from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.columns import COLUMNS
from dashboard.languages import western

BIGGEST, MOST_ROWS = 5 * 1024 * 1024, 20_000
UNPACKED = 100 * 1024 * 1024
_HIDDEN = (
    "vbaProject",
    "xl/media/",
    "xl/embeddings/",
    "xl/externalLinks/",
    "xl/drawings/",
    "xl/activeX",
    "xl/comments",
)
Table = list[list[str]]


def read_table(content: bytes, name: str) -> Table:
    """Return the header and rows of a file; raise ImportRefused when it cannot or must not be read."""
    if len(content) > BIGGEST:
        raise ImportRefused(_("The file is larger than 5 MB. Divide it, or save only the template's columns."))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportRefused(_("This is an old Excel file (.xls). Open it and save it as .xlsx or .csv."))
    table = _xlsx(content) if content.startswith(b"PK") else _csv(content, name)
    table = [row for row in table if any(cell for cell in row)]
    if len(table) < 2:
        raise ImportRefused(_("The file has no rows under its header. Fill in the template and try again."))
    if len(table) - 1 > MOST_ROWS:
        raise ImportRefused(_("The file has more than {n} rows. Divide it.").format(n=MOST_ROWS))
    return table


def _xlsx(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
        _refuse_hidden(parts)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 3, max_col=len(COLUMNS) + 20)
        table = [[_cell(value) for value in row] for row in rows]
    except ImportRefused:
        raise
    except Exception:
        raise ImportRefused(_("The file is not a readable Excel table. Save it again as .xlsx or .csv.")) from None
    return _trim(table)


def _refuse_hidden(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Raise ImportRefused for a workbook that is too large unpacked, or holds more than cells."""
    if sum(part.file_size for part in parts) > UNPACKED:
        raise ImportRefused(_("The file unpacks to far more than a table of cases. Save only the template's columns."))
    if any(mark in part.filename for part in parts for mark in _HIDDEN):
        raise ImportRefused(
            _(
                "The file holds macros, images, comments or links to other files. Such files are refused whole: "
                "copy the plain cells into the template."
            )
        )


def _cell(value: object) -> str:
    """Return a cell of a workbook as text: a time as its date, 3.0 as "3"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _clean(str(value))


def _clean(text: str) -> str:
    """Return a text with digits as 0 to 9, without direction marks, byte order mark and spaces around it."""
    return western(text).replace("\u200f", "").replace("\u200e", "").replace("\ufeff", "").strip()


def _trim(table: Table) -> Table:
    """Make all rows equally long, up to the last column that is filled: spreadsheets leave empty ones behind."""
    width = max((number for row in table for number, cell in enumerate(row, start=1) if cell), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in table]


def _csv(content: bytes, name: str) -> Table:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportRefused(_("{name} is neither a CSV nor an XLSX table.").format(name=repr(name[:40])))
    text = _decode(content)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error:
        raise ImportRefused(_("The file is not a readable CSV table. Save it again as CSV (UTF-8).")) from None
    return _trim([[_clean(cell) for cell in row] for row in rows])


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _decode(content: bytes) -> str:
    """Decode by byte order mark, else UTF-8, else the Windows code page that yields more known words."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return max((content.decode(page, "replace") for page in ("cp1256", "cp1252")), key=_known_words)


def _known_words(text: str) -> int:
    """Return how many words of the first 50 lines are columns or codes: few, if the text was decoded wrongly."""
    words = {
        codes.fold(word)
        for line in text.splitlines()[:50]
        for word in line.replace(";", ",").replace("\t", ",").split(",")
    }
    names = {codes.fold(word) for column in COLUMNS for word in (column.name, *column.other_names)}
    list_names = {column.list_name for column in COLUMNS if column.list_name}
    known = len(words & names)
    for list_name in list_names:
        known += sum(codes.match(list_name, word) is not None for word in words if word)
    return known
