"""What changed in a period against the one before, the same a year before, and the long run.

The total comes first. Then the cells that moved beyond it are looked for, and crossings only within what moved. A cell
that means none or not known is never a finding.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.release.findings import is_finding
from dashboard.release.periods import Period
from dashboard.release.policy import Codes
from dashboard.release.released_table import ReleasedTable
from dashboard.release.signals import (
    BEYOND,
    Number,
    Signal,
    comparable,
    direction,
    moved,
    moved_beyond,
    number,
    outstanding,
)
from dashboard.release.store import Releases
from dashboard.release.trends import long_run

Basis = Literal["previous", "year", "long_run"]
BASES: tuple[Basis, ...] = ("previous", "year", "long_run")
Earlier = Callable[[str, Codes], Number | None]
Cell = tuple[ReleasedTable, Codes, Number, Number]


@dataclass(frozen=True)
class Compared:
    """What changed against one basis: the total's signal first, then the strongest.

    `before` is the period compared with, of a long run the newest of its periods. `total_before` is the total there.
    """

    basis: Basis
    before: str
    total_before: int | None
    signals: tuple[Signal, ...]
    comparisons: int


def changes(releases: Releases, period: str, names: Sequence[str]) -> tuple[Compared, ...]:
    """Compare the named tables of a period with each basis that there is, the period before first."""
    return tuple(
        found
        for basis in BASES
        if (found := compare(releases, period, names, basis)) is not None and _is_new(releases, period, found)
    )


def _is_new(releases: Releases, period: str, found: Compared) -> bool:
    """Whether a basis is another one than the period before: of years, a year before is just that."""
    return found.basis != "year" or found.before != releases.previous(period)


def compare(releases: Releases, period: str, names: Sequence[str], basis: Basis = "previous") -> Compared | None:
    """Compare tables of a period with an earlier one of the same length, or with the long run; None without one.

    Cells that are hidden in both are no comparison: they would only make it harder for the others to be listed.
    """
    before = _before(releases, period, basis)
    if before is None:
        return None
    earlier = _long_run(releases, period) if basis == "long_run" else _of(releases, before, period)
    tables = [releases.table(period, name) for name in names]
    total = releases.table(period, "total")
    all_before = earlier("total", ())
    if all_before is None:
        return None
    pair = (all_before, number(total, total[()]))
    signals, comparisons = _staged(pair, [_cells(table, earlier) for table in tables if table.dims])
    change = moved(*pair)
    if abs(change) > BEYOND:
        signals = [_signal(change, (total, (), *pair)), *signals]
    return Compared(basis, before, _whole(all_before.shown), tuple(signals), comparisons + 1)


def along(releases: Releases, period: str, names: Sequence[str]) -> tuple[str, tuple[Signal, ...]]:
    """Return the period a year before ("" without one), and what clearly rose or fell against it as the total did, the
    strongest first.

    Each is judged by itself, as *Compare* does it (`signals.judged`), and so is no finding: it moved with the total, and
    more of them may be chance. Without a clear move of the total there is none.
    """
    before = _before(releases, period, "year")
    if before is None:
        return "", ()
    earlier = _of(releases, before, period)
    tables = [table for name in names if len((table := releases.table(period, name)).dims) < 2]
    scored = [(moved(*cell[2:]), cell) for table in tables for cell in _cells(table, earlier)]
    clear = [_signal(change, cell) for change, cell in scored if abs(change) > BEYOND]
    totals = {signal.direction for signal in clear if not signal.codes}
    moved_too = [signal for signal in clear if signal.codes and signal.direction in totals]
    return before, tuple(sorted(moved_too, key=lambda signal: -signal.strength))


def _before(releases: Releases, period: str, basis: Basis) -> str | None:
    if basis != "year":
        return releases.previous(period)
    span = Period.parse(period)
    before = str(Period(span.year - 1, span.first, span.last))
    return before if before in releases.alike(period) else None


def _of(releases: Releases, before: str, period: str) -> Earlier:
    """Return the numbers of an earlier release; None where it lacks the table or its cells are others."""
    held = releases.names(before)

    def earlier(name: str, cell: Codes) -> Number | None:
        if name not in held or not comparable(releases.table(before, name), releases.table(period, name)):
            return None
        table = releases.table(before, name)
        return number(table, table[cell])

    return earlier


def _long_run(releases: Releases, period: str) -> Earlier:
    """Return the means over all earlier releases; None where there are too few, or one of them hides the number."""

    def earlier(name: str, cell: Codes) -> Number | None:
        mean = long_run(releases, period, name, cell)
        if mean is None:
            return None
        # `variance` holds noise and chance of the mean together, so that no chance is left to add.
        return Number(mean.rounded, mean.variance, 0, chance=0.0)

    return earlier


def _cells(table: ReleasedTable, earlier: Earlier) -> list[Cell]:
    """Return the cells of a table that can be a finding and have a number in one of the two, with both numbers."""
    pairs = (
        (cell, earlier(table.name, cell), number(table, table[cell])) for cell in table.cells if is_finding(table, cell)
    )
    return [
        (table, cell, before, after)
        for cell, before, after in pairs
        if before is not None and not (before.shown is None and after.shown is None)
    ]


def _staged(totals: tuple[Number, Number], tables: Sequence[Sequence[Cell]]) -> tuple[list[Signal], int]:
    """Return what moved beyond the total: one dimension first, then crossings of what moved; and how many were looked at."""
    single = [cell for cells in tables for cell in cells if len(cell[1]) == 1]
    first = list(_listed(totals, single))
    places = {(signal.table.dims[0], signal.codes[0]) for signal in first}
    crossed = [cell for cells in tables for cell in cells if len(cell[1]) == 2 and _within(cell, places)]
    return [*first, *_listed(totals, crossed)], len(single) + len(crossed)


def _within(cell: Cell, places: set[tuple[str, str]]) -> bool:
    table, codes = cell[:2]
    return any(pair in places for pair in zip(table.dims, codes, strict=True))


def _listed(totals: tuple[Number, Number], cells: Sequence[Cell]) -> Iterator[Signal]:
    scored = [
        (moved_beyond(totals, before, after), (table, codes, before, after)) for table, codes, before, after in cells
    ]
    return (_signal(change, cell) for change, cell in outstanding(scored))


def _signal(change: float, cell: Cell) -> Signal:
    table, codes, before, after = cell
    return Signal(table, codes, _whole(before.shown), _whole(after.shown), direction(change), abs(change))


def _whole(shown: float | None) -> int | None:
    return None if shown is None else int(shown)


@dataclass(frozen=True)
class Change:
    """A cell that rose or fell, with the comparisons in which it did: one thing is told once."""

    signals: tuple[tuple[Basis, str, Signal], ...]

    @property
    def signal(self) -> Signal:
        """The strongest of its signals."""
        return max((signal for _basis, _before, signal in self.signals), key=lambda signal: signal.strength)

    @property
    def rank(self) -> tuple[int, float]:
        """What a list is ordered by: the total, then cells, then crossings; in each the strongest first."""
        return len(self.signal.codes), -self.signal.strength


def together(comparisons: Sequence[Compared]) -> tuple[Change, ...]:
    """Return what changed in any of the comparisons, each cell and direction once."""
    by_cell: dict[tuple[str, Codes, str], list[tuple[Basis, str, Signal]]] = {}
    for found in comparisons:
        for signal in found.signals:
            key = (signal.table.name, signal.codes, signal.direction)
            by_cell.setdefault(key, []).append((found.basis, found.before, signal))
    return tuple(sorted((Change(tuple(signals)) for signals in by_cell.values()), key=lambda change: change.rank))
