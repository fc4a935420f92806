"""Reading: from the bytes of a file to sheets of texts. Nothing is left out in silence; what cannot be read is refused.

Runs in a child process with limits on memory and time (interchange/child.py), because files come from anywhere.
"""

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.reading.archive import is_tables, read_tables
from dashboard.interchange.reading.delimited import read_delimited
from dashboard.interchange.reading.grid import Grid, sheet_of
from dashboard.interchange.reading.limits import refuse_large, refuse_long
from dashboard.interchange.reading.package import is_compound, is_zip
from dashboard.interchange.reading.records import read_records
from dashboard.interchange.reading.workbook import read_workbook
from dashboard.interchange.source import Sheet, Source
from dashboard.interchange.template_columns import NOT_OF_CASES, sheets


def read(content: bytes, name: str) -> Source:
    """Return what is in a file; raise ImportRefused with the reason when it cannot or must not be read.

    What a file is, its content tells and not its name, which only stands in messages.
    """
    refuse_large(content)
    sheets, notes = _read(content, name)
    if not any(sheet.lines for sheet in sheets):
        raise ImportRefused(_("The file has no rows under its header. Fill in the template and try again."))
    refuse_long(sum(len(sheet.lines) for sheet in sheets))
    return Source(tuple(sheets), tuple(dict.fromkeys(notes)))


def _read(content: bytes, name: str) -> tuple[list[Sheet], list[str]]:
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{")):
        return read_records(content, name)
    if is_tables(content):
        grids, notes = read_tables(content)
    elif is_zip(content) or is_compound(content):
        grids, notes = read_workbook(content)
    else:
        grids, notes = [read_delimited(content, name)], []
    found = [sheet_of(grid) for grid in _without_help(grids) if grid.rows]
    return [sheet for sheet, _said in found], [*notes, *(note for _sheet, said in found for note in said)]


def _without_help(grids: list[Grid]) -> list[Grid]:
    """Return the sheets of a file without those with which our template helps to fill it in: nobody writes cases there."""
    is_template = {*sheets(), *NOT_OF_CASES} <= {grid.name for grid in grids}
    return [grid for grid in grids if grid.name not in NOT_OF_CASES] if is_template else grids
