"""From the bytes of a file to the sheets of an XLSForm, by content: pyxform's own readers behind limits of ours."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pyxform.errors import PyXFormError, PyXFormReadError
from pyxform.xls2json_backends import csv_to_dict, md_to_dict, xlrd_open, xls_to_dict, xlsx_to_dict

from dashboard.errors import FormError

Book = dict[str, Any]
"""Sheets as pyxform reads them: "survey" is a list of rows, "survey_header" its columns, "sheet_names" all there are.

Forms that are text also have ROW_NUMBERS, the numbers of the filled rows by sheet: their readers leave empty rows out.
"""
ROW_NUMBERS = "row_numbers"
SHEETS = ("survey", "choices", "settings")
BIGGEST = 2 * 1024 * 1024
UNPACKED = 30 * 1024 * 1024
MOST_ROWS = {"survey": 1000, "choices": 5000, "settings": 5}
MOST_COLUMNS = 120
LONGEST_SHEET = 20_000
"""Rows that a sheet's XML may hold before anything is read; spreadsheets keep many that are only formatted."""
_MACROS = ("vbaproject", "xl/activex", "xl/macrosheets")
_PIPE = re.compile(r"(?<!\\)\|")
_ANOTHER = "Save the form as .xlsx, or as .csv in UTF-8, and try again."


def kind_of(content: bytes) -> str:
    """Return "xlsx", "xls", "md" or "csv" by what is in a file; raise FormError when it is none of them."""
    if len(content) > BIGGEST:
        raise FormError("The file is larger than 2 MB, which no form needs. Save only the sheets of the form.")
    if not content.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise FormError("The file is empty. Expected an XLSForm with a sheet 'survey'.")
    if content.startswith(b"PK"):
        return "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    return "md" if _is_table(decoded(content)) else "csv"


def read_book(content: bytes) -> Book:
    """Return the sheets of a file; raise FormError when it cannot or must not be read."""
    book = _READERS[kind_of(content)](content)
    for sheet in SHEETS:
        _limit(sheet, book.get(sheet) or [])
    return book


def text_book(text: str) -> Book:
    """Return the sheets of a form kept as text: a Markdown table, or CSV."""
    return _called(md_to_dict if _is_table(text) else csv_to_dict, text.encode())


