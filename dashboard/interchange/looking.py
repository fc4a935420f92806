"""A first look at a file, in the child process: its columns and values against a mapping, JSON both ways."""

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from dashboard.interchange.distinct import distinct
from dashboard.interchange.left_out import left_out
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import Draft, FileMapping, Proposal, Question, draft
from dashboard.interchange.source import Source


@dataclass(frozen=True)
class Look:
    """What a file is: its sheets (name, rows), what its reader says of it, and the draft of a mapping."""

    sheets: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    draft: Draft

    @classmethod
    def at(cls, source: Source, today: date, mapping: FileMapping | None = None) -> Self:
        """Look at a file that was read; with a mapping, at what is still open with it."""
        sheets = tuple((sheet.name, len(sheet.lines)) for sheet in source.sheets)
        return cls(sheets, source.notes, draft(source, today=today, mapping=mapping))

    def to_json(self) -> dict[str, Any]:
        """Return the look as JSON."""
        plain = {name: [asdict(each) for each in getattr(self.draft, name)] for name in _PARTS}
        return plain | {
            "mapping": self.draft.mapping.to_toml(),
            "kind": self.draft.kind,
            "sheets": self.sheets,
            "notes": self.notes,
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Self:
        """Return what `to_json` had made JSON of."""
        parts: dict[str, Any] = {
            name: tuple(part(**_tupled(each)) for each in given[name]) for name, part in _PARTS.items()
        }
        mapping = FileMapping.from_toml(given["mapping"])
        sheets = tuple((name, rows) for name, rows in given["sheets"])
        return cls(sheets, tuple(given["notes"]), Draft(mapping=mapping, kind=given["kind"], **parts))


_PARTS: dict[str, Any] = {"columns": Proposal, "values": Proposal, "questions": Question, "problems": Fault}


def _tupled(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


def look(source: Source, request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer what a file is; `mapping` of the request is TOML, "" to find one that fits."""
    mapping = FileMapping.from_toml(request["mapping"]) if request.get("mapping") else None
    return Look.at(source, date.fromisoformat(request["today"]), mapping).to_json()


def values(source: Source, request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer with the different values of a column of few values."""
    return {"values": distinct(source, request["column"])}


def bad_rows(source: Source, request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer with the workbook of rows that have a fault, as base64."""
    faults = [Fault(**fault) for fault in request["faults"]]
    made = left_out(FileMapping.from_toml(request["mapping"]), source, faults)
    return {"file": base64.b64encode(made).decode()}
