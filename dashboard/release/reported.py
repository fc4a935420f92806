"""Which agency confirmed that its records of a period are complete: said by people, never read from cases."""

from dataclasses import dataclass
from typing import Literal

State = Literal["on_time", "late", "missing"]


@dataclass(frozen=True)
class AgencyReport:
    """An agency that was expected to report, where it declares to work (codes), and how it stood at the build."""

    code: str
    name: str
    governorates: tuple[str, ...]
    state: State

    @property
    def has_reported(self) -> bool:
        """Whether it reported at all, on time or late."""
        return self.state != "missing"
