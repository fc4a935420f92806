"""Checking that every release in the file is unchanged and keeps the rules, from the file alone, without a case."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.i18n import gettext as _
from dashboard.release.budget import fits, taken
from dashboard.release.ledger import Entry
from dashboard.release.noise import interval, least_shown
from dashboard.release.policy import LEAST_SIGMA, SIGMA, STEP, Codes
from dashboard.release.released_table import ReleasedTable
from dashboard.release.store import Releases
from dashboard.release.tabulate import digest, in_order, two


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with a release: in which period, and what it means."""

    period: str
    text: str


def verify(releases: Releases) -> list[Finding]:
    """Return everything that is wrong with the releases in the file, also with one that was corrected; [] when all is well."""
    newest_first = [entry for entry in reversed(releases.entries) if not entry.is_held]
    more = _("The file holds rows or figures that were not published. Restore the file from a backup.")
    return [
        *(finding for entry in newest_first for finding in _entry(releases, entry)),
        *(Finding(period, more) for period in releases.uncovered),
    ]


def _entry(releases: Releases, entry: Entry) -> Iterator[Finding]:
    period, version = entry.period, releases.version(entry)
    rows = in_order(row for table in version.tables.values() for row in _rows(table))
    older_digest = digest(period, rows, version.reports)  # older digests did not cover how it was made
    if entry.digest not in (digest(period, rows, version.reports, entry.made), older_digest):
        yield Finding(
            period,
            _(
                "Its numbers or the agencies' reports were changed after it was published. Restore the file from a backup."
            ),
        )
    # The budget is checked twice: by what the tables cost, and by what the ledger says that they cost.
    if not _fits(releases, entry):
        yield Finding(period, _("Its tables together tell more about each case than the budget allows."))
    said = {table["name"]: table for table in json.loads(entry.policy)}
    for table in version.tables.values():
        yield from _table(period, table, said[table.name])


def _fits(releases: Releases, entry: Entry) -> bool:
    """Whether all releases that hold the same cases, each with the decisions to wait before it, stay within one budget.

    A correction has a budget of its own.
    """
    others = [entry] if entry.revision else [past for past in releases.entries if not past.revision]
    return fits(entry.mu**2) and all(fits(taken(others, quarter)) for quarter in entry.quarters)


def _rows(table: ReleasedTable) -> Iterator[tuple[Any, ...]]:
    """Yield what the digest covers of each cell: a release from before tables were adjusted has the number alone."""
    for codes, shown in table.cells.items():
        accuracy = (*(table.intervals.get(codes) or (None, None)), table.deviations.get(codes))
        yield (table.name, *two(codes), shown, *(accuracy if table.is_adjusted else ()))


def _table(period: str, table: ReleasedTable, said: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with a table; `said` is what the file says of it."""
    if any(shown % STEP or shown < table.floor for shown in _shown(table).values()):
        yield Finding(
            period, _("Table {name} shows a number off the steps of 5 or under its floor.").format(name=table.name)
        )
    if len(table.dims) > 2 or not table.sigma >= LEAST_SIGMA or table.floor < _least_floor(table):
        yield Finding(
            period,
            _("Table {name} has less noise, a lower floor or more dimensions than is allowed.").format(name=table.name),
        )
    # No cell is missing when there are as many as the numbers of codes of all dimensions multiply to.
    numbers_of_codes = [len({codes[place] for codes in table.cells}) for place in range(len(table.dims))]
    if math.prod(numbers_of_codes) != len(table.cells):
        yield Finding(period, _("Table {name} has cells missing.").format(name=table.name))
    if table.is_adjusted and not (_says_how_exact(table) and said["under"] == table.under):
        yield Finding(
            period, _("Table {name} says that its numbers are more exact than they are.").format(name=table.name)
        )


def _shown(table: ReleasedTable) -> dict[Codes, int]:
    return {codes: shown for codes, shown in table.cells.items() if shown is not None}


def _least_floor(table: ReleasedTable) -> int:
    """Return the least floor that a table may have, in cases.

    Before tables were adjusted, it was 10 or for crossed tables 15, and with more noise than the least 3.3 sigma.
    """
    if table.is_adjusted:
        return least_shown(table.deviation)
    standard = 15 if len(table.dims) > 1 else 10
    wide = table.sigma > SIGMA[len(table.dims)]
    return max(standard, STEP * math.ceil(3.3 * table.sigma / STEP)) if wide else standard


def _says_how_exact(table: ReleasedTable) -> bool:
    """Whether deviations and intervals are those of the public rules: each shown number has the interval of its cell, a
    hidden one has none, and no number is said to be less exact than the table or than its noise.
    """
    expected = {codes: interval(shown, table.deviations[codes], table.floor) for codes, shown in _shown(table).items()}
    return table.intervals == expected and max(table.deviations.values()) == table.deviation <= table.sigma
