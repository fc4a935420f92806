"""Panels as files: a workbook with a sheet for each panel, and CSV with codes and labels; shown values only."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from dashboard.i18n import direction, language, use
from dashboard.i18n import gettext as _
from dashboard.release import About, Releases
from dashboard.release.outside import Clearance, is_cleared
from dashboard.release.package import write as write_package
from dashboard.spreadsheets import Row, Sheet, csv_file, xlsx_file
from dashboard.ui.taskforce.panel import Cell, Panel, caveat, rounding
from dashboard.ui.taskforce.wording import source_line

Source = Callable[[About], str]
"""Says in words which release numbers are from."""


def in_this_language(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function that calls `make` in the language of this run: a download is made later, in another thread."""
    return partial(_in_language, language(), make)


def _in_language(code: str, make: Callable[[], bytes]) -> bytes:
    use(code)
    return make()


def about_lines(abouts: Sequence[About], source: Source) -> tuple[str, ...]:
    """Return the lines of text in every download: its releases, how numbers are rounded, and what they cannot say."""
    return (*map(source, abouts), rounding(), caveat())


def notes_of(panel: Panel) -> tuple[str, ...]:
    """Return what has to be known of a panel: what it counts, what it cannot tell, what was chosen on it."""
    return tuple(filter(None, (panel.title, panel.units, panel.definition, panel.note, *panel.filters)))


def as_csv(panel: Panel) -> bytes:
    """Return a panel as CSV that spreadsheets open as UTF-8: a line for each cell with codes, labels and its number, or
    why there is none; nothing else, so that a program can read it.
    """
    cells = panel.cells()
    dims = max((len(cell.codes) for cell in cells), default=0)
    headings = (heading for position in range(dims) for heading in _headings(position))
    head = [_("Period"), *headings, _("Number"), _("Why there is no number")]
    return csv_file([head, *([cell.period, *_codes_and_labels(cell, dims), *_number(cell)] for cell in cells)])


def as_zip(panel: Panel, *, name: str, abouts: Sequence[About], source: Source = source_line) -> bytes:
    """Return a .zip with a panel as CSV and, beside it, what its numbers mean: they do not travel without it."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr(f"{name}.csv", as_csv(panel))
        file.writestr("notes.txt", "\r\n".join((*notes_of(panel), *about_lines(abouts, source))).encode("utf-8-sig"))
    return out.getvalue()


def _headings(position: int) -> tuple[str, str]:
    """Return the headings of the two columns, code and name, of a table's first dimension (position 0) or its second (1)."""
    return (_("Code"), _("Name")) if position == 0 else (_("Second code"), _("Second name"))


def _codes_and_labels(cell: Cell, dims: int) -> list[str]:
    """Return code, label, second code, second label; empty texts for dimensions that the cell does not have."""
    texts = [text for pair in zip(cell.codes, cell.labels, strict=True) for text in pair]
    return texts + [""] * (2 * dims - len(texts))


def _number(cell: Cell) -> tuple[int | None, str]:
    """Return a cell's number, or nothing and the words in its place."""
    return (int(cell.words), "") if cell.words.isdecimal() else (None, cell.words)


def workbook(panels: Sequence[Panel], *, abouts: Sequence[About], source: Source = source_line) -> bytes:
    """Return an XLSX file: a sheet of notes, a sheet for each panel with rows of data only, and what the codes mean."""
    rows = [(line,) for line in about_lines(abouts, source)]
    for panel in panels:
        rows += [("",), (panel.name,), *((note,) for note in notes_of(panel))]
    return xlsx_file(
        [
            _sheet(_("Read first"), rows, titled=True),
            *(_sheet(panel.name, [panel.head, *map(_numbered, panel.rows)]) for panel in panels),
            _sheet(_("Codes"), _codebook(panels)),
        ]
    )


def _codebook(panels: Sequence[Panel]) -> list[Row]:
    """Return each code of the panels with its label, once."""
    known = {
        (panel.table or panel.name, code, label): None
        for panel in panels
        for cell in panel.cells()
        for code, label in zip(cell.codes, cell.labels, strict=True)
    }
    return [(_("Table"), _("Code"), _("Name")), *known]


def _numbered(row: Sequence[str]) -> Row:
    return [int(cell) if cell.isdecimal() else cell for cell in row]


def _sheet(name: str, rows: Sequence[Row], *, titled: bool = False) -> Sheet:
    return Sheet(
        name=name, rows=rows, titled=titled, right_to_left=direction() == "rtl", widths=(28,) if not titled else ()
    )


def release_zip(releases: Releases, period: str, clearance: Clearance | None) -> bytes:
    """Return the release of a period as a Data Package in a .zip."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "release.zip"
        write_package(releases, period, place, is_cleared=is_cleared(clearance), at=datetime.now(UTC))
        return place.read_bytes()
