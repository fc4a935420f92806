"""Checking that every release in the file is what it should be, by the file alone, without a case."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.i18n import gettext as _
from dashboard.release.ledger import Entry
from dashboard.release.library import ReleasedTable
from dashboard.release.policy import MU_MAX, SIGMA, STEP, Policy, Table
from dashboard.release.store import Releases
from dashboard.release.tabulate import digest, in_order, two


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: in which period, and what it means."""

    period: str
    text: str


def verify(releases: Releases) -> list[Finding]:
    """Return everything that is wrong with the newest revision of each published period; [] when all is well."""
    return [finding for period in releases.periods() for finding in _period(releases, period)]


def _period(releases: Releases, period: str) -> Iterator[Finding]:
    about = releases.about(period)
    tables = [releases.table(period, table.name) for table in about.policy]
    rows = in_order((t.name, *two(codes), shown) for t in tables for codes, shown in t.cells.items())
    entry = [entry for entry in releases.entries if entry.period == period][-1]
    older_digest = digest(period, rows, releases.reports(period))  # older releases' did not cover how they were made
    if entry.digest not in (digest(period, rows, releases.reports(period), entry.made), older_digest):
        yield Finding(
            period,
            _(
                "Its numbers or the agencies' reports were changed after it was published. Restore the file from a backup."
            ),
        )
    # Both: what the tables cost, and what the ledger says that they cost.
    if max(Policy(tables=about.policy).mu(_waits(releases, entry)), entry.mu) > MU_MAX + 1e-9:
        yield Finding(period, _("Its tables together tell more about each case than the budget allows."))
    for table in tables:
        yield from _table(period, table)


def _waits(releases: Releases, entry: Entry) -> int:
    """Return the most decisions to wait that any quarter of a published period was part of.

    0 for a correction, which has a budget of its own.
    """
    held = [entry.quarters for entry in releases.entries if entry.outcome == "held"]
    return 0 if entry.revision else max(sum(quarter in waited for waited in held) for quarter in entry.quarters)


def _table(period: str, table: ReleasedTable) -> Iterator[Finding]:
    numbers = [shown for shown in table.cells.values() if shown is not None]
    if any(shown % STEP or shown < table.floor for shown in numbers):
        yield Finding(
            period, _("Table {name} shows a number off the steps of 5 or under its floor.").format(name=table.name)
        )
    least = Table(name=table.name, dims=table.dims, sigma=table.sigma).floor if len(table.dims) <= 2 else 0
    if len(table.dims) > 2 or table.sigma < SIGMA[len(table.dims)] or table.floor < least:
        yield Finding(
            period,
            _("Table {name} has less noise, a lower floor or more dimensions than is allowed.").format(name=table.name),
        )
    # The grid is full when it has as many cells as its sides multiply to.
    sides = [len({codes[side] for codes in table.cells}) for side in range(len(table.dims))]
    if math.prod(sides) != len(table.cells):
        yield Finding(period, _("Table {name} has cells missing.").format(name=table.name))
