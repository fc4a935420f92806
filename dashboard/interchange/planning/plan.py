"""An import, planned: JSON both ways, without a cell's text."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Self

from dashboard.interchange.mapped import Fault
from dashboard.interchange.planning.beside import Change

Kind = Literal["new", "changed", "conflict", "asked", "same"]
"""What becomes of a row: *conflict* and *asked* (may be another row's case) are taken only when somebody says so."""


@dataclass(frozen=True)
class PlannedRow:
    """A row of the file and what becomes of it; `like` are rows whose reference differs in writing only."""

    sheet: str
    number: int
    ref_hash: str
    kind: Kind
    changes: tuple[Change, ...] = ()
    like: tuple[int, ...] = ()


@dataclass(frozen=True)
class Twins:
    """Rows, and cases that are there, with the same month, governorate, age band and types of violence."""

    rows: tuple[int, ...]
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What committing the file would do; with a single fault nothing comes in unless bad rows are left out.

    `quarters` counts new cases as (quarter of registration, cases, whether it was released, so that they count late).
    `clocks` of new cases would run: open, at high or medium risk. `twins` are the first of `twins_found`.
    """

    read: int = 0
    rows: tuple[PlannedRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict, hash=False)
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    twins: tuple[Twins, ...] = ()
    twins_found: int = 0
    quarters: tuple[tuple[str, int, bool], ...] = ()
    clocks: int = 0
    opened: int = 0
    closed: int = 0

    @property
    def ok(self) -> bool:
        """Whether the file may come in whole."""
        return not self.faults

    def of(self, *kinds: Kind) -> tuple[PlannedRow, ...]:
        """Return the rows of some kinds, in the order of the file."""
        return tuple(row for row in self.rows if row.kind in kinds)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind, and how many have a fault."""
        kinds: tuple[Kind, ...] = ("new", "changed", "conflict", "asked", "same")
        return {kind: len(self.of(kind)) for kind in kinds} | {"faulty": len({(f.sheet, f.row) for f in self.faults})}

    def without(self, hidden: Collection[str], references: Collection[str]) -> Self:
        """Return the plan for somebody who may not know of some cases, by their keys and the hashes of their references.

        Likely twins do not name them, and their rows look like those of which the file has nothing new.
        """
        rows = tuple(replace(row, kind="same", changes=()) if row.ref_hash in references else row for row in self.rows)
        places = {(row.sheet, row.number) for row in self.rows if row.ref_hash in references}
        warnings = tuple(fault for fault in self.warnings if (fault.sheet, fault.row) not in places)
        cut = [replace(each, cases=tuple(key for key in each.cases if key not in hidden)) for each in self.twins]
        kept = tuple(each for each in cut if each.cases or len(each.rows) > 1)
        return replace(
            self, rows=rows, warnings=warnings, twins=kept, twins_found=self.twins_found - len(cut) + len(kept)
        )

    def to_json(self) -> dict[str, Any]:
        """Return the plan as JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Self:
        """Return what `to_json` had made JSON of."""
        return cls(
            **{
                **given,
                "rows": tuple(map(_row, given["rows"])),
                "faults": tuple(Fault(**fault) for fault in given["faults"]),
                "warnings": tuple(Fault(**fault) for fault in given["warnings"]),
                "dropped": tuple(given["dropped"]),
                "notes": tuple(given["notes"]),
                "twins": tuple(Twins(tuple(each["rows"]), tuple(each["cases"])) for each in given["twins"]),
                "quarters": tuple((quarter, cases, late) for quarter, cases, late in given["quarters"]),
            }
        )


def _row(given: Mapping[str, Any]) -> PlannedRow:
    changes = tuple(Change(**change) for change in given["changes"])
    return PlannedRow(**{**given, "changes": changes, "like": tuple(given["like"])})
