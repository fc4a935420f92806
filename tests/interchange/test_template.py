"""The template: nothing in it comes in by itself, it holds people to what is taken, and comes back in three languages."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from dashboard import codes
from dashboard.errors import ImportRefused
from dashboard.i18n import use
from dashboard.interchange import examine, template_csv, template_xlsx
from dashboard.interchange.reading import read
from dashboard.interchange.template_columns import sheets
from tests.interchange.filled import filled_book, saved


def planned(content: bytes):
    now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    return examine(read(content, "t"), agency="A01", known=lambda _refs: {}, secret=b"s" * 32, now=now)


@pytest.fixture(params=["en", "ar", "ckb"])
def spoken(request):
    use(request.param)
    yield request.param
    use("en")


@pytest.mark.parametrize("content", [template_csv(), template_xlsx()])
def test_an_empty_template_has_no_case(content):
    with pytest.raises(ImportRefused, match="no rows"):
        planned(content)


@pytest.mark.usefixtures("spoken")
def test_only_what_is_filled_in_is_read():
    """Nothing stands on the other sheets that are filled in, and those that help to do so are none of them."""
    found = {sheet.name: sheet for sheet in read(saved(filled_book()), "t").sheets}
    assert [(name, len(sheet.lines)) for name, sheet in found.items()] == [("cases", 1), ("needs", 0), ("referrals", 0)]
    for name, columns in sheets().items():
        assert found[name].header == tuple(column.name for column in columns)


def test_labels_are_in_the_language_of_the_person_and_the_names_under_them_are_read(spoken):
    book = filled_book()
    page = book["cases"]
    assert (page["F1"].value, page["F2"].value) == ({"en": "Gender", "ar": "الجنس", "ckb": "ڕەگەز"}[spoken], "gender")
    assert page.sheet_view.rightToLeft == (spoken != "en")
    sheet = read(saved(book), "t").sheets[0]
    assert sheet.header[5] == "gender" and [line.number for line in sheet.lines] == [3]


def _lists(book: openpyxl.Workbook, sheet: str) -> dict[str, list[str]]:
    """Return what a spreadsheet offers in each column of a sheet, by its name."""
    page, offered = book[sheet], {}
    for rule in page.data_validations.dataValidation:
        if rule.type == "list":
            letter = str(rule.sqref).split(":")[0].rstrip("0123456789")
            first, last = rule.formula1.replace("$", "").removeprefix("codes!").split(":")
            offered[page[f"{letter}2"].value] = [row[0].value for row in book["codes"][first:last]]
    return offered


@pytest.mark.usefixtures("spoken")
def test_lists_offer_every_code_in_words_that_are_taken_back_as_this_code():
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    offered = _lists(book, "cases")
    for name, list_name in {
        "gender": "gender",
        "governorate": "governorate",
        "violence_types": "violence_type",
    }.items():
        assert [codes.match(list_name, word) for word in offered[name]] == list(codes.names(list_name))
    for sheet, columns in sheets().items():
        assert set(_lists(book, sheet)) == {column.name for column in columns if column.kind in ("code", "codes")}


def test_days_are_days_and_references_stay_text():
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    for sheet, columns in sheets().items():
        page = book[sheet]
        dated = {str(rule.sqref).split(":")[0] for rule in page.data_validations.dataValidation if rule.type == "date"}
        for letter, column in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", columns, strict=False):
            assert (f"{letter}3" in dated) == (column.kind == "date")
            if column.kind == "date":
                assert page.column_dimensions[letter].number_format == "yyyy-mm-dd"
        assert page.column_dimensions["A"].number_format == "@"


def test_every_column_has_a_label_and_an_example_stands_where_no_import_looks():
    assert all(column.label != column.name for columns in sheets().values() for column in columns)
    how = openpyxl.load_workbook(io.BytesIO(template_xlsx()))["how"]
    assert ["cases", "governorate", "Governorate of service", "yes", "IQ-AR"] in [[c.value for c in row] for row in how]


@pytest.mark.parametrize(("column", "value"), [("status", "closed"), ("opened_on", "2024-03-01")])
def test_a_column_that_needs_a_plan_is_not_left_out_in_silence(column, value):
    book = filled_book()
    page = book["cases"]
    at = [cell.value for cell in page[2]].index(column) + 1
    page.cell(3, at, value)
    with pytest.raises(ImportRefused, match=f"{column}.*with a plan"):
        planned(saved(book))


def test_cases_on_two_sheets_are_not_read_half():
    book = filled_book()
    book.copy_worksheet(book["cases"]).title = "Duhok"
    with pytest.raises(ImportRefused, match="'cases', 'Duhok'"):
        planned(saved(book))
