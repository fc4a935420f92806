"""The cells of a sheet by the columns that a mapping names: texts become typed values, once for each text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.i18n import gettext as _
from dashboard.interchange.hashes import folded
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import ages
from dashboard.interchange.mapping.cells import BadCell, as_code, as_codes, constant, refusal, when_empty
from dashboard.interchange.mapping.choices_apart import joined
from dashboard.interchange.mapping.dates import OLDEST, DateColumn
from dashboard.interchange.mapping.file_mapping import ColumnRule, FileMapping
from dashboard.interchange.mapping.header import Header, header_of, reads
from dashboard.interchange.mapping.personal import SHOWN, looks_personal
from dashboard.interchange.mapping.targets import Target, case_targets, entry_targets
from dashboard.interchange.mapping.words import fold, is_empty, is_yes_no
from dashboard.interchange.places import numbers
from dashboard.interchange.source import Line, Sheet

_MANY_DIGITS = re.compile(r"(?:\d[\s./-]?){16,60}")
"""More digits than any telephone number has (E.164), and no word: a long number of a file."""


@dataclass
class ColumnReader:
    """Reads cells by the name of their column; `faults` are those of whole columns, whose order of dates is asked."""

    sheet: Sheet
    header: Header
    today: date
    dates: dict[int, DateColumn]
    online: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    without: dict[str, list[int]] = field(default_factory=dict)
    said: dict[str, None] = field(default_factory=dict)

    @classmethod
    def of(cls, mapping: FileMapping, sheet: Sheet, header: Header, today: date) -> "ColumnReader":
        """Decide first how the dates of each column are read, over all of its rows."""
        dates = {}
        for name in _date_columns(mapping):
            if (place := header.place(name)) is not None:
                texts = (line.cells[place] for line in sheet.lines)
                dates[place] = DateColumn.of(
                    (text for text in texts if not is_empty(text)), mapping.order, mapping.zone
                )
        asked = ((place, dated.asked) for place, dated in dates.items() if dated.asked)
        faults = [Fault(0, sheet.header[place][:SHOWN], text, sheet.name) for place, text in asked]
        return cls(sheet, header, today, dates, frozenset(map(folded, mapping.online.references)), faults)

    def called(self, rule: ColumnRule) -> str:
        """Return what the column of a rule is called in the file."""
        place = self.header.place(rule.source)
        return rule.source if place is None else self.sheet.header[place][:SHOWN]

    def column(self, name: str) -> str:
        """Return what a column that the mapping names is called in the file."""
        return self.called(ColumnRule(source=name))

    def alone(self, line: Line, columns: Iterable[str]) -> None:
        """Note columns of a row that say something of an entry that did not come with the case."""
        for name in columns:
            self.without.setdefault(self.column(name), []).append(line.number)

    def text(self, line: Line, name: str) -> str:
        """Return the text of a row in a column, "" where there is no such column."""
        place = self.header.place(name)
        if place is not None:
            return line.cells[place]
        apart = self.header.apart.get(fold(name))
        return joined(apart, line.cells) if apart else ""

    def value(self, line: Line, target: Target, rule: ColumnRule, faults: list[Fault]) -> Any:
        """Return the typed value of a row, None for none; what is wrong goes to `faults`."""
        text = self.text(line, rule.source) if rule.source else ""
        if rule.source and self._is_unread(rule):
            return None
        day = self.text(line, rule.age_at) if rule.age_at else ""
        key = (id(rule), text, day)
        if key not in self.known:
            self.known[key] = self._tried(lambda: self._read(target, rule, text, day))
        found = self.known[key]
        if isinstance(found, ValueError):
            faults.append(
                Fault(line.number, self.called(rule) if rule.source else target.name, str(found), self.sheet.name)
            )
            return None
        return found

    def _is_unread(self, rule: ColumnRule) -> bool:
        """Return whether a column is not there, or has an order of dates that is asked: said once and not for each row."""
        asked = [
            self.dates[place]
            for name in rule.reads
            if (place := self.header.place(name)) in self.dates and place is not None
        ]
        return not self.header.has(rule.source) or any(dated.asked for dated in asked)

    @staticmethod
    def _tried(read: Callable[[], Any]) -> Any:
        try:
            return read()
        except ValueError as error:
            return error

    def _read(self, target: Target, rule: ColumnRule, text: str, day: str) -> Any:
        if not rule.source:
            return constant(target, rule)
        if is_empty(text):
            return when_empty(target, rule)
        if rule.age_at:
            return self._age_at(rule, text, day)
        if target.kind == "reference":
            return self._reference(text)
        if target.kind == "date":
            return self._date(rule.source, text, OLDEST)
        if target.kind == "age" or target.name == "age_band":
            return self._age(target, rule, text)
        if text in ("1", "0") and is_yes_no(target) and text not in rule.values:
            self.said[_("1 and 0 were taken as yes and no: {column}").format(column=self.called(rule))] = None
        return as_codes(target, rule, text) if target.kind == "codes" else as_code(target, rule, text)

    def _reference(self, text: str) -> str:
        if not _MANY_DIGITS.fullmatch(text) and looks_personal(text):
            raise BadCell(refusal(text))
        return text

    def _date(self, column: str, text: str, oldest: date) -> date:
        place = self.header.place(column)
        dated = DateColumn("") if place is None else self.dates[place]
        try:
            day = dated.read(text)
        except ValueError as error:
            raise BadCell(refusal(text) if looks_personal(text) else str(error)) from None
        if not oldest <= day <= self.today:
            raise BadCell(_("lies in the future or before {year}.").format(year=oldest.year))
        return day

    def _age(self, target: Target, rule: ColumnRule, text: str) -> int | str:
        """Return whole years, or a band where the cell has one or the age is said to be unknown."""
        for word, code in rule.values.items():
            if fold(word) == fold(text):
                return ages.band(code)
        try:
            if target.kind == "age" and not ages.is_band(text):
                years = ages.years(text)
                return ages.band("unknown") if years is None else years
            return ages.band(text)
        except ValueError as error:
            raise BadCell(str(error) if text.isdecimal() or not looks_personal(text) else refusal(text)) from None

    def _age_at(self, rule: ColumnRule, birth: str, day: str) -> int:
        """Return the age on a day; the date of birth goes no further than this."""
        born = self._date(rule.source, birth, date(1900, 1, 1))
        if is_empty(day):
            raise BadCell(_("is needed with the day in {column}, which is empty.").format(column=rule.age_at[:SHOWN]))
        return ages.age_at(born, self._date(rule.age_at, day, OLDEST))

    def notes(self) -> list[str]:
        """Return what was understood over whole columns."""
        text = _("{column}: rows {rows} say nothing of that to which this belongs, so it was not taken.")
        alone = (text.format(column=repr(name), rows=numbers(rows)) for name, rows in self.without.items())
        return [*self.said, *alone, *(dated.note for dated in self.dates.values() if dated.note)]


def _date_columns(mapping: FileMapping) -> Iterable[str]:
    """Return the columns of which a mapping reads dates."""
    forms = entry_targets()
    rules = [(case_targets()[name], rule) for name, rule in mapping.columns.items()]
    rules += [(forms[entry.form][name], rule) for entry in mapping.entries for name, rule in entry.rules.items()]
    dates = [rule.source for target, rule in rules if target.kind == "date" or rule.age_at]
    return dict.fromkeys(name for name in (*dates, *(rule.age_at for _target, rule in rules)) if name)


def undecided(mapping: FileMapping, sheet: Sheet) -> list[str]:
    """Return the columns whose dates can be read in two orders, so that a person has to say which it is."""
    header = header_of(mapping, sheet, reads(mapping))
    dates = ColumnReader.of(mapping, sheet, header, date.max).dates
    return [sheet.header[place][:SHOWN] for place, dated in dates.items() if dated.ambiguous]
