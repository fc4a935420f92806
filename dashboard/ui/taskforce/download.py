"""Panels as files: a workbook with a sheet each, and CSV with codes and labels; shown values only."""

from collections.abc import Callable, Sequence
from functools import partial

from dashboard.i18n import direction, language, use
from dashboard.i18n import gettext as _
from dashboard.release import About
from dashboard.spreadsheets import Row, Sheet, csv_file, xlsx_file
from dashboard.ui.taskforce.panel import Panel, caveat, rounding
from dashboard.ui.taskforce.wording import covered


def in_this_language(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function that makes the same file from another thread, in the language of this run."""
    return partial(_in_language, language(), make)


def _in_language(code: str, make: Callable[[], bytes]) -> bytes:
    use(code)
    return make()


def about_lines(abouts: Sequence[About]) -> tuple[str, ...]:
    """Return the lines that go with every download: which release it is from, the rounding, and what it cannot say."""
    words = _("Release {period} · fingerprint {digest}")
    made = (words.format(period=covered(about), digest=about.digest[:12]) for about in abouts)
    return (*made, rounding(), caveat())


def as_csv(panel: Panel, *, abouts: Sequence[About]) -> bytes:
    """Return a panel's cells as CSV that spreadsheets open as UTF-8: one a line, with codes and labels; notes under it."""
    cells = panel.cells()
    dims = max((len(cell.codes) for cell in cells), default=0)
    head = [_("Period"), *(name for at in range(dims) for name in _pair(at)), _("Number")]
    rows = [[cell.period, *_named(cell.codes, cell.labels, dims), cell.words] for cell in cells]
    notes = (panel.title, panel.units, panel.definition, panel.note, *panel.filters, *about_lines(abouts))
    return csv_file([head, *rows, [], *([note] for note in notes if note)])


def _pair(at: int) -> tuple[str, str]:
    return (_("Code"), _("Name")) if at == 0 else (_("Second code"), _("Second name"))


def _named(codes: Sequence[str], labels: Sequence[str], dims: int) -> list[str]:
    texts = [text for pair in zip(codes, labels, strict=True) for text in pair]
    return texts + [""] * (2 * dims - len(texts))


def workbook(panels: Sequence[Panel], *, abouts: Sequence[About]) -> bytes:
    """Return an XLSX file with a sheet for each panel after one with the release, the rounding and the limits."""
    sheets = [_sheet(_("Read first"), [(line,) for line in about_lines(abouts)])]
    for panel in panels:
        notes = (panel.title, panel.units, panel.definition, panel.note, *panel.filters)
        sheets.append(_sheet(panel.name, [*((note,) for note in notes if note), (), panel.head, *panel.rows]))
    return xlsx_file(sheets)


def _sheet(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    numbered: list[Row] = [[int(cell) if cell.isdecimal() else cell for cell in row] for row in rows]
    return Sheet(name=name, rows=numbered, titled=True, right_to_left=direction() == "rtl")
