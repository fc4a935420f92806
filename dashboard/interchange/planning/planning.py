"""Planning an import: each row beside what came in before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from dashboard.contract import Case
from dashboard.i18n import gettext as _
from dashboard.interchange.checking import Incoming
from dashboard.interchange.mapped import Fault
from dashboard.interchange.planning.beside import Before
from dashboard.interchange.planning.calendar import Calendar
from dashboard.interchange.planning.change import Update, update
from dashboard.interchange.planning.plan import ImportPlan, PlannedRow
from dashboard.interchange.planning.same_case import alike, repeated, twins

MOST_TWINS = 50
"""So many groups of likely twins are named; of the others only the number."""


def plan(
    incoming: Sequence[Incoming],
    known: Mapping[str, Before],
    calendar: Calendar,
    now: datetime,
    *,
    secret: bytes,
    cases: Iterable[Case] = (),
    faults: Sequence[Fault] = (),
    read: int = 0,
    left_out: Mapping[str, int] | None = None,
    dropped: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> ImportPlan:
    """Return what committing these rows would do.

    `known` are rows that came in before by the hash of their reference, `cases` those among which twins are looked for.
    `secret` is the key of the hashes. The rest is what reading and mapping said of the file.
    """
    twice = repeated(incoming)
    bad = {(fault.sheet, fault.row) for fault in twice}
    good = [row for row in incoming if (row.sheet, row.number) not in bad]
    others = alike(incoming, known)
    updates = {
        row.ref_hash: update(row, before, secret)
        for row in good
        if (before := known.get(row.ref_hash)) and before.row_digest != row.digest
    }
    rows = tuple(_planned(row, known, updates.get(row.ref_hash), others.get(row.ref_hash)) for row in good)
    starting = [row for row, planned in zip(good, rows, strict=True) if row.starts_clock and _decides(planned)]
    new = [row for row, planned in zip(good, rows, strict=True) if planned.kind == "new"]
    found = twins(new, cases)
    closed = sum(row.status != "open" for row in new)
    return ImportPlan(
        read=read or len(incoming),
        rows=rows,
        faults=tuple(sorted([*faults, *twice], key=lambda fault: (fault.sheet, fault.row))),
        warnings=tuple(_warnings(good, known, updates)),
        left_out=dict(left_out or {}),
        dropped=tuple(dropped),
        notes=tuple(notes),
        twins=tuple(found[:MOST_TWINS]),
        twins_found=len(found),
        quarters=_quarters(new, calendar, now),
        clocks=len(starting),
        opened=len(new) - closed,
        closed=closed,
    )


def _planned(
    row: Incoming, known: Mapping[str, Before], found: Update | None, others: tuple[int, ...] | None
) -> PlannedRow:
    """Return what becomes of one row; `others` differ from it in the writing of their reference only, None where none does."""
    place = (row.sheet, row.number, row.ref_hash)
    if row.ref_hash not in known:
        return PlannedRow(*place, "new") if others is None else PlannedRow(*place, "asked", like=others)
    if found is None or not found.changes:
        return PlannedRow(*place, "same")
    is_conflict = any(change.conflict for change in found.changes)
    return PlannedRow(*place, "conflict" if is_conflict else "changed", found.changes)


def _decides(planned: PlannedRow) -> bool:
    """Whether a level of risk comes in with a row."""
    return planned.kind == "new" or (
        planned.kind == "changed" and any(change.element == "risk" for change in planned.changes)
    )


def _warnings(rows: Iterable[Incoming], known: Mapping[str, Before], updates: Mapping[str, Update]) -> Iterator[Fault]:
    """Yield what to look at in rows that can come in, and what of a row that came in before is never taken from a file."""
    for row in rows:
        yield from (Fault(row.number, "", warning, row.sheet) for warning in row.warnings)
        if not (found := updates.get(row.ref_hash)):
            continue
        yield from (Fault(row.number, "", kept, row.sheet) for kept in found.kept)
        came = known[row.ref_hash].elements
        if came and row.elements["opened_on"] != came.get("opened_on"):
            message = _("The day of registration is another one now. The case stays in the quarter in which it counts.")
            yield Fault(row.number, "opened_on", message, row.sheet)


def _quarters(new: Iterable[Incoming], calendar: Calendar, now: datetime) -> tuple[tuple[str, int, bool], ...]:
    counted = Counter(calendar.counted(row, now) for row in new)
    return tuple((quarter, cases, late) for (quarter, late), cases in sorted(counted.items()))
