"""From cases to shown cells. True and noisy counts live in here only, in no log, error, cache or file."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple
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
"""Is told the name of each table before it is counted."""


def tabulate(
    source: Source,
    period: Period,
    quarters: Sequence[str],
    policy: Policy,
    key: bytes | bytearray,
    counting: Counting = lambda _name: None,
) -> list[Row]:
    """Return every cell of every table, sorted; the grid is full whatever the data.

    `quarters` are those of the period that were not published before. Raises ReleaseError when the cases
    do not fit the public code lists, or one case is there twice.
    """
    true = _counted(source, quarters, policy, counting)
    rows: list[Row] = []
    for table in policy.tables:
        cells = grid(table, policy)
        _check_listed(table, true[table.name], cells)
        for codes in cells:
            noisy = true[table.name].get(codes, 0) + draw(key, table.spread, str(period), table.name, *codes)
            rows.append((table.name, *two(codes), shown(noisy, table.floor)))
    return in_order(rows)


def _counted(
    source: Source, quarters: Sequence[str], policy: Policy, counting: Counting
) -> dict[str, Mapping[Codes, int]]:
    cases = check_once(source, quarters)
    found: dict[str, Mapping[Codes, int]] = {}
    for group in together(policy):
        for table in group:
            counting(table.name)
        found |= counts(source, group, quarters, cases)
    return found


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows as they are published: by table and codes."""
    return sorted(rows, key=lambda row: tuple(code or "" for code in row[:3]))


def digest(period: str, rows: Sequence[Row], reports: Sequence[AgencyReport] = (), made: Sequence[str] = ()) -> str:
    """Return the fingerprint of a period's published rows, in their order, of the agencies' reports, and of how it was made.

    Without reports or how it was made it is that of older releases.
    """
    said: list[Any] = [[astuple(each) for each in sorted(reports, key=lambda each: each.code)]] if reports else []
    said += [list(made)] if made else []
    return hashlib.sha256(json.dumps([period, rows, *said]).encode()).hexdigest()


def grid(table: Table, policy: Policy) -> list[Codes]:
    """Return all cells of a table, from the public code lists."""
    return list(product(*(policy.domains[dim] for dim in table.dims)))


def two(codes: Codes) -> tuple[str | None, str | None]:
    """Return the codes of a cell in two columns, None where the table has fewer dimensions."""
    return (codes[0] if codes else None, codes[1] if len(codes) > 1 else None)


def _check_listed(table: Table, found: Mapping[Codes, int], cells: Iterable[Codes]) -> None:
    if not found.keys() <= set(cells):
        raise ReleaseError(
            _(
                "Some cases have a code that is not on the public list, so table {name} cannot "
                "be counted. Correct those cases, or bring the code list up to date."
            ).format(name=repr(table.name))
        )