def as_csv(book: Book) -> str:
    """Return the sheets of a form as CSV, which is how the record keeps what came from a workbook."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for sheet in SHEETS:
        rows = [row for row in book.get(sheet) or [] if row]
        columns = list(dict.fromkeys(column for row in rows for column in row))
        if rows:
            writer.writerow([sheet])
            writer.writerow([None, *columns])
            writer.writerows([None, *map(row.get, columns)] for row in rows)
    return out.getvalue()


def _is_table(text: str) -> bool:
    """Return whether a text holds a Markdown table."""
    return any(line.lstrip().startswith("|") for line in text.splitlines())


def _xlsx(content: bytes) -> Book:
    with _readable():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_parts(archive)
        return dict(xlsx_to_dict(content))


def _refuse_parts(archive: zipfile.ZipFile) -> None:
    """Raise FormError for a workbook with macros, or one so large that reading it would take all memory."""
    parts = archive.infolist()
    if any(mark in part.filename.lower() for part in parts for mark in _MACROS):
        raise FormError("The workbook holds macros. Save it as .xlsx without macros and try again.")
    if sum(part.file_size for part in parts) > UNPACKED:
        raise FormError("The workbook unpacks to more than 30 MB, which no form needs. Save only the form's sheets.")
    for part in parts:
        if part.filename.startswith("xl/worksheets/") and archive.read(part).count(b"<row") > LONGEST_SHEET:
            raise FormError(
                f"A sheet of the workbook has more than {LONGEST_SHEET} rows. Delete the empty rows under the form, "
                "or copy it into a new workbook."
            )


def _xls(content: bytes) -> Book:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FormError("The workbook is locked with a password. Save it without one and try again.")
    whole = content + b"\0" * (-len(content) % 512)  # xlrd prints about a last sector that is not full
    with _readable():
        xlrd_open(file_contents=whole, logfile=io.StringIO()).release_resources()
        return dict(xls_to_dict(whole))


@contextmanager
def _readable() -> Iterator[None]:
    """Turn the many ways in which a damaged workbook fails into one sentence."""
    try:
        yield
    except FormError:
        raise
    except Exception as error:
        if isinstance(error, PyXFormError) and not isinstance(error, PyXFormReadError):
            raise FormError(f"The form cannot be read. {error}") from None
        raise FormError(f"The file is not a readable Excel workbook: it is damaged, or locked. {_ANOTHER}") from None


def _md(content: bytes) -> Book:
    text = decoded(content)
    return _called(md_to_dict, text.encode()) | {ROW_NUMBERS: _row_numbers(_table_rows(text))}


def _csv(content: bytes) -> Book:
    text = decoded(content)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=text[:5000].count)))
    except csv.Error:
        raise FormError(f"The file is not a readable CSV table. {_ANOTHER}") from None
    first = next((row for row in rows if any(row)), [])
    if {"type", "name"} <= {cell.strip().lower() for cell in first}:  # only the survey sheet was saved
        rows = [["survey"], *(["", *row] for row in rows)]
    elif "survey" not in {(row or [""])[0].strip().lower() for row in rows}:
        raise FormError(
            "The file is not an XLSForm: a CSV form has the name of a sheet ('survey', 'choices', 'settings') in its "
            "first column and the sheet's columns ('type', 'name', 'label') beside it. Save the form as .xlsx instead."
        )
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return _called(csv_to_dict, out.getvalue().encode()) | {ROW_NUMBERS: _row_numbers(row or [""] for row in rows)}


def decoded(content: bytes) -> str:
    """Return the text of a file that is no workbook; raise FormError when it is not text."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise FormError(f"The file is neither an Excel workbook, nor a table of text in UTF-8. {_ANOTHER}")
    return text


def _called(reader: Callable[[Any], Mapping[str, Any]], content: bytes) -> Book:
    """Return the sheets as one of pyxform's readers reads them; raise FormError when it fails."""
    try:
        return dict(reader(content))
    except (PyXFormError, IndexError) as error:
        raise FormError(f"The form cannot be read. {error}") from None


def _limit(sheet: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise FormError for a sheet with too many rows or columns."""
    if len(rows) > MOST_ROWS[sheet]:
        raise FormError(f"The sheet {sheet!r} has {len(rows)} rows; at most {MOST_ROWS[sheet]} are taken. Divide it.")
    if len({column for row in rows for column in row}) > MOST_COLUMNS:
        raise FormError(f"The sheet {sheet!r} has more than {MOST_COLUMNS} columns. Delete those that are not needed.")


def _row_numbers(rows: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Return the numbers of the filled rows by sheet, from 1 for the header.

    The first cell of a row names the sheet that begins there, or is empty.
    """
    numbers: dict[str, list[int]] = {}
    sheet, number = "", 0
    for first, *cells in filter(None, rows):
        if first.strip():
            sheet, number = first.strip().lower(), 0
        filled = any(cell.strip() for cell in cells)
        if number or filled:  # empty rows above the header do not count
            number += 1
        if number > 1 and filled:
            numbers.setdefault(sheet, []).append(number)
    return numbers


def _table_rows(text: str) -> Iterator[list[str]]:
    """Yield the rows of Markdown tables, without the lines of dashes under their headers."""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("|") and not set(line) <= set("|-"):
            yield _PIPE.split(line[1:].removesuffix("|"))


_READERS: Mapping[str, Callable[[bytes], Book]] = {"xlsx": _xlsx, "xls": _xls, "md": _md, "csv": _csv}
