"""From cases to the numbers that are shown.

True and noisy counts are in the memory of these functions only: never in a log, an error, a cache or a file.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.adjusting import accuracy, adjusted, deviations, equations
from dashboard.release.counting import Source, check_once, counts, together
from dashboard.release.noise import draw, interval, shown
from dashboard.release.periods import Period
from dashboard.release.policy import HOLD_BELOW, Codes, Policy, Table
from dashboard.release.reported import AgencyReport
from dashboard.release.sums import cells, grid

T = TypeVar("T", bound=tuple[Any, ...])


class Row(NamedTuple):
    """One published cell: its table and codes; `shown` is None below the table's floor.

    `low` and `high` are the interval that holds the true number in 19 of 20 tries, for a shown number only. `deviation` is
    the standard deviation of a number in this cell before it is rounded, whatever the number is. All in cases.
    """

    table: str
    first: str | None
    second: str | None
    shown: int | None
    low: int | None
    high: int | None
    deviation: float


TrueCounts = Mapping[str, Mapping[Codes, int]]
"""For each table the true count of each cell that is not empty."""
Counting = Callable[[str], None]
"""A callback that gets the name of each table before it is counted."""


def tabulate(
    source: Source,
    period: Period,
    quarters: Sequence[str],
    policy: Policy,
    key: bytes | bytearray,
    counting: Counting = lambda _name: None,
) -> list[Row]:
    """Return every cell of every table, sorted; empty cells too, so that which rows there are tells nothing.

    `quarters` are those of the period that were not published before. The noise is drawn from `key`. Raises
    ReleaseError when a case has a code that is not on the public lists, or when the projection has a case twice.
    """
    return noised(counted(source, quarters, policy, counting), str(period), policy, key)


def counted(source: Source, quarters: Sequence[str], policy: Policy, counting: Counting) -> TrueCounts:
    """Return the true counts; raise ReleaseError like `tabulate`."""
    check_once(source, quarters)
    true_counts: dict[str, Mapping[Codes, int]] = {}
    for group in together(policy):
        for table in group:
            counting(table.name)
        true_counts |= counts(source, group, quarters, policy)
    for table in policy.tables:
        _check_listed(table, true_counts[table.name], grid(table, policy))
    return true_counts


def noised(true_counts: TrueCounts, period: str, policy: Policy, key: bytes | bytearray) -> list[Row]:
    """Return every cell of every table as it may be published, sorted: with noise, adjusted, floored, rounded.

    The same counts, policy, period and key give the same rows.
    """
    # Empty cells get noise too. Without it they would never show a number, and any number would prove a case.
    noisy = [_noisy(true_counts, period, table, codes, key) for table, codes in cells(policy)]
    fitted = adjusted(np.array(noisy, dtype=float), equations(policy)).round(6)
    exact, off = accuracy(policy), deviations(policy)
    return in_order(
        _row(table, codes, float(number), exact[table.name].floor, off[table.name, codes])
        for (table, codes), number in zip(cells(policy), fitted, strict=True)
    )


def is_small(true_counts: TrueCounts, period: str, policy: Policy, key: bytes | bytearray) -> bool:
    """Whether a period has too few cases to be published by itself.

    That it waits is public, so it is decided on the total with its own noise, which is what a wait is charged for. The
    adjusted total is more exact: decided on that one, a wait would cost more than it is charged.
    """
    total = next(table for table in policy.tables if table.name == "total")
    return _noisy(true_counts, period, total, (), key) < HOLD_BELOW


def _noisy(true_counts: TrueCounts, period: str, table: Table, codes: Codes, key: bytes | bytearray) -> int:
    return true_counts[table.name].get(codes, 0) + draw(key, table.spread, period, table.name, *codes)


def _row(table: Table, codes: Codes, noisy: float, floor: int, off: float) -> Row:
    # All that an area's word `never` does: it hides, whatever was counted there.
    number = None if codes in table.never else shown(noisy, floor)
    low, high = (None, None) if number is None else interval(number, off, floor)
    return Row(table.name, *two(codes), number, low, high, off)


def in_order(rows: Iterable[T]) -> list[T]:
    """Return rows in the order in which they are published and digested: by table and codes."""
    return sorted(rows, key=lambda row: tuple(code or "" for code in row[:3]))


def digest(
    period: str, rows: Sequence[tuple[Any, ...]], reports: Sequence[AgencyReport] = (), made: Sequence[str] = ()
) -> str:
    """Return the SHA-256 of a period's published rows, in their order, of the agencies' reports, and of how it was made.

    Empty `reports` and an empty `made` are left out, so that releases from before there were reports, or before the
    digest covered how a release was made, keep the digest that they have.
    """
    by_code = sorted(reports, key=lambda report: report.code)
    covered: list[Any] = [[report.digested for report in by_code]] if reports else []
    covered += [list(made)] if made else []
    return hashlib.sha256(json.dumps([period, rows, *covered]).encode()).hexdigest()


def two(codes: Codes) -> tuple[str | None, str | None]:
    """Return the codes of a cell as the two columns of a row, None where the table has fewer dimensions."""
    return (codes[0] if codes else None, codes[1] if len(codes) > 1 else None)


def _check_listed(table: Table, true_counts: Mapping[Codes, int], cells: Iterable[Codes]) -> None:
    """Raise ReleaseError when cases were counted in a cell that the public code lists do not have."""
    if not true_counts.keys() <= set(cells):
        raise ReleaseError(
            _(
                "Some cases have a code that is not on the public list, so table {name} cannot "
                "be counted. Correct those cases, or bring the code list up to date."
            ).format(name=repr(table.name))
        )
