"""The template: a sheet for cases, sheets for needs and referrals, what may stand in each column, and no row that comes in.

The first row says in the person's language what a column is, the second has its name, by which it is read back: labels are
changed and translated, names stay.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.i18n import direction
from dashboard.i18n import gettext as _
from dashboard.interchange.reading.limits import MOST_ROWS
from dashboard.interchange.template_columns import CASES, CODES, EXAMPLE, HOW, REFERENCE, TemplateColumn, sheets
from dashboard.spreadsheets import csv_file, plain_row

__all__ = ["EXAMPLE", "template_csv", "template_xlsx"]
_FIRST, _LAST = 3, MOST_ROWS + 2
"""The rows that are filled in; above them stand labels and names."""
_NAMES = PatternFill("solid", start_color="F1F5F4")
Ranges = dict[tuple[str, str], str]
"""Where the codes of a column stand on their sheet, by sheet and column."""


def template_csv() -> bytes:
    """Return the template of the cases as a CSV file: names only, because it has room for nothing else."""
    return csv_file([[column.name for column in sheets()[CASES]]])


def template_xlsx() -> bytes:
    """Return the template as a workbook in the person's language."""
    book = Workbook()
    book.remove(book.worksheets[0])
    pages = {name: book.create_sheet(name) for name in (*sheets(), CODES, HOW)}
    ranges = _write_codes(pages[CODES])
    for name, columns in sheets().items():
        _write_sheet(pages[name], columns, ranges)
    _write_how(pages[HOW])
    for page in pages.values():
        page.sheet_view.rightToLeft = direction() == "rtl"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(page: Worksheet, columns: Sequence[TemplateColumn], ranges: Ranges) -> None:
    page.append(plain_row([column.label for column in columns]))
    page.append(plain_row([column.name for column in columns]))
    page.freeze_panes = "A3"
    for at, column in enumerate(columns, start=1):
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = 22
        page.cell(1, at).font = Font(bold=True)
        page.cell(1, at).alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(2, at).fill = _NAMES
        # Excel makes 7 of 007, and a number of 10/11/2026, unless the column says what it holds.
        page.column_dimensions[letter].number_format = {"date": "yyyy-mm-dd", "reference": "@"}.get(
            column.kind, "General"
        )
        if check := _check(column, ranges.get((page.title, column.name), "")):
            check.add(f"{letter}{_FIRST}:{letter}{_LAST}")
            page.add_data_validation(check)


def _check(column: TemplateColumn, codes: str) -> DataValidation | None:
    """Return what the spreadsheet itself lets people write into a column, with the sentence it shows them."""
    if column.kind == "date":
        text = _("A day between 2015 and today, such as 2026-11-24.")
        return _validation(text, type="date", operator="between", formula1="DATE(2015,1,1)", formula2="TODAY()")
    if column.kind == "age":
        text = _("An age in whole years. Leave it empty where it is not known, and choose an age band.")
        return _validation(text, type="whole", operator="between", formula1="0", formula2="110")
    if column.kind == "code":
        return _validation(_("Choose from the list."), type="list", formula1=codes)
    if column.kind == "codes":  # a list lets people choose one; more of them are written with ";" between
        text = _("Choose from the list. Several: write them with ; between, as on the sheet {sheet}.").format(
            sheet=CODES
        )
        return _validation(text, strict=False, type="list", formula1=codes)
    return None


def _validation(text: str, *, strict: bool = True, **rule: str) -> DataValidation:
    check = DataValidation(allow_blank=True, **rule)  # type: ignore[arg-type]
    check.prompt, check.error = text[:255], text[:255]
    check.showInputMessage, check.showErrorMessage = True, strict
    return check


def _write_codes(page: Worksheet) -> Ranges:
    """Write every code with its label, and return where those of each column stand."""
    _header(page, [_("sheet"), _("column"), _("code"), _("what you can write")])
    ranges: Ranges = {}
    for sheet, columns in sheets().items():
        for column in columns:
            first = page.max_row + 1
            for code, label in column.choices:
                page.append(plain_row([sheet, column.name, code, label]))
            ranges[sheet, column.name] = f"{CODES}!$D${first}:$D${page.max_row}"
    return ranges


def _write_how(page: Worksheet) -> None:
    """Write for each column what stands in it, with an example: on this sheet, where no import takes it for a case."""
    _header(page, [_("sheet"), _("column"), _("what it is"), _("must it be filled in"), _("example")])
    for sheet, columns in sheets().items():
        for column in columns:
            page.append(
                plain_row([sheet, column.name, column.label, _("yes") if column.needed else _("no"), column.example])
            )
    for line in _told():
        page.append(plain_row([line]))


def _told() -> Iterator[str]:
    yield ""
    yield _("No names, telephone numbers, links or stories: a file with such columns is refused.")
    yield _("Each case has a row and a reference of its own in {column}. Only a code made of it is kept.").format(
        column=REFERENCE
    )
    yield _("Needs and referrals stand on sheets of their own, with the reference of their case.")
    yield _("Leave the row with the names of the columns as it is.")


def _header(page: Worksheet, names: Iterable[str]) -> None:
    page.append(plain_row(list(names)))
    page.freeze_panes = "A2"
    for at, cell in enumerate(page[1], start=1):
        cell.font = Font(bold=True)
        page.column_dimensions[get_column_letter(at)].width = 30
