"""An archive with CSV files, as ODK Central gives out a form with repeats: each file becomes a sheet of its name."""

import io
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.places import place
from dashboard.interchange.reading.delimited import read_delimited
from dashboard.interchange.reading.grid import Grid
from dashboard.interchange.reading.limits import MOST_SHEETS, refuse_long
from dashboard.interchange.reading.package import is_zip, refuse_package, unreadable

_WORKBOOKS = ("[Content_Types].xml", "mimetype")
"""Parts that only workbooks have."""


def is_tables(content: bytes) -> bool:
    """Return whether a file is an archive with CSV files."""
    if not is_zip(content):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    return not any(name in names for name in _WORKBOOKS) and any(map(_is_table, names))


def read_tables(content: bytes) -> tuple[list[Grid], list[str]]:
    """Return the CSV files of an archive as sheets, and what was not read; raise ImportRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_package(archive)
            files = [part for part in archive.infolist() if not part.is_dir()]
            tables = [part for part in files if _is_table(part.filename)]
            others = [part for part in files if not _is_table(part.filename)]
            if len(tables) > MOST_SHEETS:
                raise ImportRefused(_("The archive has more files than an export of one form. Export the form alone."))
            grids = [_grid(PurePosixPath(part.filename).stem, archive.read(part)) for part in tables]
    except (zipfile.BadZipFile, ValueError, KeyError, OSError, NotImplementedError, EOFError, RuntimeError):
        raise ImportRefused(unreadable()) from None
    refuse_long(sum(len(grid.rows) - 1 for grid in grids))
    return grids, [
        _("{n} files of the archive are no tables and were not read.").format(n=len(others))
    ] if others else []


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv")


def _grid(name: str, content: bytes) -> Grid:
    grid = read_delimited(content, f"{name}.csv")
    return replace(grid, name=name, notes=[f"{place(name)}: {note}" for note in grid.notes])
