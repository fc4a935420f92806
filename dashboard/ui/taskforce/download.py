"""Panels as files: a workbook with a sheet for each panel, and CSV with codes and labels; shown values only."""

from collections.abc import Callable, Sequence
from functools import partial

from dashboard.i18n import direction, language, use
from dashboard.i18n import gettext as _
from dashboard.release import About
from dashboard.spreadsheets import Row, Sheet, csv_file, xlsx_file
from dashboard.ui.taskforce.panel import Panel, caveat, rounding
from dashboard.ui.taskforce.wording import source_line


def in_this_language(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function that calls `make` in the language of this run: a download is made later, in another thread."""
    return partial(_in_language, language(), make)


def _in_language(code: str, make: Callable[[], bytes]) -> bytes:
    use(code)
    return make()


def about_lines(abouts: Sequence[About]) -> tuple[str, ...]:
    """Return the lines of text in every download: its releases, how numbers are rounded, and what they cannot say."""
    return (*map(source_line, abouts), rounding(), caveat())


def as_csv(panel: Panel, *, abouts: Sequence[About]) -> bytes:
    """Return a panel as CSV that spreadsheets open as UTF-8: a line for each cell, with codes and labels; then the
    notes.
    """
    cells = panel.cells()
    dims = max((len(cell.codes) for cell in cells), default=0)
    head = [_("Period"), *(heading for position in range(dims) for heading in _headings(position)), _("Number")]
    rows = [[cell.period, *_codes_and_labels(cell.codes, cell.labels, dims), cell.words] for cell in cells]
    notes = (panel.title, panel.units, panel.definition, panel.note, *panel.filters, *about_lines(abouts))
    return csv_file([head, *rows, [], *([note] for note in notes if note)])


def _headings(position: int) -> tuple[str, str]:
    """Return the headings of the two columns, code and name, of a table's first dimension (position 0) or its second (1)."""
    return (_("Code"), _("Name")) if position == 0 else (_("Second code"), _("Second name"))


def _codes_and_labels(codes: Sequence[str], labels: Sequence[str], dims: int) -> list[str]:
    """Return code, label, second code, second label; empty texts for dimensions that the cell does not have."""
    texts = [text for pair in zip(codes, labels, strict=True) for text in pair]
    return texts + [""] * (2 * dims - len(texts))


def workbook(panels: Sequence[Panel], *, abouts: Sequence[About]) -> bytes:
    """Return an XLSX file: a first sheet with the release, the rounding and the limits, then a sheet for each panel."""
    sheets = [_sheet(_("Read first"), [(line,) for line in about_lines(abouts)])]
    for panel in panels:
        notes = (panel.title, panel.units, panel.definition, panel.note, *panel.filters)
        sheets.append(_sheet(panel.name, [*((note,) for note in notes if note), (), panel.head, *panel.rows]))
    return xlsx_file(sheets)


def _sheet(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    numbered: list[Row] = [[int(cell) if cell.isdecimal() else cell for cell in row] for row in rows]
    return Sheet(name=name, rows=numbered, titled=True, right_to_left=direction() == "rtl")
