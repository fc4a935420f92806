"""What releases have taken from the budget of a case, quarter by quarter: the ledger adds up all that hold it.

In squares, because only these add up. A case is registered in one quarter, so its budget is that of its quarter.
"""

import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dashboard.release.ledger import Entry
from dashboard.release.periods import Period
from dashboard.release.policy import MU_MAX

SLACK = 1e-9
"""What takes exactly the budget must not fail by a rounding error of the machine."""


@lru_cache(maxsize=500)
def costs(policy: str) -> tuple[float, float]:
    """Return what the tables of a release cost together, and its total alone, from what its file says of them."""
    by_table = {table["name"]: 1 / table["sigma"] ** 2 for table in json.loads(policy)}
    return sum(by_table.values()), by_table.get("total", 0.0)


def taken(past: Iterable[Entry], quarter: str) -> float:
    """Return what releases have taken of a case of a quarter; a decision to wait has cost as much as its total."""
    return sum(costs(entry.policy)[entry.is_held] for entry in past if quarter in entry.quarters)


def waited(past: Iterable[Entry], quarter: str) -> float:
    """Return what decisions to wait have taken of a quarter that is in no release yet."""
    about = [entry for entry in past if quarter in entry.quarters]
    return waits(about, quarter)[1] if all(entry.is_held for entry in about) else 0.0


def fits(cost: float) -> bool:
    """Whether a squared budget stays within what is allowed; written so that NaN does not."""
    return math.sqrt(cost) <= MU_MAX + SLACK


def fullest(past: Sequence[Entry], quarters: Iterable[str]) -> str:
    """Return the quarter of which most was taken."""
    return max(quarters, key=lambda quarter: taken(past, quarter))


def waits(past: Iterable[Entry], quarter: str) -> tuple[int, float]:
    """Return how many decisions to wait a quarter was in, and what they have taken, also where it was released since."""
    held = [costs(entry.policy)[1] for entry in past if entry.is_held and quarter in entry.quarters]
    return len(held), sum(held)


def leave_room(past: Iterable[Entry], year: int) -> bool:
    """Whether each release of a year took so little that another one like it fits: room left for the release of the year.

    One that did not is enough: the release of the year counts every case, also of that quarter.
    """
    published = [entry for entry in past if not entry.is_held and Period.parse(entry.period).year == year]
    return all(fits(2 * costs(entry.policy)[0]) for entry in published)
