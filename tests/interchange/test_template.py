"""The template: nothing in it comes in by itself, it holds people to what is taken, and comes back in three languages."""

import io
from datetime import date

import openpyxl
import pytest

from dashboard.errors import ImportRefused
from dashboard.i18n import use
from dashboard.interchange import template_csv, template_xlsx
from dashboard.interchange.mapping import shipped
from dashboard.interchange.mapping.targets import Target, case_targets, entry_targets
from dashboard.interchange.mapping.words import code_of
from dashboard.interchange.reading import read
from dashboard.interchange.template_columns import sheets
from tests.interchange.filled_template import filled_book, planned, rows, saved


@pytest.fixture(params=["en", "ar", "ckb"])
def spoken(request):
    use(request.param)
    yield request.param
    use("en")


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("make", [template_csv, template_xlsx])
def test_an_empty_template_has_no_case(make):
    content = make()
    use("en")
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
    for (sheet, name), target in targets().items():
        known = [code for code, _labels in target.choices()]
        offered = _lists(book, sheet).get(name, [])
        assert [code_of(target, word) for word in offered] == known, name
        assert not set(offered) & set(known) - {"TikTok", "YouTube"}, f"{name}: words and no codes"


def targets() -> dict[tuple[str, str], Target]:
    """Return what the columns of codes mean, by sheet and name."""
    template = shipped()["template"]
    found = {("cases", rule.source): case_targets()[name] for name, rule in template.columns.items()}
    for entry in template.entries:
        asked = entry_targets()[entry.form]
        found |= {(entry.sheet or "cases", rule.source): asked[name] for name, rule in entry.rules.items()}
    return {place: target for place, target in found.items() if target.kind in ("code", "codes")}


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
    told = [[cell.value for cell in row] for row in how]
    assert ["cases", "governorate", "Governorate of service", "yes", "IQ-AR"] in told
    assert {(row[0], row[1]) for row in told if row[0] in ("needs", "referrals") and row[3] == "yes"} == {
        *(("needs", name) for name in ("record_ref", "service_type", "outcome")),
        *(("referrals", name) for name in ("record_ref", "service_type", "consent_basis", "sent_on", "status")),
    }


def fill(book: openpyxl.Workbook, sheet: str, row: int, **cells: object) -> None:
    """Write cells of a row by the names of their columns, as a person does it."""
    page = book[sheet]
    for cell in list(page[2]):
        if cell.value in cells:
            page.cell(row, cell.column, cells[cell.value])


@pytest.mark.usefixtures("spoken")
def test_a_whole_workbook_filled_in_from_its_lists_comes_in_whole():
    """A closed case of two years ago with an assessment, a need and a referral, in the words of the language."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    said = {sheet: {name: dict(_choices(sheet, name)) for name in _lists(book, sheet)} for sheet in sheets()}
    closed = {"status": "closed", "closure_reasons": "needs_met", "risk_level": "high"}
    case = {
        "governorate": "IQ-AR",
        "gender": "female",
        "disability": "no",
        "displacement": "idp",
        "violence_types": "doxing",
        "platforms": "facebook",
        "consent_services": "yes",
        "consent_reporting": "yes",
        **closed,
    }
    days = {"report_date": date(2024, 2, 1), "opened_on": date(2024, 2, 3), "risk_day": date(2024, 2, 4)}
    fill(
        book,
        "cases",
        3,
        record_ref="007",
        age=24,
        closed_on=date(2024, 6, 1),
        **days,
        **{name: said["cases"][name][code] for name, code in case.items()},
    )
    fill(
        book,
        "needs",
        3,
        record_ref="007",
        need_date=date(2024, 2, 3),
        service_type=said["needs"]["service_type"]["legal_aid"],
        outcome=said["needs"]["outcome"]["service_provided_by_your_agency"],
    )
    fill(
        book,
        "referrals",
        3,
        record_ref="7",
        sent_on=date(2024, 2, 5),
        service_type=said["referrals"]["service_type"]["legal_aid"],
        consent_basis=said["referrals"]["consent_basis"]["consented"],
        status=said["referrals"]["status"]["completed"],
    )
    use("en")
    report = planned(saved(book), "t.xlsx")
    assert report.ok and (report.counts["new"], report.closed) == (1, 1), report.faults
    assert report.notes == tuple(
        f"1 rows of the sheet '{n}' belong to cases of this file." for n in ("needs", "referrals")
    )
    assert report.left_out == {} and report.read == 3
    (row,) = rows(saved(book), "t.xlsx")
    assert {name: row.values[name] for name in ("governorate", "gender", "age", "displacement")} == {
        "governorate": "IQ-AR",
        "gender": "female",
        "age": 24,
        "displacement": "idp",
    }
    assert (row.opened_on, row.status, row.closing.day) == (date(2024, 2, 3), "closed", date(2024, 6, 1))
    assert [(each.level, each.day) for each in row.assessments] == [("high", date(2024, 2, 4))]
    assert sorted(entry.form for entry in row.entries) == ["need", "referral"]


def _choices(sheet: str, name: str) -> tuple[tuple[str, str], ...]:
    return next(column.choices for column in sheets()[sheet] if column.name == name)


def test_cases_on_two_sheets_are_both_read():
    book = filled_book()
    book.copy_worksheet(book["cases"]).title = "Duhok"
    fill(book, "Duhok", 3, record_ref="2")
    assert planned(saved(book), "t.xlsx").counts["new"] == 2
