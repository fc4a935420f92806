"""Bayes' rule over everything that is published, for an attacker who knows every case but one.

Before it is rounded, a published number is its true count and noise that is nearly Gaussian, and how the noise of one
cell hangs together with that of another follows from what is public: each table adds up to every coarser one. So the
attacker writes down how likely all numbers of a release are together, once without her and once with her, and believes
the ratio. No test tells more (Neyman and Pearson); what is left out makes her a little weaker: rounding is taken for
Gaussian, and each hidden number is judged by itself, given all that are shown.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg
from scipy.special import log_ndtr

from dashboard.release.adjusting import RIDGE, accuracy, equations
from dashboard.release.limits import FALSE_ALARMS
from dashboard.release.policy import STEP, Policy
from dashboard.release.sums import cells
from dashboard.release.tabulate import Row, noised

Vector = NDArray[np.float64]
Counted = Mapping[str, Mapping[tuple[str, ...], int]]
ROUNDING = STEP**2 / 12
"""The variance of rounding to steps of 5."""
EXACT = 1e-4
"""The variance of a number that the rules cannot have made: it is taken for the true count, as the other attacker does."""


class Reader:
    """What the policy of a release makes public: its cells, their floors, and how their noise hangs together."""

    def __init__(self, policy: Policy) -> None:
        self.cells = cells(policy)
        self.at = {(table.name, *codes): at for at, (table, codes) in enumerate(self.cells)}
        exact = accuracy(policy)
        self.floors = np.array([exact[table.name].floor for table, _codes in self.cells], dtype=float)
        self.covariance = _adjusted(policy)

    def counts(self, counted: Counted) -> Vector:
        """Return true counts in the order of the cells."""
        return np.array([counted[table.name].get(codes, 0) for table, codes in self.cells], dtype=float)

    def shown(self, rows: Sequence[Row]) -> Vector:
        """Return published numbers in the order of the cells, NaN for one that is not shown."""
        shown = np.full(len(self.cells), np.nan)
        for row in rows:
            codes = tuple(code for code in row[1:3] if code is not None)
            shown[self.at[(row[0], *codes)]] = np.nan if row[3] is None else row[3]
        return shown

    def evidence(self, shown: Vector, without: Vector, with_her: Vector) -> float:
        """Return the logarithm of how much likelier the numbers are with her than without her.

        `without` and `with_her` are the true counts in the two worlds between which the attacker has to choose.
        """
        seen = ~np.isnan(shown)
        covariance, noise = self.covariance, np.full(len(shown), ROUNDING)
        exact = seen & ((shown % STEP != 0) | (shown < self.floors))
        if exact.any():
            covariance = np.where(exact[:, None] | exact[None, :], 0.0, covariance)
            noise[exact] = EXACT
        factor = linalg.cho_factor(covariance[np.ix_(seen, seen)] + np.diag(noise[seen]), check_finite=False)
        hidden_by_seen = covariance[np.ix_(~seen, seen)]
        gain = linalg.cho_solve(factor, hidden_by_seen.T, check_finite=False).T
        left = covariance.diagonal()[~seen] - np.einsum("ij,ij->i", gain, hidden_by_seen)
        spread = np.sqrt(np.maximum(left, EXACT))

        def likely(counts: Vector) -> float:
            off = shown[seen] - counts[seen]
            hidden = (self.floors[~seen] - 0.5 - counts[~seen] - gain @ off) / spread
            fit = off @ linalg.cho_solve(factor, off, check_finite=False)
            return float(log_ndtr(hidden).sum() - fit / 2)

        return likely(with_her) - likely(without)


def _adjusted(policy: Policy) -> Vector:
    """Return the covariance of the numbers of a release before they are rounded: how adjusting mixes the noise is public."""
    known = equations(policy)
    weighted = known.matrix * known.variance
    system = weighted @ known.matrix.T + RIDGE * np.eye(len(known.matrix))
    return np.diag(known.variance) - weighted.T @ np.linalg.solve(system, weighted)


@dataclass(frozen=True)
class Found:
    """How an attack went: the evidence in tries without her and with her, each pair under the same noise."""

    without: Vector
    with_her: Vector

    def __add__(self, other: "Found") -> "Found":
        """Return what is known after a second release that holds her case too: evidence adds up."""
        return Found(self.without + other.without, self.with_her + other.with_her)

    def separation(self) -> float:
        """Return how many standard deviations her case moves the evidence: at most mu, if the noise is what it says."""
        spread = np.hypot(self.without.std(ddof=1), self.with_her.std(ddof=1)) / np.sqrt(2)
        return float((self.with_her - self.without).mean() / spread)

    def power(self, false_alarms: float = FALSE_ALARMS) -> float:
        """Return the share of tries in which she is found, when so many of the tries without her raise an alarm."""
        return float((self.with_her > np.quantile(self.without, 1 - false_alarms)).mean())


Publish = Callable[[Counted, str, Policy, bytes], Sequence[Row]]


def attack(
    policy: Policy, period: str, worlds: tuple[Counted, Counted], tries: int, publish: Publish = noised
) -> Found:
    """Publish each of two worlds many times, and return the evidence for the second: without her, and with her.

    The keys are numbered, so that a test says the same each time; the two worlds get the same noise in each try.
    """
    reader = Reader(policy)
    vectors = [reader.counts(world) for world in worlds]
    evidence = [
        [reader.evidence(reader.shown(publish(world, period, policy, key(n))), *vectors) for n in range(tries)]
        for world in worlds
    ]
    return Found(*(np.array(each) for each in evidence))


def key(number: int) -> bytes:
    """Return the key of the noise of one try."""
    return hashlib.sha256(str(number).encode()).digest()
