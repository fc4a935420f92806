"""Tables as files: what comes out can be read back, and no cell is a formula."""

import csv
import re
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dashboard
from dashboard.spreadsheets import Sheet, csv_file, csv_text, cut, neutral, xlsx_file
from tests.tries import tries

ROOT = Path(dashboard.__file__).parent
RISKY = ("=1+1", "+964", "-5", "@home", "\t=1", "\r=1", "=HYPERLINK(1)")
TEXT = st.text(max_size=20) | st.text("=\t\r\x0b\ud800\U0001f600[]:*?/\\'aA", max_size=50)
"""Any text: control characters, halves of characters and signs that Excel refuses included."""


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(xlsx_file(sheets)))


@pytest.mark.parametrize("text", RISKY)
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text):
    assert neutral(text) == f"'{text}" and neutral(neutral(text)) == neutral(text)
    assert next(csv.reader(StringIO(csv_text([[text]]), newline=""))) == [f"'{text}"]
    cell = opened(Sheet(name="a", rows=[[text]]))["a"]["A1"]
    assert cell.data_type == "s" and cell.value.startswith("'")


@pytest.mark.parametrize("text", ["=1+1", "+964", "-5", "@home", "=HYPERLINK(1)"])
def test_in_a_file_that_is_read_back_it_keeps_its_letters_and_is_marked_as_text(text):
    cell = opened(Sheet(name="a", rows=[[text]], verbatim=True))["a"]["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@tries(50)
@given(text=TEXT, verbatim=st.booleans())
def test_a_workbook_with_any_text_opens_and_holds_no_formula(text, verbatim):
    cell = opened(Sheet(name="a", rows=[["head"], [text]], verbatim=verbatim))["a"]["A2"]
    assert cell.data_type not in ("f", "e")
    risky = isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))
    assert cell.quotePrefix if risky else True
    assert verbatim or not risky


def test_what_is_left_of_control_characters_is_no_formula():
    assert opened(Sheet(name="a", rows=[["\x00=1+1"]]))["a"]["A1"].value == "'=1+1"


def test_numbers_stay_numbers_and_errors_are_texts():
    page = opened(Sheet(name="a", rows=[[-5, 1.5, None, "#N/A"]]))["a"]
    assert [cell.value for cell in page[1]] == [-5, 1.5, None, "#N/A"] and page["D1"].data_type == "s"
    assert csv_text([[-5, 1.5, None]]) == "-5,1.5,\r\n"


def test_a_header_is_bold_and_stays_in_sight():
    page = opened(Sheet(name="a", rows=[["one", "two"], ["1", "2"]]))["a"]
    assert page.freeze_panes == "A2" and [cell.font.bold for cell in page[1]] == [True, True]
    assert not page["A2"].font.bold and not page.sheet_view.rightToLeft


def test_a_titled_sheet_has_a_title_and_no_header_and_may_run_from_right_to_left():
    page = opened(Sheet(name="a", rows=[["Title"], []], titled=True, right_to_left=True))["a"]
    assert page["A1"].font.bold and page.freeze_panes is None and page.sheet_view.rightToLeft


@pytest.mark.parametrize("verbatim", [True, False])
@pytest.mark.parametrize("bad", ["\x0b", "\x00", "\x1f", "\ud800", "\udfff", "\uffff"])
def test_a_character_that_excel_refuses_is_left_out(bad, verbatim):
    sheet = Sheet(name=f"a{bad}", rows=[["head"], [f"be{bad}fore"]], verbatim=verbatim)
    assert opened(sheet)["a"]["A2"].value == "before"
    assert csv_file([[f"be{bad}fore"]]) == b"\xef\xbb\xbfbefore\r\n"


def test_a_text_that_is_too_long_for_a_cell_is_cut_between_characters():
    cells = opened(Sheet(name="a", rows=[["x" * 40_000, "=" * 40_000, "\U0001f600" * 20_000]]))["a"][1]
    assert [len(cell.value) for cell in cells] == [32_767, 32_767, 16_383]


def test_names_of_sheets_are_cut_to_what_excel_takes():
    assert opened(Sheet(name="x" * 40, rows=[])).sheetnames == ["x" * 31]


def test_names_of_sheets_are_there_once_and_without_signs():
    names = ("a/b", "A:B", "a?b", "", "[]", "History", "'own'", "x" * 40, "X" * 35)
    found = opened(*(Sheet(name=name, rows=[]) for name in names)).sheetnames
    assert found == [
        "a b", "A B (2)", "a b (3)", "Sheet", "Sheet (2)", "History (2)", "own", "x" * 31, "X" * 27 + " (2)",
    ]  # fmt: skip


@tries(50)
@given(names=st.lists(TEXT, min_size=1, max_size=6))
def test_a_workbook_with_any_names_of_sheets_opens(names):
    found = opened(*(Sheet(name=name, rows=[["head"], ["row"]]) for name in names)).sheetnames
    assert len({name.casefold() for name in found}) == len(names)
    assert all(cut(name, 31) == name and not set(name) & set("[]:*?/\\") for name in found)


def test_days_and_times_are_days_and_times():
    moment = datetime(2026, 11, 28, 20, 15, tzinfo=UTC)
    page = opened(Sheet(name="a", rows=[[date(2026, 11, 28), moment, date(1890, 1, 1), 10**15, float("nan")]]))["a"]
    assert [cell.value for cell in page[1]] == [
        datetime(2026, 11, 28), datetime(2026, 11, 28, 20, 15), "1890-01-01", "1000000000000000", None,
    ]  # fmt: skip
    assert page["A1"].is_date and page["B1"].is_date and page["A1"].number_format == "yyyy-mm-dd"


def test_a_csv_file_says_that_it_is_utf_8():
    assert csv_file([["عمر"]]) == b"\xef\xbb\xbf" + "عمر\r\n".encode()
    assert csv_text([["a"]], line_end="\n") == "a\n"


def test_no_other_module_writes_files_of_tables():
    """forms/workbook.py keeps a form as text in the record and reads it back: nobody opens that in a spreadsheet.

    The template has lists and formats that no other workbook has; its rows are made plain here.
    """
    template = ROOT / "interchange" / "template.py"
    appended = re.findall(r"\.append\((\w+)", template.read_text("utf-8"))
    assert set(appended) == {"plain_row"}
    allowed = {ROOT / "spreadsheets.py", ROOT / "forms" / "workbook.py", template}
    for path in set(ROOT.rglob("*.py")) - allowed:
        text = path.read_text("utf-8")
        assert not any(word in text for word in ("Workbook(", "csv.writer", "csv.DictWriter", "to_csv", "to_excel")), (
            path
        )
