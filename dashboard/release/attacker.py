"""An attack on a release: what somebody can prove about small cells from the published numbers alone.

The attacker reads the whole file and knows every public rule (how far the noise may take each cell, floors, steps of 5).
Each published number then bounds a sum of unknown counts, and a linear program (HiGHS, in scipy) finds the least and the
most that a cell can hold. The same attack recovers every small cell where counts under 5 are merely hidden; canaries in the
tests make sure that it still does.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.codes import UNKNOWN, codes, names
from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.noise import CAP
from dashboard.release.policy import STEP

Mask = NDArray[np.bool_]
Counts = NDArray[np.float64]
DIMS = ("governorate", "violence_group", "risk_level", "age")
"""The dimensions that the attacker solves for: the unknowns are the numbers of cases with each combination of their
codes. No table crosses so many; that is why these counts are what an attacker wants. `age` is "child", "adult" or "unknown"."""
DOMAINS = {dim: names(dim) if dim != "age" else ("child", "adult", UNKNOWN) for dim in DIMS}
COMBINATIONS = list(product(*DOMAINS.values()))
COLUMNS = {dim: np.array(codes_of_dim) for dim, codes_of_dim in zip(DIMS, zip(*COMBINATIONS, strict=True), strict=True)}
"""For each of DIMS, the code that each combination has in it."""
CHILD_ONLY = tuple(
    group
    for group in names("violence_group")
    if {code.audience for code in codes("violence_type") if code.group == group} == {"child"}
)
"""Groups of types that only children have, by the code list: the attacker knows that no adult is counted there."""
AGES = {UNKNOWN: UNKNOWN, "age_unknown": UNKNOWN} | {
    code.code: code.audience for code_list in ("age_sex", "stream") for code in codes(code_list) if code.audience
}
"""Codes of age and sex, and of the stream, that tell a child from an adult or that nobody knows: which of these each tells."""
MANY = 10_000
"""The most cases that any combination is taken to have."""
Cell = Mapping[str, str | tuple[str, ...]]
"""What a cell counts: for each dimension the code, or the codes of which a case may have any."""


def mask(cell: Cell) -> Mask:
    """Return which combinations a cell adds up: True or False for each of COMBINATIONS."""
    summed = np.ones(len(COMBINATIONS), dtype=bool)
    for dim, summed_codes in cell.items():
        summed &= np.isin(COLUMNS[dim], [summed_codes] if isinstance(summed_codes, str) else summed_codes)
    return summed


class Attacker:
    """What somebody knows about the number of cases with each combination: bounds of sums of these numbers.

    `known` are an insider's own cases: an agency knows how many of each combination it recorded, and no count is lower.
    """

    def __init__(self, known: Counts | None = None) -> None:
        self.known = np.zeros(len(COMBINATIONS)) if known is None else known
        self.most = np.full(len(COMBINATIONS), float(MANY))
        for group in CHILD_ONLY:
            self.most[mask({"violence_group": group, "age": "adult"})] = 0
        self._rows: list[Counts] = []
        self._limits: list[tuple[float, float]] = []
        self._matrix: Any = None
        self._bounds: Counts = np.zeros(0)

    def learn(self, cell: Cell, low: float, high: float) -> None:
        """Add the knowledge that a cell's count lies between two numbers."""
        self._rows.append(mask(cell).astype(float))
        self._limits.append((low, high))
        self._matrix = None

    def read(self, path: Path, period: str) -> None:
        """Add every number of a release, and every bound that its policy makes public.

        Both versions of a corrected period are read: nothing is ever taken out of the file.
        """
        with duckdb.connect(str(path), read_only=True) as file:
            policies = file.execute("SELECT revision, policy FROM release WHERE period = ?", [period]).fetchall()
            cube = file.execute("SELECT * FROM cube WHERE period = ?", [period])
            names = [column[0] for column in cube.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in cube.fetchall()]  # an older file has fewer columns
        for revision, policy in policies:
            for table in json.loads(policy):
                cells = [
                    ((row["d1"], row["d2"]), *public_bounds(table, row["shown"], row.get("deviation")))
                    for row in rows
                    if row["revision"] == revision and row["tab"] == table["name"]
                ]
                self._table(table, cells)

    def _table(self, table: Mapping[str, Any], cells: Sequence[tuple[tuple[str | None, ...], float, float]]) -> None:
        """Learn the bounds of the cells of one published table; `cells` are (codes, least, most).

        The attacker solves for DIMS only. Where a table has another dimension, the cells with the same codes in DIMS
        are summed over it, and the bounds of the sum are learned.
        """
        bounds_to_sum: dict[tuple[tuple[str, str | tuple[str, ...]], ...], list[tuple[float, float]]] = {}
        for cell_codes, low, high in cells:
            by_dim = dict(_read(table, dim, str(code)) for dim, code in zip(table["dims"], cell_codes, strict=False))
            modelled = {dim: code for dim, code in by_dim.items() if dim in (*DIMS, "stream", "age_sex")}
            if len(modelled) == len(by_dim):
                self._cell(modelled, low, high)
            bounds_to_sum.setdefault(tuple(modelled.items()), []).append((low, high))
        self._nobody(table, cells)
        # A case is in exactly one cell of each table. So the cells of a table that an area adds come to all cases of
        # their governorate or risk level, and bound that count a second time.
        for shared_codes, limits in bounds_to_sum.items():
            cell = {dim: code for dim, code in shared_codes if dim in DIMS}
            if len(limits) > 1 and len(cell) == len(shared_codes):
                self.learn(cell, sum(low for low, _high in limits), sum(high for _low, high in limits))

    def _nobody(self, table: Mapping[str, Any], cells: Sequence[tuple[tuple[str | None, ...], float, float]]) -> None:
        """Learn that no case has an unknown code where a file of before that code counts all cases without it."""
        for at, dim in enumerate(table["dims"]):
            solved_for = "age" if dim == "stream" else dim
            if UNKNOWN in DOMAINS.get(solved_for, ()) and all(cell_codes[at] != UNKNOWN for cell_codes, *_ in cells):
                self.learn({solved_for: UNKNOWN}, 0, 0)

    def _cell(self, cell: Cell, low: float, high: float) -> None:
        """Learn the bounds of a published cell; codes of age and sex, or of the stream, count as what they tell of the age."""
        ages = {AGES.get(str(code)) for dim, code in cell.items() if dim in ("stream", "age_sex")}
        solved_for = {dim: code for dim, code in cell.items() if dim in DIMS}
        if not ages:
            self.learn(solved_for, low, high)
            return
        # Codes that tell no age, or a child and an adult at once, say nothing about the counts that are solved for.
        age = ages.pop() if len(ages) == 1 else None
        if age:
            # A code of age and sex is a part of the children or adults, so it bounds them from below only; a stream is
            # all of them.
            self.learn(solved_for | {"age": age}, low, MANY if "age_sex" in cell else high)

    def bounds(self, cell: Cell) -> tuple[int, int]:
        """Return the least and the most that a cell can count, in whole cases (1e-6 allows for the solver's error)."""
        goal = mask(cell).astype(float)
        return ceil(self._solve(goal) - 1e-6), floor(-self._solve(-goal) + 1e-6)

    def _solve(self, goal: Counts) -> float:
        """Return the least that the sum `goal` can be under all known bounds; the most is minus that of `-goal`."""
        optimize, sparse = _solver()
        if self._matrix is None:
            rows = sparse.csr_array(np.array(self._rows))
            self._matrix = sparse.vstack([rows, -rows], format="csc")
            self._bounds = np.array([high for _low, high in self._limits] + [-low for low, _high in self._limits])
        between = np.column_stack([self.known, self.most])
        solution = optimize.linprog(goal, A_ub=self._matrix, b_ub=self._bounds, bounds=between, method="highs")
        if solution.status != 0:
            raise ReleaseError(_("The attack could not be carried through: {reason}").format(reason=solution.message))
        return float(solution.fun)


