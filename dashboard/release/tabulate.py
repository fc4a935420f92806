"""From cases to the numbers that are shown.

True and noisy counts are in the memory of these functions only: never in a log, an error, a cache or a file.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.counting import Codes, Source, check_once, counts, together
from dashboard.release.noise import draw, shown
from dashboard.release.periods import Period
from dashboard.release.policy import Policy, Table
from dashboard.release.reported import AgencyReport

Row = tuple[str, str | None, str | None, int | None]
"""(table, first code, second code, shown)"""


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
    true_counts = _counted(source, quarters, policy, counting)
    rows: list[Row] = []
    for table in policy.tables:
        cells = grid(table, policy)
        _check_listed(table, true_counts[table.name], cells)
        for codes in cells:
            # Empty cells get noise too. Without it they would never show a number, and any number would prove a case.
            noisy = true_counts[table.name].get(codes, 0) + draw(key, table.spread, str(period), table.name, *codes)
            rows.append((table.name, *two(codes), shown(noisy, table.floor)))
    return in_order(rows)


def _counted(
    source: Source, quarters: Sequence[str], policy: Policy, counting: Counting
) -> dict[str, Mapping[Codes, int]]:
    """Return for each table the true count of each cell that is not empty."""
    check_once(source, quarters)
    true_counts: dict[str, Mapping[Codes, int]] = {}
    for group in together(policy):
        for table in group:
            counting(table.name)
        true_counts |= counts(source, group, quarters, policy)
    return true_counts


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows in the order in which they are published and digested: by table and codes."""
    return sorted(rows, key=lambda row: tuple(code or "" for code in row[:3]))


def digest(period: str, rows: Sequence[Row], reports: Sequence[AgencyReport] = (), made: Sequence[str] = ()) -> str:
    """Return the SHA-256 of a period's published rows, in their order, of the agencies' reports, and of how it was made.

    Empty `reports` and an empty `made` are left out, so that releases from before there were reports, or before the
    digest covered how a release was made, keep the digest that they have.
    """
    by_code = sorted(reports, key=lambda report: report.code)
    covered: list[Any] = [[report.digested for report in by_code]] if reports else []
    covered += [list(made)] if made else []
    return hashlib.sha256(json.dumps([period, rows, *covered]).encode()).hexdigest()


def grid(table: Table, policy: Policy) -> list[Codes]:
    """Return all cells of a table, from the public code lists and never from the codes that cases have."""
    return list(product(*(policy.domains[dim] for dim in table.dims)))


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
