"""What came with a case: needs, referrals and assessments of risk, in the row of the case or on a sheet of their own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault, Linked
from dashboard.interchange.mapping.columns import ColumnReader
from dashboard.interchange.mapping.file_mapping import EntryRule, FileMapping
from dashboard.interchange.mapping.header import entry_reads, header_of
from dashboard.interchange.mapping.targets import entry_targets
from dashboard.interchange.mapping.words import fold
from dashboard.interchange.source import Line, Sheet, Source

LEADING = {"need": "service_type", "referral": "service_type", "risk": "level"}
"""The answer without which nothing came with the case."""
Rows = dict[str, tuple[Mapping[str, Any], ...]]


@dataclass(frozen=True)
class LinkedRow:
    """A row of a sheet of its own: the reference of its case as it stands there, in which column, and what it says.

    `is_bad` says that something is wrong with it, and was said.
    """

    sheet: str
    number: int
    column: str
    reference: str
    entries: tuple[Linked, ...]
    is_bad: bool


@dataclass
class LinkedRows:
    """What was read of sheets of their own."""

    rows: list[LinkedRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def entries_of_row(mapping: FileMapping, columns: ColumnReader, line: Line, faults: list[Fault]) -> Rows:
    """Return what came with a case in its own row, by form; nothing where only a day and the mapping itself say something."""
    found: Rows = {}
    for entry in mapping.entries:
        if entry.sheet:
            continue
        answers = _answers(entry, columns, line, faults)
        targets = entry_targets()[entry.form]
        said = [name for name in answers if entry.rules[name].source and targets[name].kind != "date"]
        if LEADING[entry.form] in answers and said:
            found[entry.form] = (*found.get(entry.form, ()), answers)
        else:
            columns.alone(line, _of_its_own(mapping, entry, answers))
    return found


def _of_its_own(mapping: FileMapping, entry: EntryRule, answers: Iterable[str]) -> list[str]:
    """Return the columns of answers that nothing else is read from: without the level, the day of an assessment is lost."""
    elsewhere = {fold(name) for rule in mapping.columns.values() for name in rule.reads}
    sources = [entry.rules[name].source for name in answers]
    return [source for source in sources if source and fold(source) not in elsewhere]


def _answers(entry: EntryRule, columns: ColumnReader, line: Line, faults: list[Fault]) -> dict[str, Any]:
    targets = entry_targets()[entry.form]
    read = {name: columns.value(line, targets[name], rule, faults) for name, rule in entry.rules.items()}
    return {name: value for name, value in read.items() if value not in (None, "", ())}


def linked_rows(mapping: FileMapping, source: Source, today: date) -> LinkedRows:
    """Return what stands on sheets of their own: every row of them, also those with something wrong."""
    found = LinkedRows()
    linked = sorted((entry for entry in mapping.entries if entry.sheet), key=lambda entry: fold(entry.sheet))
    for name, entries in groupby(linked, key=lambda entry: fold(entry.sheet)):
        sheets = [sheet for sheet in source.sheets if fold(sheet.name) == name]
        rules = list(entries)
        for sheet in sheets:
            _read_sheet(mapping, rules, sheet, today, found)
    return found


def _read_sheet(mapping: FileMapping, entries: list[EntryRule], sheet: Sheet, today: date, found: LinkedRows) -> None:
    wanted = dict.fromkeys(name for entry in entries for name in entry_reads(entry))
    header = header_of(mapping, sheet, wanted)
    columns = ColumnReader.of(mapping, sheet, header, today)
    found.dropped += header.dropped
    found.faults += [*header.faults, *columns.faults]
    found.rows += [_row(entries, columns, sheet, line, found.faults) for line in sheet.lines]
    found.notes += columns.notes()


def _row(entries: list[EntryRule], columns: ColumnReader, sheet: Sheet, line: Line, faults: list[Fault]) -> LinkedRow:
    before = len(faults)
    read = [(entry, _answers(entry, columns, line, faults)) for entry in entries]
    said = tuple(
        Linked(entry.form, answers, sheet.name, line.number)
        for entry, answers in read
        if LEADING[entry.form] in answers
    )
    reference, column = columns.text(line, entries[0].reference), columns.column(entries[0].reference)
    if len(faults) == before:
        faults += (
            Fault(line.number, name, text, sheet.name) for name, text in _missing(entries, columns, reference, said)
        )
    return LinkedRow(sheet.name, line.number, column, reference, said, is_bad=len(faults) > before)


def _missing(
    entries: list[EntryRule], columns: ColumnReader, reference: str, said: tuple[Linked, ...]
) -> Iterator[tuple[str, str]]:
    """Yield by column what a row needs and has not: the reference of its case, and what it tells of."""
    if not reference:
        yield columns.column(entries[0].reference), _("is empty: it says to which case the row belongs.")
    if not said:
        leading = LEADING[entries[0].form]
        rule = entries[0].rules.get(leading)
        yield columns.called(rule) if rule and rule.source else leading, _("is empty: without it the row says nothing.")
