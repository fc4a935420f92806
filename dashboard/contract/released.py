"""Released: a table that an area adds to the task force's releases."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.contract.names import check_name
from dashboard.errors import ContractError, did_you_mean

MOST = 100
"""Largest sigma of an area's table, in cases: beyond it no number would say anything."""


@dataclass(frozen=True, kw_only=True)
class Released:
    """New cases by at most two dimensions, counted once a period with noise, floors and a budget (docs/releases.md).

    `by` names dimensions of the shell ("governorate", "region") or columns of `dataset`; `own` gives each of these columns its
    public codes with their labels, so that a code is never read off the data. The dataset has at most one row a case;
    a case without one counts as `otherwise`. `sigma` may be larger than the standard spread of the noise, in cases,
    never smaller: it costs less of the budget and raises the floor.
    """

    name: str
    label: str
    dataset: str
    by: tuple[str, ...]
    own: Mapping[str, Mapping[str, str]] = field(hash=False)
    otherwise: str = "none"
    sigma: float | None = None
    definition: str = ""
    note: str = ""
    """What the table cannot say, and why; shown under it."""
    source: str = ""
    never: tuple[tuple[str, ...], ...] = ()
    """Cells in which no case can be by definition: combinations of codes in the order of `by`, ("none", "met")."""
    not_findings: tuple[str, ...] = ()
    """Own codes, besides `otherwise`, that mean none or not known: that they rose or fell is never told as a finding."""
    optional: bool = False
    """Left out of the menu of version 0.1, which has no room; taken where the task force declared a menu by size."""
    group: str = ""
    """The heading under which the table stands on the area's page."""
    headline: tuple[str, ...] = ()
    """Codes whose numbers stand in the line at the top of the area's page."""
    trend: bool = False
    """Whether the page shows how the numbers went from period to period."""
    target: Mapping[str, float] = field(default_factory=dict, hash=False)
    """For a code the least share (0 to 1) that it should have of the cases that do not count as `otherwise`."""
    gap: tuple[str, ...] = ()
    """Codes of cases in which help was missing."""
    shares: tuple[str, ...] = ()
    """Codes of the second dimension that are told as a share of each row: the table becomes a scorecard."""

    def __post_init__(self) -> None:
        check_name("released table", self.name)
        if not 1 <= len(self.by) <= 2:
            raise ContractError(f"released table {self.name!r} crosses {len(self.by)} dimensions. Use one or two.")
        if self.sigma is not None and not (type(self.sigma) in (int, float) and 0 < self.sigma <= MOST):
            # Of NaN every comparison is false: it would pass the least sigma and the budget, and hide nothing.
            raise ContractError(
                f"released table {self.name!r} has sigma={self.sigma!r}. Write how many cases the noise may spread, a "
                f"number up to {MOST}, or leave it out."
            )
        for column in self.own:
            if column not in self.by:
                raise ContractError(f"released table {self.name!r} gives codes to {column!r}, which is not in `by`.")
            if self.otherwise not in self.own[column]:
                raise ContractError(
                    f"released table {self.name!r}: a case without a row counts as {self.otherwise!r}, which is not "
                    f"among the codes of {column!r}. Add it, or choose another with otherwise=..."
                )
        self._check_never()
        if not self.own:
            raise ContractError(f"released table {self.name!r} has no column of its own. The shell counts the others.")
        self._check_page()

    def _check_page(self) -> None:
        """Raise ContractError where the area's page could not show what is declared for it."""
        of_one = {"headline": self.headline, "target": tuple(self.target), "gap": self.gap}
        if len(self.by) == 2 and (self.trend or any(of_one.values())):
            raise ContractError(
                f"released table {self.name!r} crosses two dimensions: headline, trend, target and gap are for tables of "
                "one. Use shares, or add a table of one dimension."
            )
        if len(self.by) == 1 and self.shares:
            raise ContractError(
                f"released table {self.name!r} has shares and one dimension: shares are told for each row of a table of "
                "two. Use target, or headline."
            )
        for word, codes in {**of_one, "shares": self.shares}.items():
            self._check_codes(word, codes)
        for code, share in self.target.items():
            if not (type(share) in (int, float) and 0 < share <= 1):
                raise ContractError(
                    f"released table {self.name!r} has target[{code!r}] = {share!r}. Write a share over 0 and up to 1: "
                    "0.8 for 80 %."
                )

    def _check_codes(self, word: str, codes: tuple[str, ...]) -> None:
        """Raise ContractError for a code that the counted column does not have, or that stands for "no row"."""
        column = self.by[-1]
        known = [code for code in self.own.get(column, {}) if code != self.otherwise]
        for code in codes:
            if code not in known:
                raise ContractError(
                    f"released table {self.name!r} has {code!r} in {word}, which is not one of the codes of {column!r}: "
                    f"{', '.join(known)}.{did_you_mean(code, known)}"
                )

    def _check_never(self) -> None:
        """Raise ContractError when `never` names what is no cell of the table, as far as its own codes tell."""
        for cell in self.never:
            listed = [code in self.own.get(column, {code}) for column, code in zip(self.by, cell, strict=False)]
            if len(cell) != len(self.by) or not all(listed):
                raise ContractError(
                    f"released table {self.name!r} says that no case is ever in {cell!r}, which is no cell of it. Write "
                    f"one code for each of {', '.join(self.by)}, or leave it out of `never`."
                )
