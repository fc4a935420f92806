"""A workbook of panels: one sheet each, with the legend, the definitions and what was chosen; shown values only."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.i18n import direction
from dashboard.i18n import gettext as _
from dashboard.ui.taskforce.panel import Panel, caveat, rounding

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def workbook(panels: Sequence[Panel], *, period: str, digest: str) -> bytes:
    """Return an XLSX file with a sheet for each panel after one that says what all of it is."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = _("Read first")[:31]
    lines = (_("Release {period}").format(period=period), _("Fingerprint {digest}").format(digest=digest[:12]))
    _fill(first, [(line,) for line in (*lines, caveat(), rounding())])
    for panel in panels:
        sheet = book.create_sheet(panel.name[:31])
        _fill(sheet, [(panel.title,), (panel.units,), (panel.definition,), (), panel.head, *panel.rows])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, rows: Sequence[tuple[str, ...]]) -> None:
    sheet.sheet_view.rightToLeft = direction() == "rtl"
    for row in rows:
        sheet.append([_value(cell) for cell in row])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet["A1"].alignment = Alignment(wrap_text=False)
    sheet.column_dimensions["A"].width = 44


def _value(cell: str) -> str | int:
    """Return a number as one, and a text so that no spreadsheet takes it for a formula."""
    if cell.isdecimal():
        return int(cell)
    return f"'{cell}" if cell.startswith(_RISKY) else cell
