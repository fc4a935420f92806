"""Which agency confirmed that its records of a period are complete: said by people, never read from cases."""

from dataclasses import dataclass
from typing import Literal

State = Literal["on_time", "late", "missing"]


@dataclass(frozen=True)
class AgencyReport:
    """An agency that was expected to report for a period, and whether it had when the release was built (`state`).

    `governorates` are the codes of those in which it declares to work.
    """

    code: str
    name: str
    governorates: tuple[str, ...]
    state: State

    @property
    def has_reported(self) -> bool:
        """Whether the agency reported at all, on time or late."""
        return self.state != "missing"
