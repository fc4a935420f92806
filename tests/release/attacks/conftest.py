"""The attacker of the product (dashboard/release/attacker.py), judged by the truth that only a test knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from dashboard.release.attacker import COMBINATIONS, DIMS, DOMAINS, Attacker, Cell, mask

Case = dict[str, Any]


def joint(cases: Iterable[Case]) -> np.ndarray:
    """Return the true joint counts of some cases."""
    index = {combo: i for i, combo in enumerate(COMBINATIONS)}
    counts = np.zeros(len(COMBINATIONS))
    for case in cases:
        age = {"tf_csea": "child", "tfgbv": "adult"}.get(case["stream"], "unknown")
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


class Judged(Attacker):
    """The attacker, judged by the truth."""

    def judge(self, cells: Iterable[Cell], truth: np.ndarray) -> list[Verdict]:
        """Attack some cells; an insider is judged by what she learns of the others' cases."""
        verdicts = []
        for cell in cells:
            own, (low, high) = int(self.known[mask(cell)].sum()), self.bounds(cell)
            verdicts.append(Verdict(int(truth[mask(cell)].sum()) - own, low - own, high - own))
        return verdicts


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
    return SimpleNamespace(Attacker=Judged, joint=joint, mask=mask, small_cells=small_cells, domains=DOMAINS)
