"""JSON of Kobo and ODK: one record a case, groups in it become "group/question", what repeats becomes a sheet of its own."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.reading.cells import clean, whole
from dashboard.interchange.reading.decoding import decode
from dashboard.interchange.reading.limits import refuse_long, refuse_long_cells, refuse_wide
from dashboard.interchange.source import Line, Sheet

_KEYS = ("__id", "_uuid", "_id", "KEY")
"""What a record is called in ODK and in Kobo; the first that it has is its key."""
PARENT = "PARENT_KEY"
"""The column of a repeat that has the key of the record to which it belongs, as ODK names it."""
_DEEPEST = 20
Record = Mapping[str, Any]


@dataclass
class _Tables:
    """The records that were found, by the name of their sheet."""

    found: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def add(self, sheet: str, record: Record, parent: str) -> None:
        rows = self.found.setdefault(sheet, [])
        row: dict[str, str] = {PARENT: parent} if sheet else {}
        rows.append(row)
        key = next((str(record[name]) for name in _KEYS if record.get(name)), str(len(rows)))
        self._take(row, "", record, key)
        if not sheet and len(self.found) > 1 and not any(name in record for name in _KEYS):
            row["KEY"] = key

    def _take(self, row: dict[str, str], before: str, record: Record, key: str) -> None:
        if before.count("/") > _DEEPEST:
            raise ImportRefused(_("The file has groups within groups without an end. Export it again."))
        for name, value in record.items():
            full = name if name.startswith(before) else before + name
            if isinstance(value, Mapping):
                self._take(row, full + "/", value, key)
            elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
                for each in value:
                    self.add(full, each if isinstance(each, Mapping) else {}, key)
            elif full in row:
                raise ImportRefused(_twice(full))
            else:
                row[full] = _text(value)


def read_records(content: bytes, name: str) -> tuple[list[Sheet], list[str]]:
    """Return the records of a JSON file as sheets; raise ImportRefused when it has none."""
    text, notes = decode(content, name)
    tables = _Tables()
    for record in _records(_loaded(text)):
        tables.add("", record, "")
    refuse_long(sum(map(len, tables.found.values())))
    return [_sheet(sheet, rows) for sheet, rows in tables.found.items()], notes


def _loaded(text: str) -> Any:
    try:
        # Numbers stay as they are written: a reference 007.50 is no number, and one of 5,000 digits takes no time.
        return json.loads(
            text, object_pairs_hook=_once, parse_int=str, parse_float=whole, parse_constant=lambda _name: ""
        )
    except (ValueError, RecursionError):
        raise ImportRefused(_("The file begins like JSON and cannot be read as such. Export it again.")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _value in pairs]
        raise ImportRefused(_twice(next(name for name in names if names.count(name) > 1)))
    return record


def _twice(name: str) -> str:
    return _("A record of the file has {name} twice. Export it again.").format(name=repr(name[:40]))


def _records(found: Any) -> Iterable[Record]:
    """Return the list of records: as it is, under "value" (ODK) or under "results" (Kobo)."""
    if isinstance(found, Mapping):
        found = next((found[name] for name in ("value", "results") if isinstance(found.get(name), list)), [found])
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise ImportRefused(_("The file is JSON without a list of records. Export the data of the form as JSON."))
    return found


def _text(value: Any) -> str:
    """Return a value as a cell: a list as its parts with blanks between them, as Kobo writes several answers."""
    if isinstance(value, list):
        return " ".join(_text(each) for each in value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else clean(str(value))


def _sheet(name: str, rows: list[dict[str, str]]) -> Sheet:
    header = tuple(dict.fromkeys(column for row in rows for column in row))
    refuse_wide(len(header), name)
    lines = [Line(number, tuple(row.get(column, "") for column in header)) for number, row in enumerate(rows, start=1)]
    for line in lines:
        refuse_long_cells(line.cells, line.number, name)
        _refuse_half(line)
    return Sheet(name, 0, header, tuple(line for line in lines if any(line.cells)))


def _refuse_half(line: Line) -> None:
    try:
        "".join(line.cells).encode()
    except UnicodeEncodeError:
        text = _("Record {n} holds half of a character. Write its text anew, and export the file again.")
        raise ImportRefused(text.format(n=line.number)) from None
