"""What a release may hold: which tables, how much noise, which floors, and the budget of one case.

One table tells a little about each case, many tell a lot. So what all tables together tell is added up as
mu = sqrt(sum of 1 / sigma²), whatever else an attacker knows, and a menu over MU_MAX is not published at all.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dashboard.codes import names
from dashboard.contract.names import check_name
from dashboard.errors import ReleaseError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.release.dimensions import COARSER, DIMENSIONS

Codes = tuple[str, ...]
"""The codes of a cell, one for each dimension of its table."""
SIGMA = (2.5, 3.5, 4.5)
"""Spread of the noise where a table says nothing else, in cases, by number of dimensions: total, one-way, two-way."""
LEAST_SIGMA = 2.5
"""No table has less noise than this, in cases, however few tables share the budget."""
STEP = 5
"""Published numbers are multiples of this, in cases."""
MU_MAX = 1.2
"""Most that the tables of a period may tell of one case. At this, the best test for "is she in the data" finds her in a
third of the tries (32.9 %) when it raises a false alarm in 5 %."""
HOLD_BELOW = 100
"""A period whose noisy total is smaller waits for a longer one. The true total is not used: the decision is public."""

Place = Literal["alone", "short", "year"]
"""Where a release stands: by itself, with all of the budget; before the release of its year; or as that one, which adds what
the short ones lack and counts their cases once more, within one budget."""
_MANY = {"violence_types": "violence_group", "platforms": "platform_group"}
"""Columns in which one case can have several values, and what to count by instead: one case, one cell in each table."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The dataset of an area that a table counts by, with at most one row a case.

    `columns` gives for each dimension of the area's own the dataset's column; a case without a row counts as `otherwise`.
    The words of the table are translated in `module`.
    """

    area: str
    module: str
    sql: str
    otherwise: str
    columns: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a release: new cases by at most two dimensions; `sigma` None means the standard spread.

    The table brings its words with it: a title, what it counts ("" where its dimensions say it), what it cannot say,
    the indicators that it answers, and the words for the codes of an area's own dimensions. The words are translated
    where they are shown.
    """

    name: str
    dims: tuple[str, ...] = ()
    sigma: float | None = None
    origin: Origin | None = None
    label: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    never: frozenset[Codes] = frozenset()
    """Cells in which no case can be, by definition: a combination of codes that excludes itself. They show no number."""
    not_findings: tuple[str, ...] = ()
    """Own codes that mean none or not known."""

    @property
    def spread(self) -> float:
        """Sigma of the noise in each cell, in cases."""
        return SIGMA[len(self.dims)] if self.sigma is None else self.sigma

    @property
    def cost(self) -> float:
        """What the table takes from the squared budget of each case, 1 / sigma²."""
        return 1 / self.spread**2


