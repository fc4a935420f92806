"""Rows that did not come in, as a workbook: a person corrects them there and sends it again."""

import io

import openpyxl
import pytest

from dashboard.i18n import use
from dashboard.interchange.left_out import left_out
from dashboard.interchange.mapping import apply, shipped
from dashboard.interchange.reading import read
from tests.interchange.made import MADE, saved, table
from tests.interchange.mapping.files import TODAY

TEMPLATE = shipped()["template"]


@pytest.fixture(params=["en", "ar"])
def spoken(request):
    use(request.param)
    yield
    use("en")


def rows_out(content: bytes) -> openpyxl.Workbook:
    source = read(content, "t")
    made = left_out(TEMPLATE, source, apply(TEMPLATE, source, today=TODAY).faults)
    return openpyxl.load_workbook(io.BytesIO(made))


@pytest.mark.usefixtures("spoken")
def test_what_came_with_a_case_is_corrected_beside_it_and_all_of_it_comes_in():
    book = rows_out(MADE["m13_needs_without_a_case.xlsx"]())
    assert [(page.title, page.max_row - 1) for page in book.worksheets] == [
        ("cases", 2),
        ("needs", 3),
        ("referrals", 1),
    ]
    needs = book["needs"]
    assert [cell.value for cell in needs[1]][3:] == ["record_ref", "service_type", "need_date", "outcome"]
    needs["E2"], needs["F3"] = "Legal aid", "2026-09-03"
    needs.delete_rows(4)
    again = apply(TEMPLATE, read(saved(book), "t"), today=TODAY)
    assert not again.faults and [[entry.form for entry in row.linked] for row in again.rows] == [
        ["need"],
        ["need", "referral"],
    ]


def test_a_row_of_a_table_without_a_name_comes_back_too():
    book = rows_out(table({}, {"record_ref": "T-2", "age": "old"}).encode())
    book.worksheets[0]["G2"] = "24"
    again = apply(TEMPLATE, read(saved(book), "t"), today=TODAY)
    assert not again.faults and [row.reference for row in again.rows] == ["T-2"]
