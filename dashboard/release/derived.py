"""Every function that makes a number of a release into another number that is sent: they are listed here, all of them.

A coordinator's browser receives numbers of the file, numbers of these functions, and counts of numbers. Each is computed
from shown numbers, and a hidden one never counts as none: the base of a share is a published cell; where no cell holds it
(scores.whole, gaps.urgent_missing) it is a sum, and without a number when a part is hidden. A new one is added to DERIVED, and
tests/ui/taskforce/test_wire.py walks the pages with all of them.
"""

from collections.abc import Callable, Iterable, Mapping

from dashboard.release import gaps, scores, trends, whatif
from dashboard.release.store import Releases

SHARES = tuple(range(0, 101, 5))
"""A share is told in steps of 5 % (reading.percent, trends.share_line)."""


def shares(_releases: Releases, _period: str) -> Iterable[int]:
    """Return every share that can be told."""
    return SHARES


def intervals(releases: Releases, period: str) -> Iterable[int]:
    """Return the ends of the interval of every shown number of a period."""
    for published in releases.about(period).policy:
        table = releases.table(period, published.name)
        for cell in table.cells:
            yield from table.interval(cell) or ()


DERIVED: Mapping[str, Callable[[Releases, str], Iterable[int]]] = {
    "reading.percent": shares,
    "library.ReleasedTable.interval": intervals,
    "trends.trend, trends.share_line, trends.long_run": trends.every_number,
    "scores.score, scores.whole": scores.every_number,
    "gaps.found, gaps.named, gaps.national, gaps.urgent_missing": gaps.every_number,
    "whatif.reached": whatif.every_number,
}
"""By the names of the functions: all numbers that they can send of a period."""


def derived(releases: Releases, period: str) -> set[int]:
    """Return every derived number that may be sent with a period."""
    return {number for numbers in DERIVED.values() for number in numbers(releases, period)}
