"""A mapping applied to a file: its rows in our words, and everything that is wrong with it in one run."""

from collections import Counter
from datetime import date

from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault, Mapped, MappedRow, told
from dashboard.interchange.mapping.entries import linked_rows
from dashboard.interchange.mapping.file_mapping import FileMapping
from dashboard.interchange.mapping.header import reads
from dashboard.interchange.mapping.joining import CaseRow, join
from dashboard.interchange.mapping.rows import RowReader
from dashboard.interchange.mapping.words import fold
from dashboard.interchange.source import Sheet, Source


def apply(mapping: FileMapping, source: Source, *, today: date) -> Mapped:
    """Return what the mapping makes of a file. Rows with a fault are not among `rows`; a fault in row 0 is a whole column's."""
    sheets, notes = chosen(mapping, source)
    faults, rows, left_out = [], list[MappedRow](), Counter[str]()
    dropped, notes = list[str](), [*source.notes, *notes]
    if not sheets:
        faults.append(_no_sheet(mapping))
    if not mapping.online.is_said:
        faults.append(_which_are_online())
    linked, cases = linked_rows(mapping, source, today), list[CaseRow]()
    for sheet in sheets:
        reader = RowReader.of(mapping, sheet, today)
        rows += reader.rows(left_out)
        faults += reader.faults
        notes += reader.notes()
        dropped += reader.header.dropped
        cases += reader.cases
    faults += linked.faults
    # With a column that cannot be read no case is known, and none is missing.
    if linked.rows and all(fault.row for fault in faults):
        joined = join(rows, cases, linked.rows)
        rows, faults, left_out = joined.rows, faults + joined.faults, left_out + joined.left_out
        notes += _found(joined.found)
    return Mapped(
        tuple(rows),
        told(sorted(faults, key=lambda fault: (fault.sheet, fault.row > 0, fault.column, fault.row))),
        dict(left_out),
        tuple(dict.fromkeys([*dropped, *linked.dropped])),
        tuple(dict.fromkeys([*notes, *linked.notes])),
        len(cases) + len(linked.rows),
    )


def _found(found: Counter[str]) -> list[str]:
    text = _("{n} rows of the sheet {name} belong to cases of this file.")
    return [text.format(n=rows, name=repr(name[:40])) for name, rows in found.items()]


def chosen(mapping: FileMapping, source: Source) -> tuple[list[Sheet], list[str]]:
    """Return the sheets that hold cases, and what is said of others.

    A mapping without the name of a sheet takes the one with most of its columns and all with the same: a sheet for each office.
    """
    linked = {fold(entry.sheet) for entry in mapping.entries if entry.sheet}
    others = [sheet for sheet in source.sheets if fold(sheet.name) not in linked or not sheet.name]
    if mapping.sheet and any(sheet.name for sheet in others):
        taken = [sheet for sheet in others if fold(sheet.name) == fold(mapping.sheet)]
    else:
        named = set(map(fold, reads(mapping)))
        best = max(others, key=lambda sheet: len(_columns(sheet) & named), default=None)  # a title page may come first
        taken = [sheet for sheet in others if best and _columns(sheet) == _columns(best)]
    left = [sheet for sheet in others if sheet not in taken and sheet.lines]
    said = _("The sheet {name} was not read ({n} rows): it is not one of cases.")
    return taken, [said.format(name=repr(sheet.name[:40]), n=len(sheet.lines)) for sheet in left]


def _columns(sheet: Sheet) -> set[str]:
    return {fold(name) for name in sheet.header if name}


def _no_sheet(mapping: FileMapping) -> Fault:
    text = _("The file has no sheet of this name, which the mapping reads. Rename it, or say its name in the mapping.")
    return Fault(0, "", text, mapping.sheet)


def _which_are_online() -> Fault:
    return Fault(
        0,
        "",
        _(
            "Which of these cases happened online? The file does not say it by itself, so it is asked: name under [online] "
            'the column and the values that say so, or a list of references, or "all = true" when all of them did.'
        ),
    )
