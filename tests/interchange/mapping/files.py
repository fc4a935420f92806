"""Small tables for tests of mappings, and files as other systems export them (people and references are invented)."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import openpyxl

from dashboard.interchange.source import Line, Sheet, Source

HERE = Path(__file__).parent
INPUTS = HERE.parent / "inputs"
TODAY = date(2026, 11, 28)
ROW = {
    "record_ref": "T-1",
    "governorate": "IQ-AR",
    "report_date": "2026-09-02",
    "age": "24",
    "gender": "female",
    "disability": "no",
    "displacement": "resident",
    "violence_types": "doxing",
    "platforms": "instagram",
    "consent_services": "yes",
    "consent_reporting": "yes",
    "reported_elsewhere": "no",
    "risk_level": "medium",
}


def sheet(rows: Iterable[Iterable[str]], name: str = "") -> Sheet:
    header, *lines = [tuple(row) for row in rows]
    return Sheet(name, 1, header, tuple(Line(number, cells) for number, cells in enumerate(lines, start=2)))


def cases(*changes: dict[str, str], name: str = "") -> Source:
    """Return a file in the columns of the template with a row for each of the changes."""
    header = list(dict.fromkeys([*ROW, *(column for change in changes for column in change)]))
    rows = [[(ROW | change).get(column, "") for column in header] for change in changes]
    return Source((sheet([header, *rows], name),))


def exported(name: str) -> Source:
    """Read one of the files of inputs/, or one that lies here."""
    path = INPUTS / name if (INPUTS / name).exists() else HERE / name
    if name.endswith(".csv"):
        return Source((sheet(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=_sign(name))),))
    book = openpyxl.load_workbook(path)
    return Source(tuple(_of_workbook(page) for page in book.worksheets))


def _sign(name: str) -> str:
    return ";" if "kobo" in name else ","


def _of_workbook(page) -> Sheet:
    return sheet([[str(value or "") for value in row] for row in page.iter_rows(values_only=True)], page.title)
