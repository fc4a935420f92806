"""From cases to shown cells. True and noisy counts live in here only, in no log, error, cache or file."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from itertools import product

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.counting import Codes, Source, ask, base, counts
from dashboard.release.noise import draw, shown
from dashboard.release.periods import Period
from dashboard.release.policy import Policy, Table
from dashboard.release.reported import AgencyReport

Row = tuple[str, str | None, str | None, int | None]
"""(table, first code, second code, shown)"""


def tabulate(
    source: Source, period: Period, quarters: Sequence[str], policy: Policy, key: bytes | bytearray
) -> list[Row]:
    """Return every cell of every table, sorted; the grid is full whatever the data.

    `quarters` are those of the period that were not published before. Raises ReleaseError when the cases
    do not fit the public code lists, or one case is there twice.
    """
    _check_once(source, quarters)
    rows: list[Row] = []
    for table in policy.tables:
        true = _counts(source, table, quarters, policy)
        for codes in grid(table, policy):
            noisy = true.get(codes, 0) + draw(key, table.spread, str(period), table.name, *codes)
            rows.append((table.name, *two(codes), shown(noisy, table.floor)))
    return in_order(rows)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows as they are published: by table and codes."""
    return sorted(rows, key=lambda row: tuple(code or "" for code in row[:3]))


def digest(period: str, rows: Sequence[Row], reports: Sequence[AgencyReport] = ()) -> str:
    """Return the fingerprint of a period's published rows, in their order, and of the agencies' reports.

    Without reports it is that of the releases from before agencies reported.
    """
    said = [[astuple(each) for each in sorted(reports, key=lambda each: each.code)]] if reports else []
    return hashlib.sha256(json.dumps([period, rows, *said]).encode()).hexdigest()


def grid(table: Table, policy: Policy) -> list[Codes]:
    """Return all cells of a table, from the public code lists."""
    return list(product(*(policy.domains[dim] for dim in table.dims)))


def two(codes: Codes) -> tuple[str | None, str | None]:
    """Return the codes of a cell in two columns, None where the table has fewer dimensions."""
    return (codes[0] if codes else None, codes[1] if len(codes) > 1 else None)


def _check_once(source: Source, quarters: Sequence[str]) -> None:
    sql = f"SELECT count(*), count(DISTINCT c.case_key) {base(quarters)}"
    every, distinct = ask(source, sql, quarters)[0]
    if every != distinct:
        raise ReleaseError(_("A case is in the projection twice. Rebuild it (ovtf projection rebuild) and try again."))


def _counts(source: Source, table: Table, quarters: Sequence[str], policy: Policy) -> Mapping[Codes, int]:
    found = counts(source, table, quarters)
    if not found.keys() <= set(grid(table, policy)):
        raise ReleaseError(
            _(
                "Some cases have a code that is not on the public list, so table {name} cannot "
                "be counted. Correct those cases, or bring the code list up to date."
            ).format(name=repr(table.name))
        )
    return found
