"""What came with a case: needs, referrals and assessments of risk, in the row of the case or on a sheet of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.i18n import gettext as _
from dashboard.interchange.checking.hashes import folded
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping.file_mapping import EntryRule, FileMapping
from dashboard.interchange.mapping.header import entry_reads, header_of
from dashboard.interchange.mapping.targets import entry_targets
from dashboard.interchange.mapping.words import fold
from dashboard.interchange.source import Line, Sheet, Source

if TYPE_CHECKING:
    from dashboard.interchange.mapping.columns import ColumnReader

_LEADING = {"need": "service_type", "referral": "service_type", "risk": "level"}
"""The answer without which nothing came with the case."""
Rows = dict[str, tuple[Mapping[str, Any], ...]]


@dataclass
class Linked:
    """What was read of sheets of their own, beside the rows."""

    faults: list[Fault] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def same(reference: str) -> str:
    """Return a reference as it is compared, on every sheet and in every list."""
    return folded(reference)


def entries_of_row(mapping: FileMapping, columns: "ColumnReader", line: Line, faults: list[Fault]) -> Rows:
    """Return what came with a case in its own row, by form."""
    found: Rows = {}
    for entry in mapping.entries:
        if not entry.sheet and (answers := _answers(entry, columns, line, faults)):
            found[entry.form] = (*found.get(entry.form, ()), answers)
    return found


def _answers(entry: EntryRule, columns: "ColumnReader", line: Line, faults: list[Fault]) -> dict[str, Any]:
    """Return the answers of an entry, nothing where the row says nothing but a day and what the mapping itself says."""
    targets = entry_targets()[entry.form]
    read = {name: columns.value(line, targets[name], rule, faults) for name, rule in entry.rules.items()}
    answers = {name: value for name, value in read.items() if value not in (None, "", ())}
    said = (name for name in answers if entry.rules[name].source and targets[name].kind != "date")
    return answers if _LEADING[entry.form] in answers and any(said) else {}


def linked_entries(mapping: FileMapping, source: Source, today: date) -> tuple[dict[str, Rows], Linked]:
    """Return what came with cases on sheets of their own, by the compared reference and by form."""
    found: dict[str, Rows] = {}
    more = Linked()
    for entry in mapping.entries:
        sheet = next((sheet for sheet in source.sheets if entry.sheet and fold(sheet.name) == fold(entry.sheet)), None)
        if sheet is not None:
            _read_sheet(mapping, entry, sheet, today, found, more)
    return found, more


def _read_sheet(
    mapping: FileMapping, entry: EntryRule, sheet: Sheet, today: date, found: dict[str, Rows], more: Linked
) -> None:
    from dashboard.interchange.mapping.columns import ColumnReader

    wanted = [
        name for other in mapping.entries if fold(other.sheet) == fold(entry.sheet) for name in entry_reads(other)
    ]
    header = header_of(mapping, sheet, dict.fromkeys(wanted))
    columns = ColumnReader.of(mapping, sheet, header, today)
    more.dropped += header.dropped
    more.faults += [fault for fault in (*header.faults, *columns.faults) if fault not in more.faults]
    for line in sheet.lines:
        answers = _answers(entry, columns, line, more.faults)
        reference = columns.text(line, entry.reference)
        if answers and not reference:
            text = _("is empty: it says to which case the row belongs.")
            more.faults.append(Fault(line.number, entry.reference, text, sheet.name))
        elif answers:
            rows = found.setdefault(same(reference), {})
            rows[entry.form] = (*rows.get(entry.form, ()), answers)