def _public_lists() -> dict[str, tuple[str, ...]]:
    return {dim: names(dim) for dim in DIMENSIONS if dim not in COARSER}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The tables of a release, and for each dimension all codes that it can take.

    The codes come from public lists and never from the data: a row that is there or missing would tell of a case.
    """

    tables: tuple[Table, ...]
    domains: Mapping[str, tuple[str, ...]] = field(default_factory=_public_lists, hash=False)
    coarser: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    """For a dimension that groups the codes of a finer one: the group of each code, {"region": {"IQ-BG": "federal_iraq", ...}}.
    A table by the finer one then adds up to a table by the coarser one."""
    place: Place = "alone"

    @property
    def wait(self) -> float:
        """What one decision to wait takes from the squared budget: it is made on the noisy total and made public."""
        return sum(table.cost for table in self.tables if table.name == "total")

    def mu(self, holds: int = 0) -> float:
        """Return how much all tables together tell of one case, sqrt(sum of 1 / sigma²).

        `holds` is how often the period was held back for a longer one. Each such decision costs as much as a total.
        """
        return math.sqrt(sum(table.cost for table in self.tables) + holds * self.wait)

    def check(self, holds: int = 0) -> None:
        """Raise ReleaseError when a table has a forbidden shape or the tables cost too much together."""
        for table in self.tables:
            self._check_shape(table)
        table_names = [table.name for table in self.tables]
        if len(set(table_names)) < len(table_names) or "total" not in table_names:
            raise ReleaseError(_("A release needs a table 'total', and another name for every other table."))
        # A menu that takes exactly the budget must not fail by a rounding error; written so that NaN is refused.
        if not self.mu(holds) <= MU_MAX + 1e-9:
            raise ReleaseError(self.too_dear(holds, holds * self.wait))

    def _check_shape(self, table: Table) -> None:
        check_name("table", table.name)
        if len(table.dims) > 2:
            raise ReleaseError(
                _("Table {name} crosses {n} dimensions. Use at most two: more would single people out.").format(
                    name=repr(table.name), n=len(table.dims)
                )
            )
        if len(set(table.dims)) < len(table.dims):
            raise ReleaseError(
                _("Table {name} crosses a dimension with itself. Name it once.").format(name=repr(table.name))
            )
        for dim in table.dims:
            self._check_dim(table, dim)
        if not all(
            code in self.domains[dim] for cell in table.never for dim, code in zip(table.dims, cell, strict=True)
        ):
            raise ReleaseError(
                _("Table {name} says that no case is ever in a cell that it does not have. Use its codes.").format(
                    name=repr(table.name)
                )
            )
        if not LEAST_SIGMA <= table.spread < math.inf:  # written so that NaN is refused
            raise ReleaseError(
                _("Table {name} asks for a sigma of {sigma}. The least is {least}.").format(
                    name=repr(table.name), sigma=table.spread, least=LEAST_SIGMA
                )
            )

    def _check_dim(self, table: Table, dim: str) -> None:
        if dim == "agency":
            raise ReleaseError(
                _(
                    "Table {name} counts by agency. Agencies know their own cases, so a release "
                    "never does. Leave the agency out."
                ).format(name=repr(table.name))
            )
        if dim in _MANY:
            raise ReleaseError(
                _(
                    "In table {name} one case could be counted twice: {dim} can have several values. Use {instead}."
                ).format(name=repr(table.name), dim=repr(dim), instead=repr(_MANY[dim]))
            )
        if dim not in self.domains:
            hint = did_you_mean(dim, self.domains)
            raise ReleaseError(
                _(
                    "Table {name} counts by {dim}, which has no public code list.{hint} Add the "
                    "list to the policy's domains, or use another dimension."
                ).format(name=repr(table.name), dim=repr(dim), hint=hint)
            )

    def too_dear(self, holds: int, waited: float) -> str:
        """Return that the tables are over the budget, what each of them takes of it, and what to do.

        `waited` is what so many decisions to wait have taken of the squared budget.
        """
        dearest = sorted(self.tables, key=lambda table: -table.cost)
        origins = [table.origin for table in dearest if table.origin]
        areas = ", ".join(dict.fromkeys(origin.area for origin in origins if origin.area != "core"))
        without = _(" Leave out tables with --without AREA (here: {areas}).").format(areas=areas) if areas else ""
        waits = _(" {n} decisions to wait for more cases took {share} of the budget.") if holds else ""
        waits = waits.format(n=holds, share=f"{100 * waited / MU_MAX**2:.0f} %")
        # Shares are of the squared budget: only squares add up to 100 %.
        costs = ", ".join(f"{table.name} {100 * table.cost / MU_MAX**2:.1f} %" for table in dearest)
        return _(
            "The tables together tell too much about each case: {mu:.2f}, and {most} is the most. "
            "There is no release.{waits}{without} Take tables out, or give some a larger sigma. "
            "Each takes of the budget: {costs}."
        ).format(mu=math.hypot(self.mu(), math.sqrt(waited)), most=MU_MAX, waits=waits, without=without, costs=costs)
