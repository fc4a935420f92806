"""Workbooks (XLSX, XLSM, XLS, XLSB, ODS): every sheet of them, visible ones first."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.places import place
from dashboard.interchange.reading.cells import text_of
from dashboard.interchange.reading.grid import Grid
from dashboard.interchange.reading.limits import LAST_ROW, MOST_SHEETS, refuse_far, refuse_long, refuse_wide
from dashboard.interchange.reading.markings import markings
from dashboard.interchange.reading.markings_ods import markings_ods
from dashboard.interchange.reading.package import is_zip, locked, refuse_compound, refuse_package, unreadable


def read_workbook(content: bytes) -> tuple[list[Grid], list[str]]:
    """Return the sheets of a workbook that have cells, and what is to be said of it; raise ImportRefused."""
    try:
        said, notes = _looked_inside(content)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return list(_grids(book, said)), notes
    except ImportRefused:
        raise
    except PasswordError:
        raise ImportRefused(locked()) from None
    except (
        CalamineError,
        zipfile.BadZipFile,
        ParseError,
        ValueError,
        KeyError,
        OSError,
        NotImplementedError,
        EOFError,
    ):
        raise ImportRefused(unreadable()) from None
    except RuntimeError:  # zipfile says so of a part that is locked
        raise ImportRefused(locked()) from None


def _looked_inside(content: bytes) -> tuple[Mapping[str, list[str]], list[str]]:
    """Return what is to be said of each sheet and of the file; raise ImportRefused where more than cells is inside."""
    if not is_zip(content):
        refuse_compound(content)
        return {}, [_not_seen()]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        refuse_package(archive)
        said, notes = markings(archive), list(markings_ods(archive))
        binary = "xl/workbook.bin" in archive.namelist()
    return said, [*notes, *([_not_seen()] if binary else [])]


def _not_seen() -> str:
    return _(
        "In a file of this kind nobody can see which rows are hidden and which formulas were not computed. All rows were "
        "read. Save it as .xlsx to be told."
    )


def _grids(book: CalamineWorkbook, said: Mapping[str, list[str]]) -> Iterator[Grid]:
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) > MOST_SHEETS:
        raise ImportRefused(_("The file has more than {n} sheets. Divide it.").format(n=MOST_SHEETS))
    rows = 0
    for sheet in sorted(sheets, key=lambda each: each.visible != SheetVisibleEnum.Visible):
        notes = list(said.get(sheet.name, ()))
        grid = _grid(book.get_sheet_by_name(sheet.name), notes)
        if sheet.visible != SheetVisibleEnum.Visible and grid.rows:
            notes.append(
                _("{sheet} is hidden in the file. It was read like all others.").format(sheet=place(sheet.name))
            )
        rows += max(0, len(grid.rows) - 1)
        refuse_long(rows)
        if grid.rows:
            yield grid


def _grid(sheet: CalamineSheet, notes: list[str]) -> Grid:
    if sheet.start is None:
        return Grid(sheet.name, {})
    if sheet.total_height > 2 * LAST_ROW:
        refuse_far(sheet.name)
    refuse_wide(sheet.total_width - 200, sheet.name)  # empty cells with a frame stand to the right of many tables
    texts = ([text_of(value) for value in row] for row in sheet.to_python(skip_empty_area=False))
    rows = {number: row for number, row in enumerate(texts, start=1) if any(row)}
    return Grid(sheet.name, rows, sheet.merged_cell_ranges or (), notes)
