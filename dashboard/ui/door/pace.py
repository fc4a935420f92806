"""How often somebody may ask: so many times in a minute, counted in memory, each name by itself."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_NAMES = 10_000
"""Names that are counted at once; a flood of new ones pushes out the oldest, never memory."""


class Pace:
    """Counts what was asked by name within the last `seconds`, and says no above `most`."""

    def __init__(self, most: int, seconds: float = 60, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds, self._clock = most, seconds, clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def is_over(self, name: str) -> bool:
        """Whether so much was asked under this name that nothing more is answered now."""
        return len(self._lately(name)) >= self.most

    def count(self, name: str) -> None:
        """Note that something was asked under this name."""
        self._lately(name).append(self._clock())
        self._asked.move_to_end(name)
        while len(self._asked) > MOST_NAMES:
            self._asked.popitem(last=False)

    def _lately(self, name: str) -> deque[float]:
        times = self._asked.setdefault(name, deque())
        while times and times[0] <= self._clock() - self.seconds:
            times.popleft()
        return times
