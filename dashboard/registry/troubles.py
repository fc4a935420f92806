"""What went wrong in plugins since this process started.

Only names of areas, hooks and kinds of errors are kept, never a message of the plugin: it may hold an answer.
"""

import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime

log = logging.getLogger(__name__)
MOST = 100
"""Failures that are kept; the oldest ones go first."""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One kind of failure in one place of an area, how often it happened, and when last."""

    area: str
    place: str
    what: str
    times: int
    at: datetime


class Troubles:
    """The failures of one process, safe to share between threads.

    A place (the name of a hook) that was put aside is not asked again until an administrator tries it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, str], Trouble] = OrderedDict()
        self._aside: set[tuple[str, str]] = set()

    def note(self, area: str, place: str, what: str, *, aside: bool = False) -> None:
        """Keep a failure; `what` is a sentence or the class of an error. With `aside` the place is not asked any more."""
        key = (area, place, what)
        with self._lock:
            times = self._kept[key].times if key in self._kept else 0
            self._kept[key] = Trouble(area=area, place=place, what=what, times=times + 1, at=datetime.now(UTC))
            self._kept.move_to_end(key)
            if str(times + 1).strip("0") == "1":  # the 1st, 10th, 100th time: a page asks for every case
                log.warning("plugin %s: %s: %s (%d times)", area, place, what, times + 1)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
            if aside:
                self._aside.add((area, place))

    def is_aside(self, area: str, place: str) -> bool:
        """Whether a place of an area is not asked any more."""
        return (area, place) in self._aside

    def aside(self, area: str) -> list[str]:
        """Return the places of an area that are not asked any more."""
        with self._lock:
            return sorted(place for owner, place in self._aside if owner == area)

    def again(self, area: str) -> None:
        """Ask every place of an area again."""
        with self._lock:
            self._aside = {(owner, place) for owner, place in self._aside if owner != area}

    def lately(self, area: str | None = None) -> list[Trouble]:
        """Return the failures that are kept, the newest first; with `area` only those of that area."""
        with self._lock:
            return [replace(trouble) for trouble in reversed(self._kept.values()) if area in (None, trouble.area)]
