"""One published table as everyone outside an agency sees it: shown numbers, and how exact they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.codes import UNKNOWN
from dashboard.release.noise import interval, probably_under
from dashboard.release.policy import Codes

Shown = int | None
"""A published number, or None for one below the table's floor."""


@dataclass(frozen=True)
class ReleasedTable:
    """One published table: `cells` is the full grid in sorted order, None where a number is under `floor`.

    `labels` are the words for the codes of an area's own dimensions, by dimension. They are in the file, so that the
    table can be read where the plugin of the area is not installed any more.

    `deviation` is how far an unrounded number is from the true one, as a standard deviation: the largest of the cells,
    each of which has its own in `deviations`; `intervals` are the 95 % intervals of the shown cells, in cases. All as
    published. A release whose tables were not adjusted has none of them: there they follow from `sigma`.
    """

    name: str
    dims: tuple[str, ...]
    floor: int
    sigma: float
    cells: Mapping[Codes, Shown] = field(hash=False)
    area: str = "core"
    module: str = "dashboard"
    label: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    coarser: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    """For a table by region the region of each governorate, as it was when the release was made."""
    not_findings: Sequence[str] = field(default=(), hash=False)
    """Own codes that mean none or not known; a file of before version 2 does not say."""
    deviation: float = 0.0
    deviations: Mapping[Codes, float] = field(default_factory=dict, hash=False)
    intervals: Mapping[Codes, tuple[int, int]] = field(default_factory=dict, hash=False)

    @property
    def is_adjusted(self) -> bool:
        """Whether the table was made to add up with the others; older releases were not."""
        return self.deviation > 0

    @property
    def spread(self) -> float:
        """Standard deviation of a number before it was rounded, in cases."""
        return self.deviation or self.sigma

    @property
    def under(self) -> int:
        """What a hidden number is probably under, in cases: the same for all hidden cells, so that none tells more."""
        return probably_under(self.floor, self.spread)

    @property
    def regions(self) -> Mapping[str, str]:
        """The region of each governorate as this release put them together; none where it does not count by region."""
        groups = self.coarser.get("region", {})
        return {place: region for place, region in groups.items() if place != UNKNOWN}

    def interval(self, codes: Codes) -> tuple[int, int] | None:
        """Return between what the true number lies in 19 of 20 tries, in cases; None for a number that is not shown."""
        shown = self.cells[codes]
        if shown is None:
            return None
        return self.intervals.get(codes) or interval(shown, self.spread, self.floor)

    def __getitem__(self, codes: Codes) -> Shown:
        return self.cells[codes]