def _solver() -> tuple[Any, Any]:
    try:
        from scipy import optimize, sparse  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        raise ReleaseError(
            _(
                "The attack needs scipy. Install it with: .venv/bin/pip install --require-hashes -r requirements-test.lock"
            )
        ) from None
    return optimize, sparse


def _read(table: Mapping[str, Any], dim: str, code: str) -> tuple[str, str | tuple[str, ...]]:
    """Return the dimension and the code of a cell; a region is read as the governorates that are in it, which are public."""
    groups = table.get("coarser", {}).get(dim, {})
    # A file of before places could be unknown does not list that one.
    finer = next((each for each in DIMS if groups and groups.keys() | {UNKNOWN} == {*DOMAINS[each], UNKNOWN}), None)
    if finer is None:
        return dim, code
    return finer, tuple(each for each, group in groups.items() if group == code)


def public_bounds(table: Mapping[str, Any], shown: int | None, deviation: float | None = None) -> tuple[float, float]:
    """Return the least and the most cases that the public rules leave possible behind a published number.

    A number that is not shown was under the floor after the noise; a shown one was at least the floor, and was rounded to
    5. A number off the steps of 5 or under the floor was not made by these rules, so the attacker takes it for the exact
    count: a release in which noise was left out is then found out.
    """
    if shown is not None and (shown % STEP or shown < table["floor"]):
        return shown, shown
    most, rounding = _reach(table, deviation)
    if shown is None:
        return 0, table["floor"] - 1 + most
    return max(0, max(table["floor"], shown - rounding) - most), shown + rounding + most


