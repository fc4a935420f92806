"""Checking that every release in the file is unchanged and keeps the rules, from the file alone, without a case."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.i18n import gettext as _
from dashboard.release.ledger import Entry
from dashboard.release.library import ReleasedTable
from dashboard.release.policy import LEAST_SIGMA, MU_MAX, STEP, Policy, Table
from dashboard.release.store import Releases
from dashboard.release.tabulate import digest, in_order, two


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with a release: in which period, and what it means."""

    period: str
    text: str


def verify(releases: Releases) -> list[Finding]:
    """Return everything that is wrong with the newest revision of each published period; [] when all is well."""
    return [finding for period in releases.periods() for finding in _period(releases, period)]


def _period(releases: Releases, period: str) -> Iterator[Finding]:
    about = releases.about(period)
    tables = [releases.table(period, table.name) for table in about.policy]
    rows = in_order((table.name, *two(codes), shown) for table in tables for codes, shown in table.cells.items())
    entry = [entry for entry in releases.entries if entry.period == period][-1]
    older_digest = digest(period, rows, releases.reports(period))  # older digests did not cover how it was made
    if entry.digest not in (digest(period, rows, releases.reports(period), entry.made), older_digest):
        yield Finding(
            period,
            _(
                "Its numbers or the agencies' reports were changed after it was published. Restore the file from a backup."
            ),
        )
    # The budget is checked twice: by what the tables cost, and by what the ledger says that they cost.
    if max(Policy(tables=about.policy).mu(_waits(releases, entry)), entry.mu) > MU_MAX + 1e-9:
        yield Finding(period, _("Its tables together tell more about each case than the budget allows."))
    for table in tables:
        yield from _table(period, table)


def _waits(releases: Releases, entry: Entry) -> int:
    """Return how often a published period was held back: the count of its quarter that was held back most often.

    0 for a correction, which has a budget of its own.
    """
    if entry.revision:
        return 0
    held = [past.quarters for past in releases.entries if past.outcome == "held"]
    return max(sum(1 for held_quarters in held if quarter in held_quarters) for quarter in entry.quarters)


def _table(period: str, table: ReleasedTable) -> Iterator[Finding]:
    numbers = [shown for shown in table.cells.values() if shown is not None]
    if any(shown % STEP or shown < table.floor for shown in numbers):
        yield Finding(
            period, _("Table {name} shows a number off the steps of 5 or under its floor.").format(name=table.name)
        )
    least = Table(name=table.name, dims=table.dims, sigma=table.sigma).floor if len(table.dims) <= 2 else 0
    if len(table.dims) > 2 or not table.sigma >= LEAST_SIGMA or table.floor < least:
        yield Finding(
            period,
            _("Table {name} has less noise, a lower floor or more dimensions than is allowed.").format(name=table.name),
        )
    # No cell is missing when there are as many as the numbers of codes of all dimensions multiply to.
    numbers_of_codes = [len({codes[place] for codes in table.cells}) for place in range(len(table.dims))]
    if math.prod(numbers_of_codes) != len(table.cells):
        yield Finding(period, _("Table {name} has cells missing.").format(name=table.name))
