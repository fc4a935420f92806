"""In which quarter a case counts that an agency had registered before it was imported (design/exchange.md)."""

from dataclasses import dataclass
from datetime import datetime

from dashboard.casework.dates import at_noon
from dashboard.interchange.checking import Incoming
from dashboard.projection.derive import quarter


@dataclass(frozen=True)
class Calendar:
    """The quarters of which a release was made, as "2026-Q3": no case is added to them any more."""

    released: frozenset[str] = frozenset()

    def opened_at(self, incoming: Incoming, now: datetime) -> datetime:
        """Return when the case counts as opened: noon in Baghdad of the day on which the agency registered it.

        It is `now`, the moment of the import, where the source has no such day and where a release of its quarter was made:
        the case counts late then, and never in no quarter. Clocks of high and medium risk do not read this time: they run
        from decisions, each with a day of its own.
        """
        return now if self.is_late(incoming) else _noon(incoming, now)

    def is_late(self, incoming: Incoming) -> bool:
        """Whether the case counts in a later quarter than the one in which the agency registered it."""
        return incoming.opened_on is not None and self._registered(incoming) in self.released

    def _registered(self, incoming: Incoming) -> str:
        assert incoming.opened_on is not None
        return f"{incoming.opened_on.year}-Q{(incoming.opened_on.month + 2) // 3}"

    def counted(self, incoming: Incoming, now: datetime) -> tuple[str, bool]:
        """Return the quarter in which the agency registered the case, and whether it counts late."""
        late = self.is_late(incoming)
        return (self._registered(incoming) if late else quarter(_noon(incoming, now))), late


def _noon(incoming: Incoming, now: datetime) -> datetime:
    """Return noon of the day of registration; of today, and without a day, the moment of the import."""
    return min(at_noon(incoming.opened_on, now), now)
