"""Released: a table that an area adds to the task force's releases."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.contract.names import check_name
from dashboard.errors import ContractError

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

    def _check_never(self) -> None:
        """Raise ContractError when `never` names what is no cell of the table, as far as its own codes tell."""
        for cell in self.never:
            listed = [code in self.own.get(column, {code}) for column, code in zip(self.by, cell, strict=False)]
            if len(cell) != len(self.by) or not all(listed):
                raise ContractError(
                    f"released table {self.name!r} says that no case is ever in {cell!r}, which is no cell of it. Write "
                    f"one code for each of {', '.join(self.by)}, or leave it out of `never`."
                )
