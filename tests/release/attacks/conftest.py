"""The attacker: reads everything that is published, knows every public bound, and solves for small cells."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import ceil, floor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from dashboard.codes import names

DIMS = ("governorate", "violence_group", "risk_level", "age")
"""The unknowns: one joint count for each of these combinations; `age` is "child" or "adult"."""
DOMAINS = {dim: names(dim) if dim != "age" else ("child", "adult") for dim in DIMS}
COMBINATIONS = list(product(*DOMAINS.values()))
COLUMNS = {dim: np.array([combo[i] for combo in COMBINATIONS]) for i, dim in enumerate(DIMS)}
CHILD_ONLY = ("child_material", "online_grooming")
AGES = {
    "girls_under_18": "child",
    "boys_under_18": "child",
    "women_18_24": "adult",
    "women_25_plus": "adult",
    "men_18_plus": "adult",
    "tf_csea": "child",
    "tfgbv": "adult",
}
MANY = 10_000
Cell = Mapping[str, str | tuple[str, ...]]
"""Dimension to code, or to the codes that a filter lets through."""
Case = dict[str, Any]


def mask(cell: Cell) -> np.ndarray:
    """Return which unknowns a cell sums."""
    found = np.ones(len(COMBINATIONS), dtype=bool)
    for dim, wanted in cell.items():
        found &= np.isin(COLUMNS[dim], [wanted] if isinstance(wanted, str) else wanted)
    return found


def joint(cases: Iterable[Case]) -> np.ndarray:
    """Return the true joint counts of some cases."""
    index = {combo: i for i, combo in enumerate(COMBINATIONS)}
    counts = np.zeros(len(COMBINATIONS))
    for case in cases:
        age = "child" if case["stream"] == "tf_csea" else "adult"
        counts[index[case["governorate"], case["violence_group"], case["risk_level"], age]] += 1
    return counts


@dataclass
class Verdict:
    """What the attacker could tell of a cell: true count and proven bounds, less what she knew already."""

    true: int
    low: int
    high: int

    @property
    def exact(self) -> bool:
        return self.low == self.high == self.true

    @property
    def failed(self) -> bool:
        return self.low >= 1 or self.high - self.low < 4


class Attacker:
    """Linear bounds on the joint counts; `known` are counts that an insider holds herself."""

    def __init__(self, known: np.ndarray | None = None) -> None:
        self.known = np.zeros(len(COMBINATIONS)) if known is None else known
        self.most = np.full(len(COMBINATIONS), float(MANY))
        for group in CHILD_ONLY:
            self.most[mask({"violence_group": group, "age": "adult"})] = 0
        self._rows: list[csr_array] = []
        self._matrix: csr_array | None = None
        self._limits: list[float] = []

    def learn(self, cell: Cell, low: float, high: float) -> None:
        """Take in that a cell's count lies between two numbers."""
        row = csr_array(mask(cell).astype(float)[None, :])
        self._rows += [row, -row]
        self._limits += [high, -low]
        self._matrix = None

    def read(self, path: Path, period: str) -> None:
        """Take in every number of a release and every bound that its policy makes public."""
        with duckdb.connect(str(path), read_only=True) as file:
            (policy,) = file.execute("SELECT policy FROM release WHERE period = ?", [period]).fetchone()
            rows = file.execute("SELECT tab, d1, d2, shown FROM cube WHERE period = ?", [period]).fetchall()
        tables = {table["name"]: table for table in json.loads(policy)}
        for name, first, second, shown in rows:
            low, high = public_bounds(tables[name], shown)
            self._take(tables[name]["dims"], [first, second], low, high)

    def _take(self, dims: list[str], codes: list[str | None], low: float, high: float) -> None:
        cell = {dim: code for dim, code in zip(dims, codes, strict=False) if dim in (*DIMS, "stream", "age_sex")}
        if len(cell) < len(dims):  # a part of the cases of that place, type or risk: at least so many, never fewer
            self.learn({dim: code for dim, code in cell.items() if dim in DIMS}, low, MANY)
            return
        if cell.keys() <= {"stream", "age_sex"} and cell:
            age = AGES.get(next(iter(cell.values())))
            if age:  # age and sex: at least so many children or adults; the stream: exactly so
                self.learn({"age": age}, low, high if "stream" in cell else MANY)
        else:
            self.learn(cell, low, high)

    def bounds(self, cell: Cell) -> tuple[int, int]:
        """Return the proven bounds of a cell's count, rounded to whole cases."""
        goal = mask(cell).astype(float)
        return ceil(self._solve(goal) - 1e-6), floor(-self._solve(-goal) + 1e-6)

    def _solve(self, goal: np.ndarray) -> float:
        if self._matrix is None:
            self._matrix = vstack(self._rows, format="csc")
        bounds = np.column_stack([self.known, self.most])
        found = linprog(goal, A_ub=self._matrix, b_ub=self._limits, bounds=bounds, method="highs")
        assert found.status == 0, found.message
        return float(found.fun)

    def judge(self, cells: Iterable[Cell], truth: np.ndarray) -> list[Verdict]:
        """Attack some cells; an insider is judged by what she learns of the others' cases."""
        verdicts = []
        for cell in cells:
            own, (low, high) = int(self.known[mask(cell)].sum()), self.bounds(cell)
            verdicts.append(Verdict(int(truth[mask(cell)].sum()) - own, low - own, high - own))
        return verdicts


def public_bounds(table: Mapping[str, Any], shown: int | None) -> tuple[float, float]:
    """Return what the public rules say of the count behind a number; off the grid it must be exact."""
    most = ceil(6 * table["sigma"])
    if shown is None:
        return 0, table["floor"] - 1 + most
    if shown % 5 or shown < table["floor"]:
        return shown, shown
    return max(0, max(table["floor"], shown - 2) - most), shown + 2 + most


def small_cells(truth: np.ndarray, count: int, seed: int = 1, below: int = 10) -> list[Cell]:
    """Return a sample of cells with 1 to `below` - 1 cases: crossed places, types, risks and ages."""
    shapes = [*(("governorate", other) for other in DIMS[1:]), DIMS[:3], DIMS]
    cells = [
        dict(zip(shape, codes, strict=True)) for shape in shapes for codes in product(*(DOMAINS[dim] for dim in shape))
    ]
    small = [cell for cell in cells if 1 <= truth[mask(cell)].sum() < below]
    chosen = np.random.default_rng(seed).choice(len(small), size=min(count, len(small)), replace=False)
    return [small[i] for i in chosen]


@pytest.fixture(scope="session")
def attack() -> SimpleNamespace:
    """Everything that the attack tests need."""
    return SimpleNamespace(Attacker=Attacker, joint=joint, mask=mask, small_cells=small_cells, domains=DOMAINS)
