"""What stands on sheets of its own is put beside its case; a row that finds none is told, and never lost."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from dashboard.i18n import gettext as _
from dashboard.interchange.hashes import folded
from dashboard.interchange.mapped import Fault, MappedRow
from dashboard.interchange.mapping.entries import LinkedRow
from dashboard.interchange.places import Place
from dashboard.interchange.staying_out import staying_out

Became = Literal["taken", "faulty", "left out"]


@dataclass(frozen=True)
class CaseRow:
    """A row of a sheet of cases: where it stands, its reference as it stands there, and what became of it."""

    place: Place
    reference: str
    became: Became


@dataclass
class Joined:
    """The cases with what came with them; what cannot come in, what was left out, and how many rows found their case."""

    rows: list[MappedRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)


def join(rows: Iterable[MappedRow], cases: Iterable[CaseRow], linked: Iterable[LinkedRow]) -> Joined:
    """Put each linked row beside its case; a case and what came with it come in together or stay out together."""
    joined, beside = Joined(), defaultdict[Place, list[LinkedRow]](list)
    find, became = _finder(cases), {case.place: case.became for case in cases}
    for row in linked:
        places = find(row.reference)
        if len(places) == 1 and became[places[0]] != "left out":
            beside[places[0]].append(row)
        elif len(places) == 1:
            joined.left_out[_("its case is left out")] += 1
        elif not row.is_bad:
            joined.faults.append(Fault(row.number, row.column, _many(places), row.sheet))
    kept_out = set[Place]()
    for place, others in beside.items():
        faulty = {(row.sheet, row.number) for row in others if row.is_bad}
        faulty |= {place} if became[place] == "faulty" else set()
        joined.faults += staying_out(place, ((row.sheet, row.number) for row in others), faulty)
        kept_out |= {place} if faulty else set()
    joined.rows = [_with(row, beside) for row in rows if (row.sheet, row.number) not in kept_out]
    joined.found.update(entry.sheet for row in joined.rows for entry in row.linked)
    return joined


def _finder(cases: Iterable[CaseRow]) -> Callable[[str], list[Place]]:
    """Return what finds the rows of a reference: those that are written like it, else those that differ in writing only."""
    exact, alike = defaultdict[str, list[Place]](list), defaultdict[str, list[Place]](list)
    for case in cases:
        if case.reference:
            exact[case.reference].append(case.place)
            alike[folded(case.reference)].append(case.place)
    return lambda reference: (exact.get(reference) or alike.get(folded(reference)) or []) if reference else []


def _with(row: MappedRow, beside: Mapping[Place, list[LinkedRow]]) -> MappedRow:
    others = beside.get((row.sheet, row.number))
    return replace(row, linked=tuple(entry for other in others for entry in other.entries)) if others else row


def _many(places: list[Place]) -> str:
    if places:
        return _("fits more than one row of the cases. Write it exactly as in the row of its case.")
    return _("is that of no case in this file. Mend it, or add the row of its case: also of one that came in before.")
