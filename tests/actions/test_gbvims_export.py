"""An agency's cases for its GBVIMS Incident Recorder: its 42 columns in their order, its words, and nothing that leads to her."""

import json
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from dashboard.actions.administration import audit
from dashboard.actions.supervisor import gbvims_export
from dashboard.interchange.gbvims import COLUMNS, SHEET
from tests.actions.filled import CHILD, NEED, send
from tests.conftest import ADMIN
from tests.worked import adults

REAL = "/work/shared"


@pytest.fixture
def rows(context, amal, sara, open_case):
    """The rows of a workbook of two cases by key, and the workbook."""
    key, child = open_case(amal, age=24), open_case(amal, **CHILD)
    send(context, amal, key, "core", "need", NEED)
    book = openpyxl.load_workbook(BytesIO(gbvims_export.export(context, sara)))
    header, *lines = book[SHEET].values
    assert header == COLUMNS and len(COLUMNS) == 42
    by_key = {line[0]: dict(zip(COLUMNS, line, strict=True)) for line in lines}
    assert set(by_key) == {key, child}
    return by_key[key], by_key[child], book
