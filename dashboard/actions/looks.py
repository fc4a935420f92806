"""Looks: who read what, one line of the audit for all runs of a page within ten minutes, also while the disk is full."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dashboard.access import Principal
from dashboard.errors import DiskFull, RecordError

SAME_LOOK = timedelta(minutes=10)
"""Streamlit runs a page anew at each click: the runs within this time are one look, and one line in the audit."""
MOST_WAITING = 1000
"""Looks that may wait in memory for room on the disk. When there are more, reading stops: it is never unaudited."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """That somebody looked at something, and when (aware UTC)."""

    who: Principal
    action: str
    subject: str
    at: datetime
    detail: dict[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """What tells looks apart that are not one."""
        return self.who.person_id, f"{self.action}:{self.subject}"


Write = Callable[[list[Look]], None]
"""Writes looks into the audit, all or none; raises DiskFull when there is no room."""


@dataclass
class Looks:
    """What was looked at lately, and the looks that wait to be written because the disk was full."""

    waiting: list[Look] = field(default_factory=list)
    _lately: dict[tuple[str, str], tuple[datetime, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, look: Look, write: Write) -> None:
        """Write a look, and those that wait; keep it when the disk is full, so that reading a case goes on."""
        if self._is_the_same(look):
            return
        with self._lock:
            try:
                write([*self.waiting, look])
                self.waiting.clear()
            except DiskFull:
                if len(self.waiting) >= MOST_WAITING:
                    raise
                self.waiting.append(look)
            # Remembered only after it is written or waits: a look that failed otherwise is audited at the next run.
            self._lately[look.key] = look.at, time.monotonic()

    def catch_up(self, write: Write) -> None:
        """Write the looks that wait, if there is room again."""
        if self.waiting:
            with self._lock, suppress(RecordError):
                write(self.waiting)
                self.waiting.clear()

    def _is_the_same(self, look: Look) -> bool:
        """Whether a look belongs to one that was taken already, by two clocks.

        The clock on the wall may be set back or forward; the other one stands still while the machine sleeps.
        """
        at, ticks = self._lately.get(look.key, (None, 0.0))
        if at is None:
            return False
        return timedelta(0) <= look.at - at < SAME_LOOK and time.monotonic() - ticks < SAME_LOOK.total_seconds()
