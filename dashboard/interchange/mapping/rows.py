"""The rows of a sheet of cases: which of them are taken, and what their cells say."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard import codes
from dashboard.codes import UNKNOWN
from dashboard.i18n import gettext as _
from dashboard.interchange.hashes import folded
from dashboard.interchange.mapped import Fault, MappedRow
from dashboard.interchange.mapping.columns import ColumnReader
from dashboard.interchange.mapping.conditions import Condition
from dashboard.interchange.mapping.entries import entries_of_row
from dashboard.interchange.mapping.file_mapping import FileMapping
from dashboard.interchange.mapping.fitting import unfitting
from dashboard.interchange.mapping.header import Header, header_of, reads
from dashboard.interchange.mapping.joining import Became, CaseRow
from dashboard.interchange.mapping.targets import case_targets
from dashboard.interchange.mapping.words import fold
from dashboard.interchange.source import Line, Sheet


@dataclass
class RowReader:
    """Reads the rows of a sheet of cases, and collects what is wrong with them."""

    mapping: FileMapping
    sheet: Sheet
    header: Header
    columns: ColumnReader
    faults: list[Fault] = field(default_factory=list)
    cases: list[CaseRow] = field(default_factory=list)
    """Every row, and what became of it."""
    blocked: bool = False
    """Whether a column that is needed cannot be read, so that the other cells are looked at and no row is taken."""

    @classmethod
    def of(cls, mapping: FileMapping, sheet: Sheet, today: date) -> "RowReader":
        """Look at the header and at the dates of a sheet, before its rows are read."""
        header = header_of(mapping, sheet, reads(mapping))
        columns = ColumnReader.of(mapping, sheet, header, today)
        blocking = [*unfitting(mapping, header, sheet), *columns.faults]
        return cls(mapping, sheet, header, columns, [*header.faults, *blocking], blocked=bool(blocking))

    def rows(self, left_out: Counter[str]) -> Iterator[MappedRow]:
        """Read the rows that are taken; count the others in `left_out` by their reason."""
        conditions = [Condition.read(condition) for condition in self.mapping.where]
        for line in self.sheet.lines:
            reason = self._reason(line, conditions)
            row = None if reason else self._row(line)
            if reason:
                left_out[reason] += 1
            elif row is not None and not self.blocked:
                yield row
            became: Became = "left out" if reason else "taken" if row else "faulty"
            self.cases.append(CaseRow((self.sheet.name, line.number), self._reference(line), became))

    def _reason(self, line: Line, conditions: list[Condition]) -> str:
        """Return why a row is left out, "" when it is taken."""
        for condition in conditions:
            if self.header.has(condition.column) and not condition.holds(lambda name: self.columns.text(line, name)):
                return _("the mapping leaves it out: {column}").format(column=condition.column)
        return "" if self._is_online(line) else _("nothing says that it happened online")

    def _is_online(self, line: Line) -> bool:
        online = self.mapping.online
        if online.every or not online.is_said:
            return True
        if online.column and fold(self.columns.text(line, online.column)) in {fold(value) for value in online.values}:
            return True
        reference = self._reference(line)
        return bool(reference) and folded(reference) in self.columns.online

    def _reference(self, line: Line) -> str:
        rule = self.mapping.columns.get("record_ref")
        return self.columns.text(line, rule.source) if rule else ""

    def _row(self, line: Line) -> MappedRow | None:
        """Return a row in our words, None where something is wrong with it."""
        before = len(self.faults)
        values = self._values(line)
        entries = entries_of_row(self.mapping, self.columns, line, self.faults)
        if len(self.faults) > before:
            return None
        return MappedRow(self.sheet.name, line.number, str(values.pop("record_ref", "")), values, entries)

    def _values(self, line: Line) -> dict[str, Any]:
        values: dict[str, Any] = {}
        before = len(self.faults)
        for name, rule in self.mapping.columns.items():
            value = self.columns.value(line, case_targets()[name], rule, self.faults)
            if value not in (None, "", ()):
                values[name] = value
        self._age(line, values, before)
        return values

    def _age(self, line: Line, values: dict[str, Any], before: int) -> None:
        """Fill in the band that follows from the age, and note where the two contradict each other."""
        age = values.get("age")
        if not isinstance(age, int) and age is not None:
            values["age_band"] = values.get("age_band") or values.pop("age")
            values.pop("age", None)
        if isinstance(age, int):
            band = codes.band_of(age)
            if values.get("age_band") not in (None, band, UNKNOWN):
                self._note(line, "age_band", _("does not fit the age."))
            values["age_band"] = band
        elif not values.get("age_band") and not self.blocked and not self._is_wrong(before):
            text = _('is empty, and so is the age band. One of them is needed; "unknown" is an answer.')
            self._note(line, "age", text)

    def _is_wrong(self, before: int) -> bool:
        """Return whether something was said of the age or the band of the row already, behind so many faults of others."""
        wrong = {self._called("age"), self._called("age_band")}
        return any(fault.column in wrong for fault in self.faults[before:])

    def _note(self, line: Line, name: str, message: str) -> None:
        self.faults.append(Fault(line.number, self._called(name), message, self.sheet.name))

    def _called(self, name: str) -> str:
        """Return what the column of an element is called in the file."""
        rule = self.mapping.columns.get(name)
        return self.columns.called(rule) if rule and rule.source else name

    def notes(self) -> list[str]:
        """Return what was understood over whole columns."""
        return self.columns.notes()
