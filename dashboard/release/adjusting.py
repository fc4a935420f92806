"""Tables that add up: noisy counts are brought onto what is true of them by definition, by weighted least squares.

This reads noisy counts and the public policy, never a case, so it tells nothing more of anybody and costs no budget:
the noise of a cell is partly taken off with what other tables say of the same cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.release.noise import least_shown, probably_under
from dashboard.release.policy import Codes, Policy
from dashboard.release.sums import cells, sums

Vector = NDArray[np.float64]
RIDGE = 1e-9
"""Keeps the equations solvable where some follow from others; far below any number that is published."""


@dataclass(frozen=True, eq=False)
class Equations:
    """What the policy says of all cells: their noise, and which of them add up.

    A cell of `never` has noise like any other: should its area be wrong, what was counted there must bend no number.
    Each row of `matrix` is one sum (1 for a part, -1 for the whole).
    """

    variance: Vector
    matrix: Vector


@dataclass(frozen=True)
class Accuracy:
    """How exact the numbers of a table are: the largest standard deviation of its cells, and its floor, in cases."""

    deviation: float
    floor: int

    @property
    def under(self) -> int:
        """What a hidden number is probably under, in cases."""
        return probably_under(self.floor, self.deviation)


@lru_cache(maxsize=8)
def equations(policy: Policy) -> Equations:
    """Return what a policy says of all its cells."""
    every, added = cells(policy), sums(policy)
    matrix = np.zeros((len(added), len(every)))
    for row, (parts, whole) in zip(matrix, added, strict=True):
        row[parts] += 1
        row[whole] -= 1
    variance = [table.spread**2 for table, _codes in every]
    return Equations(np.array(variance), matrix[matrix.any(axis=1)])


@lru_cache(maxsize=8)
def deviations(policy: Policy) -> Mapping[tuple[str, Codes], float]:
    """Return the standard deviation of each adjusted cell, in cases, by table and codes: it depends on the policy alone."""
    known = equations(policy)
    weighted = known.matrix * known.variance
    removed = np.einsum("ij,ij->j", weighted, np.linalg.solve(_system(weighted, known.matrix), weighted))
    spread = np.sqrt(np.maximum(known.variance - removed, 0.0)).round(3)
    return {(table.name, codes): float(off) for (table, codes), off in zip(cells(policy), spread, strict=True)}


def accuracy(policy: Policy) -> Mapping[str, Accuracy]:
    """Return how exact the numbers of each table are. One floor a table: a floor of its own would tell one cell apart."""
    largest: dict[str, float] = {}
    for (name, _codes), off in deviations(policy).items():
        largest[name] = max(largest.get(name, 0.0), off)
    return {name: Accuracy(off, least_shown(off)) for name, off in largest.items()}


def adjusted(noisy: Vector, known: Equations) -> Vector:
    """Return the counts that add up nearest to the noisy ones, in the order of `cells`.

    Some are under zero, and stay so: no number under a floor is shown. To raise them, and have all tables add up, others
    would have to pay: where one cell holds most cases it was too low by 4, and outside its interval in 10 to 22 %.
    """
    weighted = known.matrix * known.variance
    return np.asarray(noisy - weighted.T @ np.linalg.solve(_system(weighted, known.matrix), known.matrix @ noisy))


def _system(weighted: Vector, matrix: Vector) -> Vector:
    return np.asarray(weighted @ matrix.T + RIDGE * np.eye(len(matrix)))
