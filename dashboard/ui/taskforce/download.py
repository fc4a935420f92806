"""Panels as files: a workbook with a sheet each, and CSV with codes and labels; shown values only."""

import csv
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.i18n import direction, language, use
from dashboard.i18n import gettext as _
from dashboard.release import About
from dashboard.ui.taskforce.panel import Panel, caveat, rounding
from dashboard.ui.taskforce.wording import covered

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins with one of these as a formula: CSV injection."""


def in_this_language(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function that makes the same file from another thread, in the language of this run."""
    return partial(_in_language, language(), make)


def _in_language(code: str, make: Callable[[], bytes]) -> bytes:
    use(code)
    return make()


def neutral(cell: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def about_lines(abouts: Sequence[About]) -> tuple[str, ...]:
    """Return the lines that go with every download: which release it is from, the rounding, and what it cannot say."""
    words = _("Release {period} · fingerprint {digest}")
    made = (words.format(period=covered(about), digest=about.digest[:12]) for about in abouts)
    return (*made, rounding(), caveat())


def as_csv(panel: Panel, *, abouts: Sequence[About]) -> bytes:
    """Return a panel's cells as CSV that spreadsheets open as UTF-8: one a line, with codes and labels; notes under it."""
    text, cells = StringIO(), panel.cells()
    dims = max((len(cell.codes) for cell in cells), default=0)
    head = [_("Period"), *(name for at in range(dims) for name in _pair(at)), _("Number")]
    rows = [[cell.period, *_named(cell.codes, cell.labels, dims), cell.words] for cell in cells]
    notes = (panel.title, panel.units, panel.definition, panel.note, *panel.filters, *about_lines(abouts))
    every = [head, *rows, [], *([note] for note in notes if note)]
    csv.writer(text).writerows([neutral(value) for value in row] for row in every)
    return text.getvalue().encode("utf-8-sig")


def _pair(at: int) -> tuple[str, str]:
    return (_("Code"), _("Name")) if at == 0 else (_("Second code"), _("Second name"))


def _named(codes: Sequence[str], labels: Sequence[str], dims: int) -> list[str]:
    texts = [text for pair in zip(codes, labels, strict=True) for text in pair]
    return texts + [""] * (2 * dims - len(texts))


def workbook(panels: Sequence[Panel], *, abouts: Sequence[About]) -> bytes:
    """Return an XLSX file with a sheet for each panel after one with the release, the rounding and the limits."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = _("Read first")[:31]
    _fill(first, [(line,) for line in about_lines(abouts)])
    for panel in panels:
        notes = (panel.title, panel.units, panel.definition, panel.note, *panel.filters)
        _fill(book.create_sheet(panel.name[:31]), [*((n,) for n in notes if n), (), panel.head, *panel.rows])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, rows: Sequence[tuple[str, ...]]) -> None:
    sheet.sheet_view.rightToLeft = direction() == "rtl"
    for row in rows:
        sheet.append([int(cell) if cell.isdecimal() else neutral(cell) for cell in row])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet["A1"].alignment = Alignment(wrap_text=False)
    sheet.column_dimensions["A"].width = 44
