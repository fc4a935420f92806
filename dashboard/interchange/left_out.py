"""Rows that did not come in, as a workbook with a column that says why, so that they can be corrected and sent again."""

from collections.abc import Iterable, Mapping

from dashboard import privacy
from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import FileMapping
from dashboard.interchange.mapping.file_mapping import EntryRule
from dashboard.interchange.mapping.header import FOR_PEOPLE, entry_reads, header_of, is_dropped, reads
from dashboard.interchange.mapping.personal import forbidden, looks_personal
from dashboard.interchange.mapping.words import fold
from dashboard.interchange.source import Sheet, Source
from dashboard.spreadsheets import Row, xlsx_file
from dashboard.spreadsheets import Sheet as Page

MOST_WHY = 10
"""How many reasons stand beside a row."""


def left_out(mapping: FileMapping, source: Source, faults: Iterable[Fault]) -> bytes:
    """Return the rows of a file that have a fault, sheet by sheet, with what is wrong with each.

    Columns that are dropped or not read are not in it, and a cell that looks like data of a person is empty: the file from
    which it was made has it.
    """
    why = _why(faults)
    pages = [_page(mapping, sheet, why) for sheet in source.sheets if any(at[0] == sheet.name for at in why)]
    return xlsx_file(pages or [Page(name="rows", rows=[_said()])])


def _said() -> Row:
    """Return the names of the columns that say what is wrong; no import reads them."""
    return [f"{FOR_PEOPLE} {name}" for name in (_("sheet"), _("row"), _("why"))]


def _why(faults: Iterable[Fault]) -> dict[tuple[str, int], str]:
    """Return what is wrong with each row, by sheet and number."""
    reasons: dict[tuple[str, int], list[str]] = {}
    for fault in faults:
        if fault.row:
            said = f"{fault.column}: {fault.message}" if fault.column else fault.message
            reasons.setdefault((fault.sheet, fault.row), []).append(said)
    return {at: "\n".join(dict.fromkeys(said[:MOST_WHY])) for at, said in reasons.items()}


def _page(mapping: FileMapping, sheet: Sheet, why: Mapping[tuple[str, int], str]) -> Page:
    places = _places(mapping, sheet)
    header: Row = [*_said(), *(sheet.header[place] for place in places)]
    rows: list[Row] = [
        [sheet.name, line.number, why[sheet.name, line.number], *(_plain(line.cells[place]) for place in places)]
        for line in sheet.lines
        if (sheet.name, line.number) in why
    ]
    return Page(name=sheet.name or mapping.sheet or "rows", rows=[header, *rows])


def _places(mapping: FileMapping, sheet: Sheet) -> list[int]:
    """Return the positions of columns that are read and hold no data of a person."""
    linked = [name for entry in mapping.entries if _is_of(entry, sheet) for name in entry_reads(entry)]
    found = header_of(mapping, sheet, linked or reads(mapping)).places.values()
    named = ((place, sheet.header[place]) for place in sorted(set(found)))
    return [place for place, name in named if not is_dropped(mapping, name) and not forbidden(name)]


def _is_of(entry: EntryRule, sheet: Sheet) -> bool:
    return bool(entry.sheet) and fold(entry.sheet) == fold(sheet.name)


def _plain(text: str) -> str:
    return "" if looks_personal(text) or privacy.find(text) else text
