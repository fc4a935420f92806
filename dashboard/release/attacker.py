"""The attacker: reads everything that is published, knows every public bound, and solves for small cells."""

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

from dashboard.codes import codes, names
from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _

Mask = NDArray[np.bool_]
Counts = NDArray[np.float64]
DIMS = ("governorate", "violence_group", "risk_level", "age")
"""The unknowns: one joint count for each of these combinations; `age` is "child" or "adult"."""
DOMAINS = {dim: names(dim) if dim != "age" else ("child", "adult") for dim in DIMS}
COMBINATIONS = list(product(*DOMAINS.values()))
COLUMNS = {dim: np.array([combo[i] for combo in COMBINATIONS]) for i, dim in enumerate(DIMS)}
CHILD_ONLY = ("child_material", "online_grooming")
AGES = {code.code: code.audience for name in ("age_sex", "stream") for code in codes(name) if code.audience}
MANY = 10_000
Cell = Mapping[str, str | tuple[str, ...]]
"""Dimension to code, or to the codes that a filter lets through."""


def mask(cell: Cell) -> Mask:
    """Return which unknowns a cell sums."""
    found = np.ones(len(COMBINATIONS), dtype=bool)
    for dim, wanted in cell.items():
        found &= np.isin(COLUMNS[dim], [wanted] if isinstance(wanted, str) else wanted)
    return found


class Attacker:
    """Linear bounds on the joint counts; `known` are counts that an insider holds herself."""

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
        """Take in that a cell's count lies between two numbers."""
        self._rows.append(mask(cell).astype(float))
        self._limits.append((low, high))
        self._matrix = None

    def read(self, path: Path, period: str) -> None:
        """Take in every number of a release, of its first version too, and every bound that its policy makes public."""
        with duckdb.connect(str(path), read_only=True) as file:
            policies = file.execute("SELECT revision, policy FROM release WHERE period = ?", [period]).fetchall()
            rows = file.execute("SELECT revision, tab, d1, d2, shown FROM cube WHERE period = ?", [period]).fetchall()
        for revision, policy in policies:
            for table in json.loads(policy):
                mine = [row[2:] for row in rows if row[:2] == (revision, table["name"])]
                self._table(table, [(row[:2], *public_bounds(table, row[2])) for row in mine])

    def _table(self, table: Mapping[str, Any], cells: Sequence[tuple[tuple[str | None, ...], float, float]]) -> None:
        parts: dict[tuple[tuple[str, str], ...], list[tuple[float, float]]] = {}
        for cell_codes, low, high in cells:
            named = dict(zip(table["dims"], cell_codes, strict=False))
            seen = {dim: str(code) for dim, code in named.items() if dim in (*DIMS, "stream", "age_sex")}
            if len(seen) == len(named):
                self._cell(seen, low, high)
            parts.setdefault(tuple(seen.items()), []).append((low, high))
        for key, found in parts.items():  # what an area adds: its cells together are all cases of that place or level
            cell = {dim: code for dim, code in key if dim in DIMS}
            if len(found) > 1 and len(cell) == len(key):
                self.learn(cell, sum(low for low, _high in found), sum(high for _low, high in found))

    def _cell(self, cell: Mapping[str, str], low: float, high: float) -> None:
        if cell and cell.keys() <= {"stream", "age_sex"}:
            age = AGES.get(next(iter(cell.values())))
            if age:  # age and sex: at least so many children or adults; the stream: exactly so
                self.learn({"age": age}, low, high if "stream" in cell else MANY)
        else:
            self.learn(cell, low, high)

    def bounds(self, cell: Cell) -> tuple[int, int]:
        """Return the proven bounds of a cell's count, rounded to whole cases."""
        goal = mask(cell).astype(float)
        return ceil(self._solve(goal) - 1e-6), floor(-self._solve(-goal) + 1e-6)

    def _solve(self, goal: Counts) -> float:
        optimize, sparse = _solver()
        if self._matrix is None:
            rows = sparse.csr_array(np.array(self._rows))
            self._matrix = sparse.vstack([rows, -rows], format="csc")
            self._bounds = np.array([high for _low, high in self._limits] + [-low for low, _high in self._limits])
        between = np.column_stack([self.known, self.most])
        found = optimize.linprog(goal, A_ub=self._matrix, b_ub=self._bounds, bounds=between, method="highs")
        if found.status != 0:
            raise ReleaseError(_("The attack could not be carried through: {reason}").format(reason=found.message))
        return float(found.fun)


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


def public_bounds(table: Mapping[str, Any], shown: int | None) -> tuple[float, float]:
    """Return what the public rules say of the count behind a number; off the grid it must be exact."""
    most = ceil(6 * table["sigma"])
    if shown is None:
        return 0, table["floor"] - 1 + most
    if shown % 5 or shown < table["floor"]:
        return shown, shown
    return max(0, max(table["floor"], shown - 2) - most), shown + 2 + most


@dataclass(frozen=True)
class Broken:
    """A small cell that the published numbers prove: at least `low` and at most `high` cases."""

    cell: Cell
    low: int
    high: int


def attack(path: Path, period: str, count: int = 200, seed: int = 1) -> tuple[int, list[Broken]]:
    """Attack a sample of cells of a release; return how many, and those whose presence or narrow bounds are proved.

    Without the truth a cell counts as broken when fewer than 10 cases are proved to be there at all, or when its bounds
    are closer than 4. It takes about a second for 20 cells.
    """
    attacker = Attacker()
    attacker.read(path, period)
    cells = [cell for cell in _sample(count, seed) if attacker.most[mask(cell)].any()]  # others are empty by definition
    bounds = [(cell, *attacker.bounds(cell)) for cell in cells]
    return len(cells), [Broken(*each) for each in bounds if (each[1] >= 1 and each[2] < 10) or each[2] - each[1] < 4]


def _sample(count: int, seed: int) -> Iterator[Cell]:
    shapes = [*(("governorate", other) for other in DIMS[1:]), DIMS[:3], DIMS]
    cells = [
        dict(zip(shape, codes, strict=True)) for shape in shapes for codes in product(*(DOMAINS[d] for d in shape))
    ]
    chosen = np.random.default_rng(seed).choice(len(cells), size=min(count, len(cells)), replace=False)
    return (cells[at] for at in chosen)
