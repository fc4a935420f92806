"""What a release does not hide, in numbers: computed from its menu and never typed.

The noise makes a release "mu-Gaussian private" (Dong, Roth, Su 2022): whatever an attacker knows, a test whether one case
was counted is no better than telling apart two bell curves that are `mu` apart. All figures here follow from that.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from dashboard.release.ledger import Entry
from dashboard.release.policy import Table

FALSE_ALARMS = 0.05
"""How often the attacker's test may say "she is in it" of somebody who is not."""
DELTA = 1e-5
"""The delta at which epsilon is told."""
_NORMAL = NormalDist()
_ROUNDING = 1e-9
"""0.07 times 100 is a little over 7 for a machine, and no reason to say 8."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the best attack on a release comes to, each as a share of the tries (0 to 1), at `FALSE_ALARMS`.

    `found` finds a survivor with one case, `twice` one who was registered twice. `guesses` are the least and the most for
    one answer (such as the governorate) of somebody who is known to be counted. `epsilon` is at `DELTA`.
    """

    found: float
    twice: float
    guesses: tuple[float, float]
    epsilon: float


def limits(tables: Iterable[Table], mu: float) -> Limits:
    """Return what the best attack comes to on a release with these tables, which may tell `mu` of one case."""
    guesses = [power(separation) for separation in _separations(tuple(tables))]
    return Limits(
        found=power(mu),
        twice=power(registered(mu, 2)),
        guesses=(min(guesses, default=FALSE_ALARMS), max(guesses, default=FALSE_ALARMS)),
        epsilon=epsilon(mu),
    )


def power(mu: float) -> float:
    """Return how often the most powerful test is right about somebody who was counted, at `FALSE_ALARMS`."""
    return _NORMAL.cdf(mu + _NORMAL.inv_cdf(FALSE_ALARMS))


def at_most(number: float, decimals: int = 0) -> str:
    """Return a number as text, rounded up: what is said to be the most is never less than what is true."""
    steps = 10**decimals
    return f"{math.ceil(steps * number - _ROUNDING) / steps:.{decimals}f}"


def registered(mu: float, times: int) -> float:
    """Return what a release may tell of a survivor who has so many cases in it: each of them can be in the same cells."""
    return mu * times


def together(mus: Iterable[float]) -> float:
    """Return what several releases that hold the same case may tell of it: mu adds up like lengths at right angles."""
    return math.hypot(*mus)


def spent(entries: Iterable[Entry], period: str) -> float:
    """Return what all releases may tell of a case that is in each: those of a period, its correction, and any other with
    the same cases, such as that of its year. The most of the quarters that its release counts.
    """
    published = [entry for entry in entries if not entry.is_held]
    quarters = {quarter for entry in published if entry.period == period for quarter in entry.quarters} or {period}
    sums = [together(entry.mu for entry in published if quarter in entry.quarters) for quarter in quarters]
    return max(sums, default=0.0)


def epsilon(mu: float) -> float:
    """Return epsilon at `DELTA`, by halving: delta falls while epsilon grows."""
    low, high = 0.0, 10 * mu + mu * mu
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _delta(middle, mu) > DELTA else (low, middle)
    return high


def _delta(epsilon: float, mu: float) -> float:
    return _NORMAL.cdf(mu / 2 - epsilon / mu) - math.exp(epsilon) * _NORMAL.cdf(-mu / 2 - epsilon / mu)


def _separations(tables: Sequence[Table]) -> list[float]:
    """Return for each dimension how far apart two of its codes are for one case, over all tables that count by it.

    Another answer takes the case out of one cell and puts it into another: two cells in each such table.
    """
    dims = {dim for table in tables for dim in table.dims}
    return [math.sqrt(sum(2 * table.cost for table in tables if dim in table.dims)) for dim in dims]
