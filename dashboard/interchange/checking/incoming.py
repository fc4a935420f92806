"""What a row becomes once the rules have passed it: a case without a key, and what came with it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from dashboard.casework.intake import intake_form
from dashboard.contract import RiskLevel
from dashboard.contract.elements import ELEMENTS
from dashboard.forms import from_json, to_json

HIGHER = ("high", "medium")
"""Levels of risk whose first action is due within hours (docs/casework.md)."""


@dataclass(frozen=True)
class Assessed:
    """A level of risk that the agency had decided before the import; `day` is None where the source has none."""

    level: RiskLevel
    day: date | None = None


@dataclass(frozen=True)
class Brought:
    """An entry of one of the core's forms: its name without the area, its version, and JSON answers that the form passed."""

    form: str
    version: str
    answers: Mapping[str, Any] = field(hash=False)
    day: date | None = None
    """The day of which it tells."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A row that can come in; of its reference only keyed hashes are kept, as it may lead to the survivor.

    `values` are answers of the intake form with what it calculates. `digest` tells whether the row is the one that came in
    before, `elements` (digests by element) which value is another one. `sheet` and `number` are where it stands in the file.
    """

    sheet: str
    number: int
    values: Mapping[str, Any] = field(hash=False)
    ref_hash: str
    folded_hash: str
    digest: str
    elements: Mapping[str, str] = field(hash=False)
    opened_on: date | None = None
    assessments: tuple[Assessed, ...] = ()
    """The oldest first."""
    entries: tuple[Brought, ...] = ()
    closing: Brought | None = None
    """The closing of a case that comes in closed."""
    warnings: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """The status with which the case comes in."""
        if self.closing is None:
            return "open"
        is_elsewhere = "transferred_organization" in self.closing.answers["reasons"]
        return "transferred" if is_elsewhere else "closed"

    @property
    def risk_level(self) -> RiskLevel | None:
        """The level that holds now, None where the agency had decided none."""
        return self.assessments[-1].level if self.assessments else None

    @property
    def starts_clock(self) -> bool:
        """Whether a clock of hours runs from the moment when the case comes in: it is open, and at high or medium risk."""
        return self.status == "open" and self.risk_level in HIGHER

    @property
    def described(self) -> dict[str, Any]:
        """The elements of the case that the row describes."""
        return {element.name: element.read(self.values) for element in ELEMENTS}

    @property
    def named(self) -> dict[str, "Assessed | Brought"]:
        """What came with the case, by a name that it has in the next file too: its day or service, and the how-manieth."""
        found: dict[str, Assessed | Brought] = {}
        seen = Counter[str]()
        entries = sorted(self.entries, key=lambda entry: entry.day or date.max)
        everything: list[Assessed | Brought] = [*self.assessments, *entries]
        for came in everything:
            if isinstance(came, Assessed):
                name = f"risk:{_text(came.day) or ''}"
            else:
                name = f"{came.form}:{came.answers['service_type']}"
            seen[name] += 1
            found[f"{name}:{seen[name]}"] = came
        return found

    @property
    def said(self) -> dict[str, Any]:
        """All that the row says, by name: of each a digest is kept, so that the next file shows what has changed there."""
        consents = {element.name: self.values[element.name] for element in ELEMENTS if element.kind == "consent"}
        closing = self.closing.answers if self.closing else None
        came = {name: came.level if isinstance(came, Assessed) else came.answers for name, came in self.named.items()}
        return {**self.described, **consents, "opened_on": self.opened_on, "closing": closing, **came}

    def to_json(self) -> str:
        """Return the row as JSON text: it travels out of the child process and waits on the stage.

        Text, because the server holds all rows of a file at once, and as dictionaries they take more of its memory.
        """
        told = {
            "sheet": self.sheet,
            "number": self.number,
            "values": to_json(intake_form(), self.values),
            "ref_hash": self.ref_hash,
            "folded_hash": self.folded_hash,
            "digest": self.digest,
            "elements": dict(self.elements),
            "opened_on": _text(self.opened_on),
            "assessments": [{"level": each.level, "day": _text(each.day)} for each in self.assessments],
            "entries": [_brought_json(entry) for entry in self.entries],
            "closing": _brought_json(self.closing) if self.closing else None,
            "warnings": list(self.warnings),
        }
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return what `to_json` had made JSON of."""
        given = json.loads(text)
        return cls(
            **{
                **given,
                "values": from_json(intake_form(), given["values"]),
                "opened_on": _day(given["opened_on"]),
                "assessments": tuple(Assessed(each["level"], _day(each["day"])) for each in given["assessments"]),
                "entries": tuple(map(_brought, given["entries"])),
                "closing": _brought(given["closing"]) if given["closing"] else None,
                "warnings": tuple(given["warnings"]),
            }
        )


def _brought_json(entry: Brought) -> dict[str, Any]:
    return {"form": entry.form, "version": entry.version, "answers": dict(entry.answers), "day": _text(entry.day)}


def _brought(given: Mapping[str, Any]) -> Brought:
    return Brought(given["form"], given["version"], given["answers"], _day(given["day"]))


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