def _reach(table: Mapping[str, Any], deviation: float | None) -> tuple[float, float]:
    """Return how far noise and rounding take a number at most, in cases.

    No draw of noise is further from zero than 6 sigma, and a whole number is at most 2 from its step. Where tables were
    adjusted, the file tells the standard deviation of each cell, and the attacker takes 6 of them for the most: less than
    the noise may do, so she proves more than she could know. A number is further off once in 500 million.
    """
    if deviation is None:
        return ceil(CAP * table["sigma"]), 2
    return CAP * deviation, STEP / 2


@dataclass(frozen=True)
class Broken:
    """A small cell that the published numbers prove: at least `low` and at most `high` cases."""

    cell: Cell
    low: int
    high: int


def attack(path: Path, period: str, count: int = 200, seed: int = 1) -> tuple[int, list[Broken]]:
    """Attack a sample of cells of a release; return how many were attacked, and which of them are broken.

    The true counts are not known here. So a cell counts as broken when somebody is proved to be in it and fewer than 10
    are, or when its bounds are closer than 4. The same seed takes the same sample. About a second for 20 cells.
    """
    attacker = Attacker()
    attacker.read(path, period)
    # Cells that are empty by definition are left out: that they are bounded by 0 is no news.
    cells = [cell for cell in _sample(count, seed) if attacker.most[mask(cell)].any()]
    bounds = [(cell, *attacker.bounds(cell)) for cell in cells]
    broken = [(cell, low, high) for cell, low, high in bounds if (low >= 1 and high < 10) or high - low < 4]
    return len(cells), [Broken(cell, low, high) for cell, low, high in broken]


def _sample(count: int, seed: int) -> Iterator[Cell]:
    """Draw cells of a governorate crossed with one, two and three more dimensions: the last ones single a survivor out."""
    crossings = [*(("governorate", other_dim) for other_dim in DIMS[1:]), DIMS[:3], DIMS]
    cells = [
        dict(zip(dims, cell_codes, strict=True))
        for dims in crossings
        for cell_codes in product(*(DOMAINS[dim] for dim in dims))
    ]
    chosen = np.random.default_rng(seed).choice(len(cells), size=min(count, len(cells)), replace=False)
    return (cells[position] for position in chosen)
