"""Which services are missing, from shown numbers alone. A gap is named only by the lower end of its interval."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from types import MappingProxyType

from dashboard.codes import UNKNOWN
from dashboard.release.reading import percent
from dashboard.release.released_table import ReleasedTable, Shown
from dashboard.release.signals import Direction, comparable, outstanding, score
from dashboard.release.store import Releases

NATIONAL, BY_REGION, BY_PLACE = "missing", "region_by_missing", "missing_service"
OUTCOME, OUTCOMES = "outcome", "need_outcome"
NO_GAP = ("nothing", "none", "rest")
"""Codes that stand beside the services: no service was missing, no need was recorded, or one of several other services."""
WRONG = 0.05
"""How often a table names at least one gap that is smaller than is said."""
_PUBLISHED = NormalDist().inv_cdf(0.975)
"""Half of a published interval, in standard deviations."""


@dataclass(frozen=True)
class Gap:
    """A gap that is surely there: `at_least` so many cases, `shown` is the published number of the cell `codes`."""

    table: ReleasedTable
    codes: tuple[str, ...]
    shown: int
    at_least: int

    @property
    def service(self) -> str:
        """The group of services that was missing."""
        return self.codes[-1]


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One service of the national list: where its number stands, what it was before, and what is known beside it.

    `direction` is None when the change may be chance; `met` and `of_needs` are about the needs that were the most urgent
    ones of a case. Shares are in steps of 5 %, None where they may not be told.
    """

    table: ReleasedTable
    codes: tuple[str, ...]
    before: Shown
    direction: Direction | None
    of_cases: Shown
    met: Shown
    of_needs: Shown

    @property
    def service(self) -> str:
        """The group of services that was missing."""
        return self.codes[0]

    @property
    def shown(self) -> Shown:
        """The published number of cases in which it was missing."""
        return self.table[self.codes]


def places(table: ReleasedTable, place: str) -> list[str]:
    """Return the governorates of a place of a table: of a region as the release put them together, else itself."""
    return [governorate for governorate, region in table.regions.items() if region == place] or [place]


def found(releases: Releases, period: str, name: str) -> tuple[Gap, ...]:
    """Return the gaps of a table of a period, none where the release lacks it. The country has at least what is named in
    its regions, or in its governorates, together: all that is named on a page is true at once, so no part is larger than
    the whole.
    """
    if name not in releases.names(period):
        return ()
    parts = [found(releases, period, part) for part in (BY_REGION, BY_PLACE)] if name == NATIONAL else []
    least: dict[str, int] = {}
    for gaps in parts:
        for service in {gap.service for gap in gaps}:
            together = sum(gap.at_least for gap in gaps if gap.service == service)
            least[service] = max(together, least.get(service, 0))
    return named(releases.table(period, name), least)


def named(table: ReleasedTable, least: Mapping[str, int] = MappingProxyType({})) -> tuple[Gap, ...]:
    """Return the gaps of a table whose service stands last in its codes, the largest lower end first; `least` is what is
    known by service from elsewhere.

    No gap is named where the place is not known: nobody can open a service there.

    The largest of many noisy numbers is mostly noise. So the lower end is that of all cells of the table together: in 19
    of 20 releases not one gap that is named is smaller than is said. Named is what is at least the table's floor.
    """
    cells = [codes for codes in table.cells if codes[-1] not in NO_GAP and UNKNOWN not in codes]
    gaps = [
        Gap(table, codes, shown, max(at_least(table, codes, len(cells)), least.get(codes[-1], 0)))
        for codes in cells
        if (shown := table[codes]) is not None
    ]
    return tuple(sorted((gap for gap in gaps if gap.at_least >= table.floor), key=lambda gap: -gap.at_least))


def at_least(table: ReleasedTable, codes: tuple[str, ...], of: int) -> int:
    """Return what a shown number is at least, in cases, when it is one of so many (`of`) that could have been picked."""
    shown, interval = table[codes], table.interval(codes)
    if shown is None or interval is None:
        return 0
    half = (interval[1] - shown) * NormalDist().inv_cdf(1 - WRONG / of) / _PUBLISHED
    return max(0, shown - math.ceil(half))


def national(releases: Releases, period: str) -> list[Missing]:
    """Return the national list, the largest shown number first; empty when the release has no table for it.

    A release of before the table of missing services counts each case by its most urgent need instead.
    """
    name = next((name for name in (NATIONAL, OUTCOMES) if name in releases.names(period)), None)
    if name is None:
        return []
    now, then = releases.table(period, name), _before(releases, period, name)
    cells = [codes for codes in now.cells if _counts_a_gap(codes)]
    directions = {} if then is None else _directions(then, now, cells)
    rows = [
        Missing(
            table=now,
            codes=codes,
            before=then[codes] if then else None,
            direction=directions.get(codes),
            of_cases=percent(now[codes], releases.cell(period, "total")),
            **_urgent(releases, period, codes[0]),
        )
        for codes in cells
    ]
    return sorted(rows, key=lambda row: -(row.shown or 0))


def _counts_a_gap(codes: tuple[str, ...]) -> bool:
    return codes[0] not in NO_GAP and codes[1:] in ((), ("unavailable",))


def _before(releases: Releases, period: str, name: str) -> ReleasedTable | None:
    """Return the same table of the period before, None where there is none to compare with."""
    earlier = releases.previous(period)
    if earlier is None or name not in releases.names(earlier):
        return None
    table = releases.table(earlier, name)
    return table if comparable(table, releases.table(period, name)) else None


def _directions(
    then: ReleasedTable, now: ReleasedTable, cells: Sequence[tuple[str, ...]]
) -> dict[tuple[str, ...], Direction]:
    """Return which numbers of the list rose or fell by more than noise and chance explain, judged all together."""
    scored = [(score(now, then[codes], now[codes], then), codes) for codes in cells]
    return {codes: "rise" if change > 0 else "fall" for change, codes in outstanding(scored)}


def _urgent(releases: Releases, period: str, service: str) -> dict[str, Shown]:
    """Return in how many cases the service was the most urgent need and was met, and of these needs the share that was
    missing. What she declined is no gap, and is left out.
    """
    if OUTCOMES not in releases.names(period):
        return {"met": None, "of_needs": None}
    table = releases.table(period, OUTCOMES)
    met, unavailable = table[service, "met"], table[service, "unavailable"]
    return {"met": met, "of_needs": _missing_share(met, unavailable)}


def urgent_missing(releases: Releases, period: str) -> Shown:
    """Return which share of the most urgent needs was missing, in steps of 5 %; needs that she declined are left out."""
    if OUTCOME not in releases.names(period):
        return None
    table = releases.table(period, OUTCOME)
    return _missing_share(table[("met",)], table[("unavailable",)])


def _missing_share(met: Shown, unavailable: Shown) -> Shown:
    """Return the share of needs that were missing.

    No cell of a release holds the base, met and missing together: it is the sum of the two, and there is none where one
    of them is hidden, so that a hidden number never counts as none.
    """
    return percent(unavailable, None if met is None or unavailable is None else met + unavailable)


def every_number(releases: Releases, period: str) -> set[int]:
    """Return every number that is told of missing services in a period, for the list of derived numbers."""
    rows = national(releases, period)
    told = [gap.at_least for name in (NATIONAL, BY_REGION, BY_PLACE) for gap in found(releases, period, name)]
    beside = [number for row in rows for number in (row.before, row.met, row.of_cases, row.of_needs)]
    return {number for number in (*told, *beside, urgent_missing(releases, period)) if number is not None}
