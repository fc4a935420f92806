"""Planning an import: each row beside what came in before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from dashboard.contract import Case
from dashboard.i18n import gettext as _
from dashboard.interchange.checking.incoming import BESIDE, Incoming
from dashboard.interchange.mapped import Fault
from dashboard.interchange.planning.alike import alike, repeated, twins
from dashboard.interchange.planning.calendar import Calendar
from dashboard.interchange.planning.change import Before, changes
from dashboard.interchange.planning.plan import ImportPlan, PlannedRow

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
    rows = tuple(_planned(row, known.get(row.ref_hash), others.get(row.ref_hash), secret) for row in good)
    new = [row for row, planned in zip(good, rows, strict=True) if planned.kind == "new"]
    found = twins(new, cases)
    closed = sum(row.status != "open" for row in new)
    return ImportPlan(
        read=read or len(incoming),
        rows=rows,
        faults=tuple(sorted([*faults, *twice], key=lambda fault: (fault.sheet, fault.row))),
        warnings=tuple(_warnings(good, known)),
        left_out=dict(left_out or {}),
        dropped=tuple(dropped),
        notes=tuple(notes),
        twins=tuple(found[:MOST_TWINS]),
        twins_found=len(found),
        quarters=_quarters(new, calendar, now),
        clocks=sum(row.starts_clock for row in new),
        opened=len(new) - closed,
        closed=closed,
    )


def _planned(row: Incoming, before: Before | None, others: tuple[int, ...] | None, secret: bytes) -> PlannedRow:
    """Return what becomes of one row; `others` differ from it in the writing of their reference only, None where none does."""
    place = (row.sheet, row.number, row.ref_hash)
    if others is not None and before is None:
        return PlannedRow(*place, "asked", like=others)
    if before is None:
        return PlannedRow(*place, "new")
    if before.row_digest == row.digest or not (changed := changes(row, before, secret)):
        return PlannedRow(*place, "same")
    is_conflict = any(change.conflict for change in changed)
    return PlannedRow(*place, "conflict" if is_conflict else "changed", changed)


def _warnings(rows: Iterable[Incoming], known: Mapping[str, Before]) -> Iterator[Fault]:
    """Yield what to look at in rows that can come in, and what of a row that came in before is not taken a second time."""
    for row in rows:
        yield from (Fault(row.number, "", warning, row.sheet) for warning in row.warnings)
        before = known.get(row.ref_hash)
        if before and before.elements.get(BESIDE, row.elements[BESIDE]) != row.elements[BESIDE]:
            message = _(
                "This case came in before. Its day of registration, level of risk, needs and referrals are taken only with "
                "a new case, and differ from those that came with it: enter what is new on the page of the case."
            )
            yield Fault(row.number, "", message, row.sheet)
        if before and before.elements and row.status != "open" and before.case.status == "open":
            message = _("This case is closed at the source and open here. Close it here, with the form for it.")
            yield Fault(row.number, "status", message, row.sheet)


def _quarters(new: Iterable[Incoming], calendar: Calendar, now: datetime) -> tuple[tuple[str, int, bool], ...]:
    counted = Counter(calendar.counted(row, now) for row in new)
    return tuple((quarter, cases, late) for (quarter, late), cases in sorted(counted.items()))
