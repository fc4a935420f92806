"""The template: the columns that are taken, one example row, and every code with its labels."""

from typing import Any

from dashboard import codes
from dashboard.contract.elements import ELEMENTS
from dashboard.interchange.columns import COLUMNS
from dashboard.languages import LANGUAGES
from dashboard.spreadsheets import Sheet, csv_file, xlsx_file


def _written(example: Any) -> str:
    return "; ".join(example) if isinstance(example, tuple) else str(example)


EXAMPLE = {element.name: _written(element.example) for element in ELEMENTS if element.imported} | {
    "record_ref": "1",
    "age_band": "",  # left empty, as it follows from the age
    "risk_level": "medium",
}


NOT_OF_CASES = ("codes",)
"""Sheets of the template that help to fill it in and hold no case."""


def template_csv() -> bytes:
    """Return the template as a CSV file."""
    return csv_file(_example())


def template_xlsx() -> bytes:
    """Return the template as XLSX with a second sheet of codes and labels."""
    labels = [
        (column.name, code.code, *code.labels.values())
        for column in COLUMNS
        for code in (codes.codes(column.list_name) if column.list_name else ())
    ]
    head = ("column", "code", *(language.name for language in LANGUAGES.values()))
    return xlsx_file([Sheet(name="cases", rows=_example()), Sheet(name="codes", rows=[head, *labels])])


def _example() -> list[list[str]]:
    """Return the header and the example row."""
    names = [column.name for column in COLUMNS]
    return [names, [EXAMPLE[name] for name in names]]
