"""The template: the columns that are taken, one example row, and every code with its labels."""

import csv
import io
from typing import Any

import openpyxl
from openpyxl.styles import Font

from dashboard import codes
from dashboard.contract.elements import ELEMENTS
from dashboard.interchange.columns import COLUMNS


def _written(example: Any) -> str:
    return "; ".join(example) if isinstance(example, tuple) else str(example)


EXAMPLE = {element.name: _written(element.example) for element in ELEMENTS if element.imported} | {
    "record_ref": "1",
    "age_band": "",  # the age says it
    "risk_level": "medium",
}


def template_csv() -> bytes:
    """Return the template as CSV (UTF-8 with a byte order mark, so that Excel reads it right)."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in COLUMNS])
    writer.writeheader()
    writer.writerow(EXAMPLE)
    return text.getvalue().encode("utf-8-sig")


def template_xlsx() -> bytes:
    """Return the template as XLSX with a second sheet of codes and labels."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "cases"
    sheet.append([column.name for column in COLUMNS])
    sheet.append([EXAMPLE[column.name] for column in COLUMNS])
    lists = book.create_sheet("codes")
    lists.append(["column", "code", "English", "العربية", "کوردی"])
    for column in COLUMNS:
        for code in codes.codes(column.list_name) if column.list_name else ():
            lists.append([column.name, code.code, *code.labels.values()])
    for page in (sheet, lists):
        page.freeze_panes = "A2"
        for cell in page[1]:
            cell.font = Font(bold=True)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
