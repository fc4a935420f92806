"""The template with a case in it, as a person fills it in."""

import io

import openpyxl

from dashboard.interchange import template_csv, template_xlsx
from dashboard.interchange.template import EXAMPLE


def filled_csv(**changed: str) -> bytes:
    """Return the CSV template with one case."""
    header = template_csv().decode("utf-8-sig").strip()
    cells = [(EXAMPLE | changed).get(name, "") for name in header.split(",")]
    return f"\ufeff{header}\r\n{','.join(cells)}\r\n".encode()


def filled_book(**changed: str) -> openpyxl.Workbook:
    """Return the workbook with one case in row 3."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    page = book["cases"]
    for cell in list(page[2]):
        page.cell(3, cell.column, (EXAMPLE | changed).get(str(cell.value)) or None)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
